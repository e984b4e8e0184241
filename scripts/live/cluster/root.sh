#!/usr/bin/env bash
# Runs as process 1 of new namespaces: builds a node's private root, goes into it, and keeps it until it is ended.
#
#   root.sh WORK NODE PROGRAMS FILES [STORE]
#
# WORK is an empty folder that gets a tmpfs nobody else sees; what is in FILES is copied into the root; what is in
# PROGRAMS appears in /usr/local/bin; STORE holds containerd's recorded content and snapshots, which are only read. /usr is the host's, under an overlay. Whatever is written in the root
# goes to the tmpfs and ends with it. The cgroup namespace's root is the node's own cgroup.
set -euo pipefail
work=$1 node=$2 programs=$3 files=$4 store=${5:-}

show() { # SOURCE TARGET: a file or folder of the host that the node only reads
  mount --bind "$1" "$2"
  mount -o remount,ro,bind "$2"
}

mount --make-rprivate /
mount -t tmpfs -o size=6g,mode=755 tmpfs "$work"
mkdir "$work"/{root,upper,work}
root=$work/root
mount --bind "$root" "$root" # pivot_root wants a mount
cp -a "$files/." "$root"
mkdir -p "$root"/{usr,proc,sys,dev,run,tmp,mnt,opt,home,root,etc,var/log,var/lib/kubelet,var/lib/containerd}
ln -sfn /run "$root/var/run"
chmod 755 "$root"
chmod 1777 "$root/tmp"
chmod 700 "$root/root"
mount -t overlay -o "lowerdir=/usr,upperdir=$work/upper,workdir=$work/work" overlay "$root/usr"
for name in bin sbin lib lib32 lib64 libx32; do
  [ ! -L "/$name" ] || ln -sfn "usr/$name" "$root/$name"
done
for program in "$programs"/*; do
  target=$root/usr/local/bin/${program##*/}
  rm -f "$target"
  : >"$target"
  show "$(realpath "$program")" "$target"
done

if [ -n "$store" ]; then
  containerd=$root/var/lib/containerd
  mkdir -p "$work"/content{,.work} "$containerd"/io.containerd.{content.v1.content,snapshotter.v1.overlayfs/snapshots}
  mount -t overlay -o "lowerdir=$store/content,upperdir=$work/content,workdir=$work/content.work" overlay \
    "$containerd/io.containerd.content.v1.content"
  for snapshot in "$store"/snapshots/*; do
    mkdir "$containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/${snapshot##*/}"
    show "$snapshot" "$containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/${snapshot##*/}"
  done
fi

hostname "$node"
ip link set lo up

mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755,size=16m tmpfs "$root/dev"
for device in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0 kmsg:1:11; do
  IFS=: read -r name major minor <<<"$device"
  mknod -m 666 "$root/dev/$name" c "$major" "$minor"
done
mkdir "$root"/dev/{pts,shm,mqueue}
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
for stream in stdin:0 stdout:1 stderr:2; do ln -s "/proc/self/fd/${stream#*:}" "$root/dev/${stream%:*}"; done
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t tmpfs -o mode=755 tmpfs "$root/run"

# The kernel's settings are the host's: not to be written, but for the network's, which are this namespace's own.
mount --bind "$root/proc/sys" "$root/proc/sys"
mount -o remount,ro,bind "$root/proc/sys"
mount --bind "$root/proc/sys/net" "$root/proc/sys/net"
mount -o remount,rw,bind "$root/proc/sys/net"
[ ! -e "$root/proc/sysrq-trigger" ] || mount --bind "$root/dev/null" "$root/proc/sysrq-trigger"
mkdir "$work/sysctl"
while read -r setting value; do # what the kubelet insists on: it writes only what differs
  echo "$value" >"$work/sysctl/${setting//\//.}"
  mount --bind "$work/sysctl/${setting//\//.}" "$root/proc/sys/$setting"
done <<'END'
vm/overcommit_memory 1
vm/panic_on_oom 0
kernel/panic 10
kernel/panic_on_oops 1
kernel/keys/root_maxkeys 1000000
kernel/keys/root_maxbytes 25000000
END
echo 1 >/proc/sys/net/ipv4/ip_forward

if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
  mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
  mkdir -p "$root/sys/fs/cgroup/init"
  echo 0 >"$root/sys/fs/cgroup/init/cgroup.procs" # a cgroup that passes controllers on may hold no process
  for controller in $(<"$root/sys/fs/cgroup/cgroup.controllers"); do
    echo "+$controller" >"$root/sys/fs/cgroup/cgroup.subtree_control" || true
  done
else
  mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup"
  grep -v '^#' /proc/cgroups | cut -f1 | while read -r controller; do
    [ -d "/sys/fs/cgroup/$controller" ] || continue
    mkdir "$root/sys/fs/cgroup/$controller"
    mount -t cgroup -o "$controller" cgroup "$root/sys/fs/cgroup/$controller"
  done
fi

cd "$root"
mkdir .old
pivot_root . .old
umount -l /.old
rmdir /.old
mount --make-rshared / # as on a machine with systemd: a container may mount for others, as CSI drivers do
echo ready
while :; do # a shell, because process 1 has to wait for orphans
  sleep infinity &
  wait
done
