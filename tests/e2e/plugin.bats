#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# The same command through real kubectl, through the dispatcher, and by itself.

load helper

# same ARGUMENT...: all three print and return the same; $out, $err and $status are it.
same() {
  try kubectl-hetzner-cluster "$@"
  local alone="$status $out $err"
  try kubectl-hetzner cluster "$@"
  equal "$status $out $err" "$alone"
  try kubectl hetzner cluster "$@"
  equal "$status $out $err" "$alone"
}

@test "kubectl hetzner, kubectl-hetzner and kubectl-hetzner-cluster are the same" {
  needs_crds
  try kubectl hetzner cluster create demo --wait=none
  exits 0
  same create demo --wait=none
  exits 0
  same list --no-headers -o yaml
  exits 0
  same list -o json
  exits 0
  same create demo --control-planes 3 --wait=none
  exits 6
  same create demo --contrl-planes 3
  exits 4
  same delete nobody --yes
  exits 5
  same create demo --wait=none -n "$ns-nowhere"
  exits 5
  same --help
  exits 0
  same create --help
  exits 0
}

@test "kubectl finds it through a link, as krew makes it" {
  needs_crds
  mkdir -p krew/bin krew/store/hetzner/v0.1.0
  cp "$BIN"/kubectl-hetzner "$BIN"/kubectl-hetzner-cluster krew/store/hetzner/v0.1.0
  ln -s ../store/hetzner/v0.1.0/kubectl-hetzner krew/bin/kubectl-hetzner
  PATH=$PWD/krew/bin:$(tr : '\n' <<< "$PATH" | grep -Fvx -e "$BIN" | paste -sd :)
  try command -v kubectl-hetzner-cluster
  exits 1
  try kubectl hetzner cluster create demo --wait=none
  exits 0
  try kubectl hetzner cluster list --no-headers
  exits 0
  contains "$out" demo
  try kubectl plugin list
  contains "$out" krew/bin/kubectl-hetzner
}

@test "an interrupt reaches the command through kubectl" {
  needs_crds
  start_job kubectl hetzner cluster create demo --progress json
  eventually grep -q '"phase":"infrastructure"' err
  kill -INT $!
  end_job $!
  exits 130
}
