#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# `cluster create --wait`, with the tests in the place of the controllers.

load helper
load controllers

teardown() {
  [ -z "${creating-}" ] || kill -9 "$creating" 2> /dev/null || true
  clean_workload
  leaves_nothing
}

# Starts create in the background; $! is its number.
begin() {
  start_job kubectl-hetzner cluster create demo --control-planes 1 --workers 1 --progress json "$@"
  creating=$!
}

# at PHASE: create has come so far.
at() {
  eventually grep -q "\"phase\":\"$1\"" err
}

# ends_with CODE: how the create in the background ends.
ends_with() {
  end_job "$creating"
  exits "$1"
}

@test "create waits for infrastructure, control plane and API, and names the next command" {
  needs_crds
  for pair in new old; do
    use "$pair"
    begin
    at infrastructure
    infrastructure_is_ready
    at control-plane
    control_plane_is_initialized
    at api
    has_kubeconfig "$E2E_BEDS/plain/kubeconfig/admin.yaml"
    ends_with 0
    contains "$err" '203.0.113.7:443'
    contains "$err" "Next: kubectl hetzner addons install demo -n $ns"
  done
}

@test "with --wait=infrastructure it ends with the load balancer" {
  needs_crds
  begin --wait=infrastructure
  at infrastructure
  infrastructure_is_ready
  ends_with 0
}

@test "an API that does not answer yet is asked again" {
  needs_crds
  begin
  infrastructure_is_ready_soon
  control_plane_is_initialized
  # nobody listens there
  sed 's|server: .*|server: https://127.0.0.1:9|' "$E2E_BEDS/plain/kubeconfig/admin.yaml" > dead.yaml
  has_kubeconfig dead.yaml
  eventually grep -q 'refused' err
  kubectl delete secret demo-kubeconfig > /dev/null
  has_kubeconfig "$E2E_BEDS/plain/kubeconfig/admin.yaml"
  ends_with 0
}

# As soon as the objects are there.
infrastructure_is_ready_soon() {
  at infrastructure
  infrastructure_is_ready
}

# A cluster whose API answers, with one node.
cluster_with_a_node() {
  begin --wait=ready
  infrastructure_is_ready_soon
  control_plane_is_initialized
  node demo-1
  node demo-2
  has_kubeconfig "$E2E_BEDS/plain/kubeconfig/admin.yaml"
}

@test "nodes without a network plugin and a cloud controller end --wait=ready early" {
  needs_crds
  cluster_with_a_node
  ends_with 2
  contains "$err" 'no network plugin (CNI) and no cloud controller manager'
  contains "$err" "kubectl hetzner addons install demo -n $ns"
}

@test "one missing addon is named alone" {
  needs_crds
  network_plugin
  cluster_with_a_node
  ends_with 2
  contains "$err" 'there is no cloud controller manager'
}

@test "with both addons, --wait=ready ends when all machines and nodes are ready" {
  needs_crds
  for pair in new old; do
    use "$pair"
    begin --wait=ready
    infrastructure_is_ready_soon
    node demo-1
    node demo-2
    addons_work_on demo-1 demo-2
    has_kubeconfig "$E2E_BEDS/plain/kubeconfig/admin.yaml"
    control_plane_is_initialized
    at ready
    machines_are_ready 1 1
    ends_with 0
    contains "$err" "Next: kubectl hetzner cluster kubeconfig demo -n $ns"
    # what the controllers have added is no difference
    begin --wait=none
    ends_with 0
    contains "$err" 'nothing was changed'
    clean_workload
  done
}

@test "a server that Hetzner does not have ends the wait at once, with what to do" {
  needs_crds
  for pair in new old; do
    use "$pair"
    begin
    infrastructure_is_ready_soon
    fails_for_good demo-control-plane-x 'error during placement (resource_unavailable, 1a2b)'
    ends_with 9
    contains "$err" 'HCloudMachine/demo-control-plane-x'
    contains "$err" resource_unavailable
    contains "$err" 'delete Machine demo-control-plane-x'
  done
}

@test "a server type that the location does not sell is an invalid spec" {
  needs_crds
  begin
  infrastructure_is_ready_soon
  fails_for_good demo-control-plane-x 'unsupported location for server type (invalid_input, 1a2b)'
  ends_with 8
}

@test "when time is up, it says what it waited for and how to go on" {
  needs_crds
  begin --timeout 1s
  ends_with 10
  contains "$err" 'waiting for infrastructure'
  contains "$err" 'costs money. Wait on with: kubectl hetzner cluster create demo --control-planes 1'
  contains "$err" "kubectl hetzner cluster delete demo -n $ns"
  # the same command goes on
  begin --wait=infrastructure
  infrastructure_is_ready_soon
  ends_with 0
}

@test "an interrupt ends the wait at once, and says what goes on and costs money" {
  needs_crds
  for signal in INT:130 TERM:143 HUP:129; do
    begin
    at infrastructure
    kill -"${signal%:*}" "$creating"
    ends_with "${signal#*:}"
    contains "$err" 'costs money. Wait on with: kubectl hetzner cluster create demo --control-planes 1'
    contains "$err" "kubectl hetzner cluster delete demo -n $ns"
  done
}

@test "a cluster that somebody deletes meanwhile ends the wait" {
  needs_crds
  begin
  at infrastructure
  kubectl delete cluster demo > /dev/null
  ends_with 5
  contains "$err" 'was deleted while we waited'
}

@test "the wait survives a cut connection" {
  needs_crds
  # the watches come after the writes
  begin_behind_proxy 35
  infrastructure_is_ready_soon
  control_plane_is_initialized
  has_kubeconfig "$E2E_BEDS/plain/kubeconfig/admin.yaml"
  ends_with 0
}

# As begin, with the connection cut at a request.
begin_behind_proxy() {
  start_job env proxy --bed "$bed" --at "$1" --do cut -- \
    kubectl-hetzner cluster create demo --control-planes 1 --workers 1 --progress json -n "$ns"
  creating=$!
}
