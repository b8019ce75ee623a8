#!/bin/sh
# Install from an archive on a machine that reaches no network, look at it, and put a campaign through it.
#   sh offline/try.sh ARCHIVE.zip [--extras]
# A changed byte must be found first, and a second installation must take the place of the first.
set -eu
archive=$1
shift
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# No interface but an unplugged one where the system lets us; else no index and no proxy that answers.
if unshare -n true 2>/dev/null; then
  cut="unshare -n"
elif unshare -rn true 2>/dev/null; then
  cut="unshare -rn"
else
  cut="env PIP_NO_INDEX=1 http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9"
fi
echo "without a network by: $cut"

"$python" -m zipfile -e "$archive" "$work"
folder=$(echo "$work"/assess-offline-*)
mkdir "$work/home" "$work/elsewhere"
export HOME="$work/home" PYTHON="$python"
unset PYTHONPATH XDG_DATA_HOME ASSESS_HOME 2>/dev/null || true

printf x >>"$folder/docs/cli.md"
if $cut sh "$folder/install.sh" 2>"$work/said"; then
  echo "an altered archive was installed" >&2
  exit 1
fi
grep -q 'docs/cli.md' "$work/said" || { cat "$work/said" >&2; exit 1; }
test ! -e "$HOME/.local/lib/assess" || { echo "something was left of a refused installation" >&2; exit 1; }
echo "an altered file is named, and nothing is installed"
"$python" -c 'import sys; f = open(sys.argv[1], "r+b"); f.truncate(f.seek(-1, 2))' "$folder/docs/cli.md"

$cut sh "$folder/install.sh" "$@"
assess="$HOME/.local/lib/assess/assess"
cd "$work/elsewhere"
$cut "$assess" --version
ASSESS_NO_TUI=1 $cut "$assess" demo --out out
ls out/report/index.html >/dev/null
$cut "$assess" check out/odm-2023.assess
echo "installed and tried without a network"
