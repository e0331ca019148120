#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2030,SC2031,SC2154 # try sets out, err and status
#
# `cluster delete`, with the tests in the place of the controllers and the garbage
# collector of a real cluster behind them.

load helper
load controllers

teardown() {
  [ -z "${deleting-}" ] || kill -9 "$deleting" 2> /dev/null || true
  # no controller of the test bed cares for the finalizer of volumes
  workload delete service/web persistentvolume/pv-1 --ignore-not-found --wait=false > /dev/null
  workload patch persistentvolume/pv-1 --type=merge -p '{"metadata": {"finalizers": null}}' > /dev/null 2>&1 || true
  leaves_nothing
}

# A cluster whose controllers have taken over its objects.
cluster() {
  try hetzner cluster create demo --wait=none
  exits 0
  cluster_owns_all
}

# What is left in the end.
only_the_secret_is_left() {
  equal "$(names)" secret/hcloud
}

begin() {
  start_job kubectl-hetzner cluster delete demo --yes "$@"
  deleting=$!
}

ends_with() {
  end_job "$deleting"
  exits "$1"
}

@test "nothing is left of a cluster but the Secret, which is named" {
  needs_crds
  for pair in new old; do
    use "$pair"
    cluster
    try hetzner cluster delete demo --yes
    exits 0
    equal "$(names)" secret/hcloud
    contains "$out" 'demo deleted'
    contains "$err" "Secret $ns/hcloud"
    contains "$err" --delete-secret
  done
}

@test "it waits for what holds the cluster, and says what that is" {
  needs_crds
  for pair in new old; do
    use "$pair"
    cluster
    hold cluster/demo cluster.cluster.x-k8s.io
    hold hetznercluster/demo infrastructure.cluster.x-k8s.io/hetznercluster
    begin
    eventually grep -q 'Cluster/demo: finalizer cluster.cluster.x-k8s.io' err
    kubectl delete hetznercluster/demo --wait=false > /dev/null
    eventually grep -q 'HetznerCluster/demo: finalizer infrastructure' err
    kill -0 "$deleting"
    release hetznercluster/demo
    release cluster/demo
    ends_with 0
    only_the_secret_is_left
  done
}

@test "it deletes the Cluster and what nobody owns, and leaves the rest to the controllers" {
  needs_crds
  cluster
  try proxy --log requests -- kubectl-hetzner cluster delete demo --yes -n "$ns"
  exits 0
  equal "$(sed -n 's|.* DELETE .*/namespaces/[^/]*/\([^?]*\).*|\1|p' requests)" 'clusters/demo
hcloudremediationtemplates/demo-control-plane-remediation-request
hcloudremediationtemplates/demo-worker-remediation-request'
}

@test "another cluster in the namespace keeps everything" {
  needs_crds
  cluster
  try hetzner cluster create other --wait=none
  exits 0
  versions | grep ' other' > before
  try hetzner cluster delete demo --yes --delete-secret
  exits 6
  contains "$err" 'cluster other uses it too'
  equal "$(versions | grep ' other')" "$(< before)"
  equal "$(names | grep -v other)" secret/hcloud
}

@test "--delete-secret removes the Secret as well" {
  needs_crds
  cluster
  try hetzner cluster delete demo --yes --delete-secret
  exits 0
  equal "$(names)" ''
}

@test "without --yes and without a terminal nothing is deleted" {
  needs_crds
  cluster
  before=$(versions)
  try setsid -w kubectl-hetzner cluster delete demo < /dev/null
  exits 3
  contains "$err" --yes
  equal "$(versions)" "$before"
}

@test "on a terminal the name has to be typed" {
  needs_crds
  cluster
  before=$(versions)
  try script -qec 'kubectl-hetzner cluster delete demo' /dev/null <<< 'dmeo'
  exits 3
  equal "$(versions)" "$before"
  contains "$out" "cluster demo in namespace $ns"
  try script -qec 'kubectl-hetzner cluster delete demo' /dev/null <<< 'demo'
  exits 0
  equal "$(names)" secret/hcloud
}

@test "dry runs delete nothing" {
  needs_crds
  cluster
  before=$(versions)
  for mode in client server; do
    try hetzner cluster delete demo --dry-run=$mode
    exits 0
    contains "$out" 'dry run'
    equal "$(versions)" "$before"
  done
}

# refused WHY: the cluster that the Secret demo-kubeconfig leads to is not deleted.
refused() {
  local before
  before=$(versions)
  try hetzner cluster delete demo --yes
  exits 7
  contains "$err" 'the very cluster that we talk to'
  contains "$err" "$1"
  contains "$err" 'kubectl hetzner pivot'
  equal "$(versions)" "$before"
  kubectl delete secret demo-kubeconfig > /dev/null
}

@test "a cluster does not delete itself, however it is reached" {
  needs_crds
  cluster
  admin=$bed/kubeconfig/admin.yaml
  has_kubeconfig "$admin"
  refused 'the same server'

  sed 's|//127.0.0.1:|//localhost:|' "$admin" > by-name.yaml
  has_kubeconfig by-name.yaml
  refused 'the same certificate authority'

  sed 's|certificate-authority-data: .*|insecure-skip-tls-verify: true|' by-name.yaml > unverified.yaml
  has_kubeconfig unverified.yaml
  refused 'the same UID of kube-system'
}

