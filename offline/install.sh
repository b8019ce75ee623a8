#!/bin/sh
# Install assess without a network: find a Python that fits and let install.py do the rest.
# 离线安装 assess：找到合适的 Python，其余由 install.py 完成。另有 --to、--extras、--check，见 --help。
here=$(cd "$(dirname "$0")" && pwd) || exit 1
fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }
for python in "$PYTHON" python3.13 python3.12 python3.11 python3 python; do
  if [ -n "$python" ] && fits "$python"; then
    exec "$python" "$here/install.py" "$@"
  fi
done
cat "$here/no-python.txt" >&2
exit 1
