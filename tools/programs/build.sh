#!/usr/bin/env bash
# Builds the programs whose command trees are recorded and those that a cluster of `dev.py live` is made of, from their
# Go modules, at the versions below.
#
#   bash tools/programs/build.sh FOLDER [PROGRAM ...]
#
# FOLDER takes the binaries, named <program>-<version>; PROGRAM `cluster` stands for all that a cluster needs; without
# one all are built, which takes half an hour and some gigabytes. Needs Go and its module proxy. The modules are made in
# FOLDER/modules and kept, so that a second run only builds again. nerdctl is missing: its module asks for a test helper
# that is on no proxy; take its release.
# A program is recorded from here with: python3 scripts/dev.py harvest PROGRAM --binary FILE
set -euo pipefail

[ $# -ge 1 ] || { sed -n '5,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
command -v go >/dev/null || { echo "build.sh: no go on PATH; install it from go.dev" >&2; exit 2; }
mkdir -p "$1"
bin=$(cd "$1" && pwd)
shift
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export CGO_ENABLED=0

# The environment may name other versions: KUBERNETES=v1.37.2 ETCD=v3.6.17 bash tools/programs/build.sh FOLDER kubelet etcd
KUBECTL=${KUBERNETES:-v1.35.10}
KUBERNETES=${KUBERNETES:-v1.35.4} # the newest 1.35 of k8s.io/kubernetes on the proxy; its staging modules are v0.35.4
ETCD=${ETCD:-v3.6.16}
TRAEFIK=v3.7.13

enter() { # MODULE: a module of our own that pins one program
  mkdir -p "$bin/modules/$1"
  cd "$bin/modules/$1"
  [ -f go.mod ] || go mod init "notes.example/$1"
}

stamp() { # VERSION: what makes a program of Kubernetes report it
  local minor=${1#v1.} package
  for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    printf -- '-X %s.gitVersion=%s -X %s.gitMajor=1 -X %s.gitMinor=%s -X %s.gitTreeState=clean ' \
      "$package" "$1" "$package" "$package" "${minor%%.*}" "$package"
  done
}

build() { # PROGRAM VERSION PACKAGE FLAGS
  go build -trimpath -o "$bin/$1-$2" -ldflags "-s -w $4" "$3"
  echo "$bin/$1-$2"
}

tool() { # MODULE PROGRAM VERSION PACKAGE [VARIABLE=VALUE ...]: a program that its own module builds
  local module=$1 program=$2 version=$3 package=$4 variable flags=
  shift 4
  for variable in "$@"; do flags="$flags -X $variable"; done
  enter "$module"
  go get -tool "$package@$version"
  build "$program" "$version" "$package" "$flags"
}

kubectl() { # PROGRAM VERSION: its module has the commands, the main package is ours
  enter "kubectl-$2"
  cat >main.go <<'GO'
package main

import (
	_ "k8s.io/client-go/plugin/pkg/client/auth"
	"k8s.io/component-base/cli"
	"k8s.io/kubectl/pkg/cmd"
	"k8s.io/kubectl/pkg/cmd/util"
)

func main() {
	if err := cli.RunNoErrOutput(cmd.NewDefaultKubectlCommand()); err != nil {
		util.CheckErr(err)
	}
}
GO
  local library=v0.${2#v1.}
  go get "k8s.io/kubectl@$library" "k8s.io/client-go@$library" "k8s.io/component-base@$library"
  go mod tidy
  build "$1" "$2" . "$(stamp "$2")"
}

component() { # PROGRAM: each k8s.io staging module is replaced by the release that was made of it
  enter "kubernetes-$KUBERNETES"
  local module source
  source=$(go mod download -json "k8s.io/kubernetes@$KUBERNETES" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
  grep -oE '^\s*k8s\.io/[a-z0-9-]+ => \./staging' "$source" | awk '{print $1}' | sort -u | while read -r module; do
    go mod edit "-replace=$module=$module@v0.${KUBERNETES#v1.}"
  done
  go get -tool "k8s.io/kubernetes/cmd/$1@$KUBERNETES"
  build "$1" "$KUBERNETES" "k8s.io/kubernetes/cmd/$1" "$(stamp "$KUBERNETES")"
}

downloaded() { # MODULE VERSION FIELD: where the module's go.mod (GoMod) or its files (Dir) are
  go mod download -json "$1@$2" | sed -n "s/.*\"$3\": \"\(.*\)\".*/\1/p"
}

replaced() { # MODULE VERSION: its replacements and exclusions hold in its own module alone, so ours repeats them
  local source word
  source=$(downloaded "$1" "$2" GoMod)
  sed -nE 's/^[[:space:]]*(replace )?([^[:space:]]+) => ([^[:space:]]+) (v[^[:space:]]+)$/-replace=\2=\3@\4/p
    s/^exclude ([^[:space:]]+) (v[^[:space:]]+)$/-exclude=\1@\2/p' "$source" | while read -r word; do
    go mod edit "$word"
  done
}

traefik() { # what the folder traefik holds stands in for modules that are on no proxy, none of which routes requests
  local module=github.com/traefik/traefik/v3 lego=github.com/go-acme/lego/v5
  enter traefik
  cp -R "$here/traefik/." .
  replaced "$module" "$TRAEFIK"
  go mod edit -replace=github.com/abbot/go-http-auth=./auth -replace=github.com/traefik/traefik/dynamic/ext=./ext
  if [ ! -d lego ]; then
    go get "$module@$TRAEFIK"
    cp -R "$(downloaded "$lego" "$(go list -m -f '{{.Version}}' "$lego")" Dir)" lego
    chmod -R u+w lego
    cp dns/*.go lego/providers/dns
    go mod edit "-replace=$lego=./lego"
  fi
  go get -tool "$module/cmd/traefik@$TRAEFIK"
  build traefik "$TRAEFIK" "$module/cmd/traefik" "-X $module/pkg/version.Version=$TRAEFIK"
}

sidecar() { # PROGRAM MODULE VERSION
  enter "$1"
  replaced "$2" "$3"
  go get -tool "$2/cmd/${1}@$3"
  build "$1" "$3" "$2/cmd/$1" "-X main.version=$3"
}

csi_hostpath() { # VERSION: ours
  enter csi-hostpath
  cp "$here/csi-hostpath/main.go" .
  go get github.com/container-storage-interface/spec@v1.13.0 google.golang.org/grpc@v1.83.2 "k8s.io/kubelet@v0.${KUBERNETES#v1.}"
  go mod tidy
  build csi-hostpath "$1" . "-X main.version=$1"
}

gateway_api() { # VERSION: no program but a file, the CRDs of the standard channel
  local file
  for file in "$(downloaded sigs.k8s.io/gateway-api "$1" Dir)"/config/crd/standard/*.yaml; do
    printf -- '---\n'
    cat "$file"
  done >"$bin/gateway-api-$1"
  echo "$bin/gateway-api-$1"
}

make_one() {
  local containerd=github.com/containerd/containerd/v2 kustomize=sigs.k8s.io/kustomize/api/provenance
  case $1 in
    kubectl) kubectl kubectl "$KUBECTL" ;;
    kubectl-next) kubectl kubectl-next v1.37.2 ;;
    kubeadm | kubelet | kube-apiserver | kube-controller-manager | kube-scheduler | kube-proxy) component "$1" ;;
    etcd) tool "etcd-$ETCD" etcd "$ETCD" go.etcd.io/etcd/server/v3 ;;
    etcdctl) tool "etcdctl-$ETCD" etcdctl "$ETCD" go.etcd.io/etcd/etcdctl/v3 ;;
    etcdutl) tool "etcdutl-$ETCD" etcdutl "$ETCD" go.etcd.io/etcd/etcdutl/v3 ;;
    containerd | containerd-shim-runc-v2 | ctr) tool containerd "$1" v2.2.9 "$containerd/cmd/$1" "$containerd/version.Version=v2.2.9" ;;
    crictl) tool crictl crictl v1.36.0 sigs.k8s.io/cri-tools/cmd/crictl sigs.k8s.io/cri-tools/pkg/version.Version=v1.36.0 ;;
    helm3) tool helm3 helm v3.22.0 helm.sh/helm/v3/cmd/helm helm.sh/helm/v3/internal/version.version=v3.22.0 ;;
    helm | helm4) tool helm4 helm v4.3.1 helm.sh/helm/v4/cmd/helm helm.sh/helm/v4/internal/version.version=v4.3.1 ;;
    kustomize)
      tool kustomize kustomize v5.8.2 sigs.k8s.io/kustomize/kustomize/v5 \
        "$kustomize.version=v5.8.2" "$kustomize.buildDate=1970-01-01T00:00:00Z"
      ;;
    ptp | host-local | loopback)
      plugins=github.com/containernetworking/plugins
      case $1 in host-local) folder=ipam ;; *) folder=main ;; esac
      tool cni "$1" v1.9.1 "$plugins/plugins/$folder/$1" "$plugins/pkg/utils/buildversion.BuildVersion=v1.9.1"
      ;;
    coredns)
      tool coredns coredns v1.13.1 github.com/coredns/coredns # the release that kubeadm v1.35 names
      ;;
    metrics-server)
      tool metrics-server metrics-server v0.9.0 sigs.k8s.io/metrics-server/cmd/metrics-server
      ;;
    kube-router) # the newest on the proxy, an old one; nobody but a page is in its cluster, and it runs as a firewall alone
      kube_router=github.com/cloudnativelabs/kube-router/v2
      tool kube-router kube-router v2.1.0 "$kube_router/cmd/kube-router" "$kube_router/pkg/version.Version=v2.1.0"
      ;;
    traefik) traefik ;;
    gateway-api) gateway_api v1.5.1 ;;
    csi-hostpath) csi_hostpath v1 ;;
    csi-provisioner) sidecar csi-provisioner github.com/kubernetes-csi/external-provisioner/v6 v6.4.0 ;;
    csi-resizer) sidecar csi-resizer github.com/kubernetes-csi/external-resizer/v2 v2.3.0 ;;
    *) echo "build.sh: $1 is not built here; there are: ${ALL[*]}" >&2; exit 2 ;;
  esac
}

CLUSTER=(
  kubectl etcdctl etcdutl helm crictl ctr containerd kustomize etcd
  kubeadm kubelet kube-apiserver kube-controller-manager kube-scheduler kube-proxy
  containerd-shim-runc-v2 ptp host-local loopback coredns metrics-server
  kube-router traefik gateway-api csi-hostpath csi-provisioner csi-resizer # for its add-ons
)
ALL=("${CLUSTER[@]}" helm3 kubectl-next)
[ "${1:-}" != cluster ] || set -- "${CLUSTER[@]}"
for program in "${@:-${ALL[@]}}"; do
  (make_one "$program")
done
