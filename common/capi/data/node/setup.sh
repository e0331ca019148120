#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# node-setup VERSION: makes a stock Ubuntu 24.04 or Debian 12 server, amd64 or arm64,
# ready for kubeadm of that Kubernetes version, such as v1.35.4. It runs at first
# boot as the command before kubeadm, and may be run again.
set -euo pipefail

# The versions that the Hetzner provider v1.1.8 installs in its own templates.
containerd=2.3.1
runc=1.2.5

version=${1#v}
arch=$(dpkg --print-architecture)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1

# Runs a command until it succeeds: mirrors come back, and other first-boot jobs let go of apt.
retry() {
  local try
  for try in 1 2 3 4 5 6 7 8; do
    "$@" && return
    sleep $((try * 5))
  done
  echo "node-setup: gave up on: $*" >&2
  return 1
}

# fetch URL FILE
fetch() {
  curl --fail --silent --show-error --location --proto '=https' --proto-redir '=https' \
    --connect-timeout 15 --max-time 600 --retry 8 --retry-all-errors --output "$2" "$1"
}

apt() {
  retry apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5 \
    -o DPkg::Options::=--force-confold "$@"
}

prepare_kernel() {
  swapoff -a
  sed -i '/[[:space:]]swap[[:space:]]/d' /etc/fstab
  modprobe -a overlay br_netfilter
  sysctl -q -p /etc/sysctl.d/99-kubernetes.conf
}

# The kubelet passes at most three name servers on to pods, and Hetzner gives four; pods
# of an IPv4 cluster reach only the IPv4 ones, so those come first.
choose_name_servers() {
  local from=/run/systemd/resolve/resolv.conf to=/etc/kubernetes/resolv.conf
  [ -f "$from" ] || from=/etc/resolv.conf
  mkdir -p /etc/kubernetes/patches
  awk '$1 == "nameserver" { print ($2 ~ /:/), $2 }' "$from" | sort -s -k 1,1 |
    awk 'NR <= 3 { print "nameserver", $2 }' > "$to"
  if [ -s "$to" ]; then
    echo "resolvConf: $to" > /etc/kubernetes/patches/kubeletconfiguration1+merge.yaml
  fi
}

install_runc() {
  local from=https://github.com/opencontainers/runc/releases/download/v$runc
  fetch "$from/runc.$arch" "runc.$arch"
  fetch "$from/runc.sha256sum" runc.sha256sum
  sha256sum --check --ignore-missing runc.sha256sum
  install -m 0755 "runc.$arch" /usr/local/sbin/runc
}

install_containerd() {
  local from=https://github.com/containerd/containerd/releases/download/v$containerd
  local file=containerd-$containerd-linux-$arch.tar.gz
  fetch "$from/$file" "$file"
  fetch "$from/$file.sha256sum" "$file.sha256sum"
  sha256sum --check "$file.sha256sum"
  tar -xzf "$file" -C /usr/local
  mkdir -p /etc/containerd
  containerd config default | sed 's/SystemdCgroup = false/SystemdCgroup = true/' \
    > /etc/containerd/config.toml
  # kubeadm's kubelets use the systemd driver; two drivers on one node end in lost pods
  grep -q 'SystemdCgroup = true' /etc/containerd/config.toml
  systemctl daemon-reload
  systemctl enable containerd
  systemctl restart containerd
}

# The packages bring the CNI plugins (kubernetes-cni, in /opt/cni/bin) and crictl with them.
install_kubernetes() {
  local from=https://pkgs.k8s.io/core:/stable:/v${version%.*}/deb
  local key=/etc/apt/keyrings/kubernetes.asc
  mkdir -p /etc/apt/keyrings
  fetch "$from/Release.key" "$key"
  echo "deb [signed-by=$key] $from/ /" > /etc/apt/sources.list.d/kubernetes.list
  apt update
  apt install --allow-change-held-packages \
    "kubelet=$version-*" "kubeadm=$version-*" "kubectl=$version-*"
  apt-mark hold kubelet kubeadm kubectl
  systemctl enable kubelet
}

cd "$work"
prepare_kernel
choose_name_servers
apt update
apt install ca-certificates conntrack curl ethtool iptables socat
install_runc
install_containerd
install_kubernetes