@test "what the workload cluster made and costs money is named" {
  needs_crds
  cluster
  has_kubeconfig "$E2E_BEDS/plain/kubeconfig/admin.yaml"
  cluster_owns_kubeconfig
  workload create service loadbalancer web --tcp=80 > /dev/null
  workload create -f - > /dev/null << 'VOLUME'
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv-1}
spec:
  capacity: {storage: 10Gi}
  accessModes: [ReadWriteOnce]
  csi: {driver: csi.hetzner.cloud, volumeHandle: "4711"}
  claimRef: {namespace: shop, name: data}
VOLUME
  try hetzner cluster delete demo --yes
  exits 0
  contains "$err" 'load balancer of Service default/web'
  contains "$err" 'volume 4711 of PersistentVolumeClaim shop/data'
}

# As the control plane provider does.
cluster_owns_kubeconfig() {
  kubectl patch secret/demo-kubeconfig --type=merge -p '{"metadata": {"ownerReferences": [{
    "apiVersion": "cluster.x-k8s.io/'"$(contract)"'", "kind": "Cluster", "name": "demo",
    "uid": "'"$(field cluster/demo .metadata.uid)"'"}]}}' > /dev/null
}

@test "when its API does not answer, it says where to look" {
  needs_crds
  cluster
  # nobody listens there
  sed 's|server: .*|server: https://127.0.0.1:9|' "$E2E_BEDS/plain/kubeconfig/admin.yaml" > dead.yaml
  has_kubeconfig dead.yaml
  cluster_owns_kubeconfig
  try hetzner cluster delete demo --yes
  exits 0
  contains "$err" 'hcloud load-balancer list'
}

@test "interrupted, it says what goes on; run again, it ends the same" {
  needs_crds
  cluster
  hold cluster/demo cluster.cluster.x-k8s.io
  begin
  eventually grep -q 'finalizer' err
  kill -INT "$deleting"
  ends_with 130
  contains "$err" 'goes on being deleted'
  contains "$err" 'costs money'
  contains "$err" 'Watch on with: kubectl hetzner cluster delete demo --yes'
  begin
  eventually grep -q 'finalizer' err
  release cluster/demo
  ends_with 0
  only_the_secret_is_left
}

@test "when time is up, it says what is left and how to go on" {
  needs_crds
  cluster
  hold cluster/demo cluster.cluster.x-k8s.io
  begin --timeout 1s
  ends_with 10
  contains "$err" 'Cluster/demo: finalizer cluster.cluster.x-k8s.io'
  contains "$err" 'Watch on with: kubectl hetzner cluster delete demo --yes'
  release cluster/demo
  try hetzner cluster delete demo --yes
  exits 0
  only_the_secret_is_left
}

# after_kill LEFT OPTION...: what is left in the end of a delete, with the options $with, that
# was killed at a request, which the other options choose for the proxy.
after_kill() {
  local code=0 killed=$ns-k$RANDOM left=$1
  shift
  kubectl create namespace "$killed" > /dev/null
  hetzner cluster create demo --wait=none -n "$killed" > /dev/null 2>&1
  cluster_owns_all "$killed"
  # shellcheck disable=SC2086 # options
  proxy --do kill "$@" -- kubectl-hetzner cluster delete demo --yes $with -n "$killed" > out 2> err || code=$?
  hides_secrets out err
  equal "$code" 137
  # shellcheck disable=SC2086 # options
  try hetzner cluster delete demo --yes $with -n "$killed"
  # there may be nothing left to do
  [ "$status" = 5 ] || exits 0
  equal "$(names "$killed")" "$left" || { echo "after request $*"; return 1; }
}

@test "killed while it looks, waits, or around each of its writes, the next one finishes" {
  needs_crds
  with=
  after_kill secret/hcloud --at 1
  after_kill secret/hcloud --at 25
  for k in 1 2 3; do
    after_kill secret/hcloud --writes --at $k
    after_kill secret/hcloud --writes --at $k --after
  done
}

@test "killed around each of its writes, the next one removes the Secret as well" {
  needs_crds
  with='--delete-secret --secret-name hcloud'
  for k in 1 2 3 4; do
    after_kill '' --writes --at $k
    after_kill '' --writes --at $k --after
  done
}

@test "a cluster that does not exist is not found" {
  needs_crds
  try hetzner cluster delete nobody --yes
  exits 5
  contains "$err" "no cluster nobody in namespace $ns"
  contains "$err" 'kubectl hetzner cluster list -A'
}

@test "an object that nobody owns is a person's business" {
  needs_crds
  try hetzner cluster create demo --wait=none
  exits 0
  # no controller has seen the cluster yet
  try hetzner cluster delete demo --yes
  exits 12
  contains "$err" 'nothing owns it'
  contains "$err" "kubectl delete"
}
