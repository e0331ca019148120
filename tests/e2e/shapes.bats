#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# Everything that `cluster render` prints is what the real kinds of both pairs of
# Cluster API and the Hetzner provider accept, to the last field.

load helper

# accepts FILE: a strict server-side apply, of which nothing is kept.
accepts() {
  try kubectl apply --server-side --dry-run=server --validate=strict -f "$1"
}

# passes SHAPE COUNT: the shape has so many objects, and both pairs accept them.
passes() {
  needs_crds
  for pair in new old; do
    use "$pair"
    try hetzner cluster render -f "$DATA/shapes/$1.yaml" -n "$ns" --capi-version "$(capi_version)"
    exits 0
    cp "$BATS_TEST_TMPDIR/out" rendered.yaml
    accepts rendered.yaml
    exits 0
    equal "$(grep -c 'serverside-applied' <<< "$out")" "$2"
    # JSON is the same objects
    try hetzner cluster render -f "$DATA/shapes/$1.yaml" -n "$ns" --capi-version "$(capi_version)" -o json
    exits 0
    equal "$(kubectl create --dry-run=client --validate=false -o yaml -f "$BATS_TEST_TMPDIR/out")" \
      "$(kubectl create --dry-run=client --validate=false -o yaml -f rendered.yaml)"
  done
}

@test "a field that is not of the kind is refused, so that the other tests can fail" {
  needs_crds
  for pair in new old; do
    use "$pair"
    hetzner cluster render demo -n "$ns" --capi-version "$(capi_version)" |
      sed 's/replicas:/replicsa:/' > rendered.yaml
    accepts rendered.yaml
    exits 1
    contains "$err" replicsa
  done
}

@test "the defaults pass" {
  passes defaults 11
}

@test "one control plane passes" {
  passes control-planes-1 11
}

@test "three control planes pass" {
  passes control-planes-3 11
}

@test "five control planes pass" {
  passes control-planes-5 11
}

@test "several pools with labels, taints, locations and images pass" {
  passes pools 19
}

@test "machines of both architectures pass" {
  passes arm64 15
}

@test "a private network passes" {
  passes network 11
}

@test "a cluster without workers passes" {
  passes no-workers 6
}

@test "a cluster without health checks passes" {
  passes no-health-checks 7
}

@test "a pool of more machines than a placement group holds passes" {
  passes large-pool 15
}

@test "images with everything on them, and every number changed, pass" {
  passes own-image 11
}
