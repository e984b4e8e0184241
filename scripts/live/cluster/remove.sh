#!/usr/bin/env bash
# Waits until whoever made a cluster has ended, in whatever way, and then leaves nothing of it behind.
#
#   remove.sh WORK GROUP...
#
# Its standard input is a pipe that the maker holds open. Every process in the control groups GROUP is killed; then the
# groups and the folder WORK are removed.
set -uo pipefail
work=$1
shift
read -r _ || true # until the pipe's other end is closed
for _ in {1..150}; do
  left=
  for group in "$@"; do
    [ -d "$group" ] || continue
    find "$group" -name cgroup.procs -exec cat {} + 2>/dev/null | sort -u | xargs --no-run-if-empty kill -KILL 2>/dev/null
    find "$group" -depth -type d -exec rmdir {} + 2>/dev/null
    [ ! -d "$group" ] || left=yes
  done
  [ ! -d "$work" ] || rm -rf --one-file-system "$work" || left=yes
  [ -n "$left" ] || exit 0
  sleep 0.1
done
echo "remove.sh: could not remove $work $*" >&2
exit 1
