#!/usr/bin/env bash
# Stands in for sudo inside a node's root, where one is root already: a clean environment, as sudo gives, and the command.
set -euo pipefail
keep=()
while [ $# -gt 0 ]; do
  case $1 in
    -E | --preserve-env) keep=(env) ;;
    -u) shift ;;
    -i | -s | -H | -n) ;;
    --) shift && break ;;
    *) break ;;
  esac
  shift
done
[ $# -gt 0 ] || set -- bash
[ ${#keep[@]} -gt 0 ] || keep=(env -i HOME=/root USER=root LOGNAME=root SUDO_USER=root "PATH=$PATH" TERM=dumb LANG=C.UTF-8)
exec "${keep[@]}" "$@"
