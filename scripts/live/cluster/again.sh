#!/usr/bin/env bash
# Runs inside a node's root each time a cluster starts from its recorded files.
set -euo pipefail
. /run/live/node.sh
start_containerd
start_kubelet
