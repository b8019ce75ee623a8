/* Records what a process does to the files of one folder, in order, so that a loss of power can be played out.
   Loaded by LD_PRELOAD; POWER_ROOM is the folder, POWER_LOG the record. One thread only.
   A record: a letter, the length of the path, the offset, the length of the data (three 64-bit numbers), path, data. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int out = -1;
static ssize_t (*real_write)(int, const void *, size_t);

static void put(char what, const char *path, int64_t at, const void *data, int64_t size) {
  const char *room = getenv("POWER_ROOM"), *log = getenv("POWER_LOG");
  if (!room || !log || strncmp(path, room, strlen(room)) != 0) return;
  if (!real_write) real_write = dlsym(RTLD_NEXT, "write");
  if (out < 0) out = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  int64_t head[3] = {(int64_t)strlen(path), at, data ? size : 0};
  size_t whole = 1 + sizeof head + head[0] + head[2];
  char *record = malloc(whole), *to = record;
  *to++ = what;
  memcpy(to, head, sizeof head); to += sizeof head;
  memcpy(to, path, head[0]); to += head[0];
  if (head[2]) memcpy(to, data, head[2]);
  if (real_write(out, record, whole) != (ssize_t)whole) abort();
  free(record);
}

static int named(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, PATH_MAX - 1);
  if (n < 0) return 0;
  path[n] = 0;
  return 1;
}

#define NAMED char path[PATH_MAX]; int known = fd != out && named(fd, path)
#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *data, size_t size) {
  REAL(ssize_t, "write", int, const void *, size_t);
  NAMED;
  off_t at = known ? lseek(fd, 0, SEEK_CUR) : 0;
  ssize_t done = real(fd, data, size);
  if (known && done > 0 && at >= 0) put('w', path, at, data, done);
  return done;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
  REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
  NAMED;
  ssize_t done = real(fd, data, size, at);
  if (known && done > 0) put('w', path, at, data, done);
  return done;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) { return pwrite(fd, data, size, at); }

int ftruncate(int fd, off_t size) {
  REAL(int, "ftruncate", int, off_t);
  NAMED;
  int done = real(fd, size);
  if (known && done == 0) put('t', path, size, 0, 0);
  return done;
}

int ftruncate64(int fd, off64_t size) { return ftruncate(fd, size); }

int fsync(int fd) {
  REAL(int, "fsync", int);
  NAMED;
  int done = real(fd);
  if (known && done == 0) put('s', path, 0, 0, 0);
  return done;
}

int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  NAMED;
  int done = real(fd);
  if (known && done == 0) put('s', path, 0, 0, 0);
  return done;
}

int unlink(const char *path) {
  REAL(int, "unlink", const char *);
  int done = real(path);
  if (done == 0) put('u', path, 0, 0, 0);
  return done;
}
