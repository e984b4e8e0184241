# Read by the other scripts of this folder inside a node's root: how its daemons are started, as systemd would.
export KUBECONFIG=/etc/kubernetes/admin.conf

until_true() { # SECONDS COMMAND...: waits for a command to succeed
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$end" ]; then
      echo "gave up waiting for: $*" >&2
      return 1
    fi
    sleep 0.2
  done
}

daemon() { # NAME COMMAND...: starts a program in a session of its own, its output in /var/log/NAME.log
  local name=$1
  shift
  setsid "$@" >>"/var/log/$name.log" 2>&1 </dev/null &
}

start_containerd() {
  daemon containerd containerd
  until_true 20 ctr version
}

start_kubelet() {
  local KUBELET_KUBEADM_ARGS=
  . /var/lib/kubelet/kubeadm-flags.env
  # shellcheck disable=SC2086 # the file holds several words, as in kubeadm's own unit
  daemon kubelet kubelet --bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf \
    --kubeconfig=/etc/kubernetes/kubelet.conf --config=/var/lib/kubelet/config.yaml $KUBELET_KUBEADM_ARGS
}

start_kubelet_when_configured() { # what systemd does during kubeadm init and join
  until_true 200 test -s /var/lib/kubelet/kubeadm-flags.env -a -s /var/lib/kubelet/config.yaml
  sleep 0.2
  start_kubelet
}

import_images() {
  local image
  for image in /run/images/*.tar; do ctr --namespace k8s.io images import --local "$image" >/dev/null; done
}
