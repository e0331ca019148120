#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# `cluster list` beside kubectl on the same objects.

load helper
load controllers

# Two clusters, one of them on its way.
clusters() {
  try hetzner cluster create demo --control-planes 3 --pool name=a,replicas=2 --pool name=b --wait=none
  exits 0
  try hetzner cluster create other --wait=none
  exits 0
}

# The table without its ages.
table() {
  try hetzner cluster list "$@"
  exits 0
  sed -E 's/ +[0-9]+[a-z0-9]*$//' <<< "$out"
}

@test "the table has how far each cluster is" {
  needs_crds
  for pair in new old; do
    use "$pair"
    clusters
    infrastructure_is_ready
    control_plane_is_initialized
    report machinedeployment/demo-a '{"replicas": 2, "readyReplicas": 1}'
    version=$(field kubeadmcontrolplane/demo-control-plane .spec.version)
    equal "$(table --no-headers)" "demo    Provisioned   $version   1/3   1/3
other   Pending       $version   0/1   0/1"
  done
}

# A second may pass between the two.
same_ages() {
  try hetzner cluster list --no-headers
  equal "$(awk '{ print $1, $NF }' <<< "$out")" "$(kubectl get clusters --no-headers | awk '{ print $1, $NF }')"
}

@test "the ages are kubectl's" {
  needs_crds
  clusters
  eventually same_ages
}

@test "-o yaml, json and name are kubectl's, byte for byte" {
  needs_crds
  for pair in new old; do
    use "$pair"
    clusters
    infrastructure_is_ready
    for format in yaml json name; do
      try hetzner cluster list -o $format
      exits 0
      equal "$out" "$(kubectl get clusters -o $format)"
    done
  done
}

@test "-A has the namespace in front" {
  needs_crds
  clusters
  use new "$ns-more"
  try hetzner cluster create third --wait=none
  exits 0
  # other tests come and go in namespaces of their own
  kubectl label cluster --all --namespace "$ns" "test=$ns" > /dev/null
  kubectl label cluster --all --namespace "${ns%-more}" "test=$ns" > /dev/null
  for options in '' --no-headers; do
    # shellcheck disable=SC2086 # no word
    equal "$(table -A -l "test=$ns" $options | awk '{ print $1, $2 }')" \
      "$(kubectl get clusters -A -l "test=$ns" $options | awk '{ print $1, $2 }')"
  done
  for format in yaml json name; do
    try hetzner cluster list -A -l "test=$ns" -o $format
    equal "$out" "$(kubectl get clusters -A -l "test=$ns" -o $format)"
  done
}

@test "-o wide adds endpoint and pools" {
  needs_crds
  clusters
  infrastructure_is_ready
  try hetzner cluster list -o wide
  exits 0
  contains "$(head -n 1 <<< "$out")" ENDPOINT
  contains "$out" '203.0.113.7:443'
  contains "$out" 'demo-a,demo-b'
}

@test "-l selects as kubectl does" {
  needs_crds
  clusters
  kubectl label cluster demo env=test > /dev/null
  for selector in env=test env!=test env '!env' 'env in (test,prod)'; do
    try hetzner cluster list -l "$selector" -o name
    exits 0
    equal "$out" "$(kubectl get clusters -l "$selector" -o name)"
  done
}

@test "where there are none, it says so on stderr" {
  needs_crds
  try hetzner cluster list
  exits 0
  equal "$out" ''
  contains "$err" 'No clusters found'
  for format in yaml json name; do
    try hetzner cluster list -o $format
    exits 0
    equal "$out" "$(kubectl get clusters -o $format)"
  done
}

@test "a cluster that is being deleted says so" {
  needs_crds
  clusters
  hold cluster/demo cluster.cluster.x-k8s.io
  kubectl delete cluster/demo --wait=false > /dev/null
  contains "$(table --no-headers)" 'demo    Deleting'
  release cluster/demo
}

@test "600 clusters come in pages, and none is lost" {
  needs_crds
  for i in {1..600}; do
    printf -- '---\napiVersion: cluster.x-k8s.io/v1beta2\nkind: Cluster\nmetadata: {name: c-%s}\n' "$i"
    echo 'spec: {infrastructureRef: {apiGroup: infrastructure.cluster.x-k8s.io, kind: HetznerCluster, name: x}}'
  done | kubectl create -f - > /dev/null
  try proxy --log requests -- kubectl-hetzner cluster list -n "$ns" -o name
  exits 0
  equal "$out" "$(kubectl get clusters -o name)"
  equal "$(grep -c 'GET .*/clusters?' requests)" 2
  kubectl delete namespace "$ns" --wait=false > /dev/null
}

@test "any other output format is an error in kubectl's words" {
  needs_crds
  try hetzner cluster list -o xml
  [ "$status" -ne 0 ]
  contains "$err" 'unable to match a printer suitable for the output format "xml"'
}
