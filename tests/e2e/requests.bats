#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# How many requests a command makes. The bounds are what was counted when they were
# written: fewer is welcome, more needs a reason.

load helper
load controllers

# requests OF COMMAND...: counts the requests of a cluster command, and its writes.
requests() {
  try proxy --log log -- kubectl-hetzner cluster "$@" -n "$ns"
  exits 0
  all=$(wc -l < log)
  writes=$(grep -vc ' GET ' log) || true
}

# at_most COUNT WRITES
at_most() {
  [ "$all" -le "$1" ] && [ "$writes" -eq "$2" ] && return
  echo "$all requests, $writes writes; at most $1, $2"
  cat log
  return 1
}

@test "create: discovery, two for each object, the namespace, and the Secret twice" {
  needs_crds
  requests create demo --wait=none
  objects=$(($(names | wc -l) - 1))
  equal "$objects" 11
  at_most $((2 * objects + 5)) $((objects + 1))
}

@test "create, with nothing to do: none is a write" {
  needs_crds
  requests create demo --wait=none
  requests create demo --wait=none
  at_most 16 0
}

@test "create of ten pools: no more for each object" {
  needs_crds
  pools=()
  for i in {0..9}; do
    pools+=(--pool "name=pool-$i")
  done
  requests create demo --wait=none "${pools[@]}"
  objects=$(($(names | wc -l) - 1))
  equal "$objects" 47
  at_most $((2 * objects + 5)) $((objects + 1))
}

@test "list: discovery and one for each kind, however many clusters there are" {
  needs_crds
  for name in a b c; do
    hetzner cluster create $name --wait=none > /dev/null 2>&1
  done
  requests list
  at_most 5 0
}

@test "delete: two lists and a watch for each kind, and a write for what nobody else removes" {
  needs_crds
  requests create demo --wait=none
  cluster_owns_all
  requests delete demo --yes
  at_most 51 3
}
