#!/usr/bin/env bash
# Runs once inside cp1's root: kubeadm init. Prints the command that joins a worker.
set -euo pipefail
. /run/live/node.sh

start_containerd
import_images
start_kubelet_when_configured &
kubeadm init --config /run/live/kubeadm.yml --ignore-preflight-errors=all >&2
mkdir -p /root/.kube
cp /etc/kubernetes/admin.conf /root/.kube/config
kubeadm token create --ttl 0 --print-join-command
