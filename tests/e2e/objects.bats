#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# The client library itself against a real API server (objects.c, writes.c).

load helper

setup_plain() {
  use plain
  PROGRAMS=$BIN/../tests/e2e
}

@test "1,000 objects are made, patched, listed, watched and deleted while all connections are cut 100 times" {
  setup_plain
  try proxy --every 33 --do cut --log requests -- "$PROGRAMS/objects" "$ns" 1000
  exits 0
  equal "$(sed -E 's/^[0-9]+ events, [1-9][0-9]* writes whose answer was lost$/lost/' <<< "$out")" \
    'created 1000
watched 1000
listed 1000
listed 1000 by their metadata
patched 1000
deleted 1000
watched 1000
listed 0
lost'
  cuts=$(grep -c ' CUT$' requests)
  echo "$cuts cuts"
  [ "$cuts" -ge 100 ]
}

@test "each kind of write, and what the server says to one that comes too late" {
  setup_plain
  printf '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"},
    "data": {"color": "white", "size": "1", "more": "yes"}}' |
    kubectl apply --server-side --field-manager=another -f - > /dev/null
  printf '{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "%s"}}' "$ns" |
    kubectl apply -f - > /dev/null
  try "$PROGRAMS/writes" "$ns"
  kubectl delete node "$ns" > /dev/null
  exits 0
  equal "$err" ""
  equal "$(sed -E 's/^(Warning: v1 Endpoints is deprecated).*/\1/' <<< "$out")" \
    "apply: Conflict
cannot apply configmaps \"settings\" in namespace \"$ns\": 2 fields belong to another manager (Conflict):
  .data.color: conflict with \"another\"
  .data.size: conflict with \"another\"
Leave these fields to their manager, or have it give them up.
create: AlreadyExists
merge patch: ok
merge patch of an old version: Conflict
JSON patch: ok
JSON patch of an old version: Conflict
apply of an old version: Conflict
status: ok
which has 4 CPUs and is as it was
Warning: v1 Endpoints is deprecated
list: ok
list: ok
delete of an old version: Conflict
delete of another one: ok
which leaves this one
delete: ok
which leaves nothing"
}
