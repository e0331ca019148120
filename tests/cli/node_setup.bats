#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2016,SC2030,SC2031,SC2154 # scripts as text; try sets out, err and status
#
# The set-up of a node, run whole on a made-up machine: a mount namespace in which the
# folders that it writes to are empty, with stand-ins for the programs that would change
# the machine or ask the network.

load helper

setup() {
  common_setup
  unshare -rm true 2> "$BATS_TEST_TMPDIR/err" || skip "no user namespaces here"
  script=$BATS_TEST_DIRNAME/../../common/capi/data/node/setup.sh
  log=$BATS_TEST_TMPDIR/log
  stand_ins=$BATS_TEST_TMPDIR/stand-ins
  web=$BATS_TEST_TMPDIR/web
  mkdir -p "$stand_ins" "$web"
  for program in apt-get apt-mark modprobe swapoff sysctl systemctl; do
    stands_in "$program" "echo $program \"\$@\" >> $log"
  done
  stands_in dpkg 'echo "${ARCH:-amd64}"'
  stands_in sleep 'true'
  stands_in curl "
    for url; do :; done
    while [ \"\$1\" != --output ]; do shift; done
    echo fetch \"\$url\" >> $log
    cp \"$web/\${url##*/}\" \"\$2\""
  publish amd64
}

# A program of that name that does what the second argument says.
stands_in() {
  printf '#!/bin/bash\n%s\n' "$2" > "$stand_ins/$1"
  chmod +x "$stand_ins/$1"
}

# Puts the releases for an architecture on the made-up web.
publish() {
  local bin=$BATS_TEST_TMPDIR/tarball/bin tarball=containerd-2.3.1-linux-$1.tar.gz
  mkdir -p "$bin"
  printf '#!/bin/bash\necho "SystemdCgroup = ${CGROUP:-false}"\n' > "$bin/containerd"
  chmod +x "$bin/containerd"
  tar -C "$BATS_TEST_TMPDIR/tarball" -czf "$web/$tarball" bin
  (cd "$web" && sha256sum "$tarball" > "$tarball.sha256sum")
  echo "runc for $1" > "$web/runc.$1"
  (cd "$web" && sha256sum runc.*64 > runc.sha256sum)
  echo key > "$web/Release.key"
}

# Runs the set-up for a version; what it wrote is then in the folder etc and in usr.
set_up() {
  mkdir -p etc usr
  cp -a /etc/alternatives etc # awk is found through it
  printf 'UUID=1 / ext4 defaults 0 1\n/swapfile none swap sw 0 0\n' > etc/fstab
  printf '%s\n' "${RESOLV:-nameserver 192.0.2.1}" > etc/resolv.conf
  try unshare -rm bash -c '
    set -e
    mkdir -p etc/apt/sources.list.d usr/bin usr/sbin
    mount --bind etc /etc
    mount --bind usr /usr/local
    mount -t tmpfs none /run
    if [ "$RESOLVED" ]; then
      mkdir -p /run/systemd/resolve
      printf "%s\n" "$RESOLVED" > /run/systemd/resolve/resolv.conf
    fi
    PATH=$1:/usr/local/bin:/usr/bin:/bin exec bash "$2" "$3"
  ' bash "$stand_ins" "$script" "$1"
}

@test "a stock machine gets everything that kubeadm needs" {
  set_up v1.35.4
  exits 0
  equal "$(cat "$log")" "swapoff -a
modprobe -a overlay br_netfilter
sysctl -q -p /etc/sysctl.d/99-kubernetes.conf
apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5 -o DPkg::Options::=--force-confold update
apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5 -o DPkg::Options::=--force-confold install ca-certificates conntrack curl ethtool iptables socat
fetch https://github.com/opencontainers/runc/releases/download/v1.2.5/runc.amd64
fetch https://github.com/opencontainers/runc/releases/download/v1.2.5/runc.sha256sum
fetch https://github.com/containerd/containerd/releases/download/v2.3.1/containerd-2.3.1-linux-amd64.tar.gz
fetch https://github.com/containerd/containerd/releases/download/v2.3.1/containerd-2.3.1-linux-amd64.tar.gz.sha256sum
systemctl daemon-reload
systemctl enable containerd
systemctl restart containerd
fetch https://pkgs.k8s.io/core:/stable:/v1.35/deb/Release.key
apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5 -o DPkg::Options::=--force-confold update
apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5 -o DPkg::Options::=--force-confold install --allow-change-held-packages kubelet=1.35.4-* kubeadm=1.35.4-* kubectl=1.35.4-*
apt-mark hold kubelet kubeadm kubectl
systemctl enable kubelet"
  equal "$(cat etc/containerd/config.toml)" "SystemdCgroup = true"
  equal "$(cat etc/apt/sources.list.d/kubernetes.list)" \
    "deb [signed-by=/etc/apt/keyrings/kubernetes.asc] https://pkgs.k8s.io/core:/stable:/v1.35/deb/ /"
  equal "$(cat etc/apt/keyrings/kubernetes.asc)" key
  equal "$(cat etc/fstab)" "UUID=1 / ext4 defaults 0 1"
  equal "$(cat usr/sbin/runc)" "runc for amd64"
  [ -x usr/sbin/runc ] && [ -x usr/bin/containerd ]
}

@test "an arm64 machine gets the files for arm64" {
  publish arm64
  export ARCH=arm64
  set_up v1.34.7
  exits 0
  contains "$(cat "$log")" /runc.arm64
  contains "$(cat "$log")" containerd-2.3.1-linux-arm64.tar.gz
  contains "$(cat "$log")" kubelet=1.34.7-
  equal "$(cat usr/sbin/runc)" "runc for arm64"
}

@test "it can be run a second time" {
  set_up v1.35.4
  exits 0
  set_up v1.35.4
  exits 0
}

@test "at most three name servers, IPv4 first, are for pods" {
  export RESOLVED="nameserver 2001:db8::1
nameserver 192.0.2.1
# a comment
nameserver 2001:db8::2
nameserver 192.0.2.2
search example.com"
  set_up v1.35.4
  exits 0
  equal "$(cat etc/kubernetes/resolv.conf)" "nameserver 192.0.2.1
nameserver 192.0.2.2
nameserver 2001:db8::1"
  equal "$(cat etc/kubernetes/patches/kubeletconfiguration1+merge.yaml)" \
    "resolvConf: /etc/kubernetes/resolv.conf"
}

@test "without resolved, the name servers are those of /etc/resolv.conf" {
  export RESOLV="nameserver 192.0.2.7"
  set_up v1.35.4
  exits 0
  equal "$(cat etc/kubernetes/resolv.conf)" "nameserver 192.0.2.7"
}

@test "a machine without name servers keeps the kubelet's own setting" {
  export RESOLV="search example.com"
  set_up v1.35.4
  exits 0
  [ ! -e etc/kubernetes/patches/kubeletconfiguration1+merge.yaml ]
}

@test "a runc that is not what its checksum says is not installed" {
  echo other > "$web/runc.amd64"
  set_up v1.35.4
  [ "$status" -ne 0 ]
  contains "$err" "did NOT match"
  [ ! -e usr/sbin/runc ]
}

@test "a containerd that is not what its checksum says is not installed" {
  echo >> "$web/containerd-2.3.1-linux-amd64.tar.gz"
  set_up v1.35.4
  [ "$status" -ne 0 ]
  [ ! -e usr/bin/containerd ]
}

@test "a checksum file without our file is a failure" {
  echo "$(printf '0%.0s' {1..64})  runc.other" > "$web/runc.sha256sum"
  set_up v1.35.4
  [ "$status" -ne 0 ]
  [ ! -e usr/sbin/runc ]
}

@test "a containerd that does not take the systemd driver is a failure" {
  export CGROUP=unknown
  set_up v1.35.4
  [ "$status" -ne 0 ]
  [[ $(cat "$log") != *kubelet* ]]
}

@test "what fails for a while is tried again, and in the end given up" {
  stands_in apt-get "echo apt-get >> $log; [ \$(grep -c apt-get $log) -ge 4 ]"
  set_up v1.35.4
  exits 0
  stands_in apt-get "echo apt-get-fails >> $log; false"
  : > "$log"
  set_up v1.35.4
  [ "$status" -ne 0 ]
  contains "$err" "node-setup: gave up on: apt-get"
  equal "$(grep -c apt-get-fails "$log")" 8
}
