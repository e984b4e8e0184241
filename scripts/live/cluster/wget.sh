#!/bin/sh
# Stands in for wget in the images of busybox: version 1.35, which Debian 12 has, crashes at -T.
seconds= left=$#
while [ "$left" -gt 0 ]; do
  case $1 in
    -T | --timeout) seconds=$2 && shift && left=$((left - 1)) ;;
    -T*) seconds=${1#-T} ;;
    --timeout=*) seconds=${1#*=} ;;
    *) set -- "$@" "$1" ;;
  esac
  shift
  left=$((left - 1))
done
[ -n "$seconds" ] || exec busybox wget "$@"
exec 3>&2 2>/dev/null # the shell itself would say that it was terminated
(exec timeout "$seconds" busybox wget "$@" 2>&3)
status=$?
case $status in
  124 | 143) echo "wget: download timed out" >&3 && exit 1 ;;
  *) exit "$status" ;;
esac
