#!/usr/bin/env bash
# Runs once inside a worker's root: kubeadm join.
#
#   join.sh kubeadm join ...   the command that init.sh printed
set -euo pipefail
. /run/live/node.sh

start_containerd
import_images
start_kubelet_when_configured &
"$@" --ignore-preflight-errors=all >&2
