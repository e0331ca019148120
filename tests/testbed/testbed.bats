#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
#
# The test bed does what its README promises.

bats_require_minimum_version 1.5.0

setup_file() {
  export TESTBED=$BATS_TEST_DIRNAME/testbed
  export NEW=$BATS_FILE_TMPDIR/new OLD="$BATS_FILE_TMPDIR/an old one" CRDS=0
  "$TESTBED" start "$NEW" >"$BATS_FILE_TMPDIR/env" &
  "$TESTBED" start "$OLD" >"$BATS_FILE_TMPDIR/env-old"
  wait $!
  eval "$(cat "$BATS_FILE_TMPDIR/env")"
  "$TESTBED" crds "$NEW" v1.13.5 v1.1.8 || CRDS=$?
  "$TESTBED" crds "$OLD" v1.10.7 v1.0.7 || CRDS=$?
}

teardown_file() {
  "$TESTBED" stop "$NEW"
  "$TESTBED" stop "$OLD"
}

needs_crds() {
  [ "$CRDS" -ne 77 ] || skip 'no release manifests of the providers'
  [ "$CRDS" -eq 0 ]
}

# as USER COMMAND...: kubectl with one of the kubeconfig files.
as() {
  local user=$1
  shift
  KUBECONFIG=$NEW/kubeconfig/$user.yaml kubectl "$@"
}

# servers_in DIR: how many processes run in the folder of a test bed.
servers_in() {
  local process count=0
  for process in /proc/[0-9]*; do
    [ "$(readlink "$process/cwd")" != "$1" ] || count=$((count + 1))
  done
  echo "$count"
}

@test "two test beds run at once, closed to other users of the machine" {
  [ "$(servers_in "$NEW")" -eq 3 ]
  [ "$(servers_in "$OLD")" -eq 3 ]
  one=$(kubectl get namespace kube-system -o 'jsonpath={.metadata.uid}')
  two=$(eval "$(cat "$BATS_FILE_TMPDIR/env-old")" &&
    kubectl get namespace kube-system -o 'jsonpath={.metadata.uid}')
  [ "$one" != "$two" ]
  [ "$(stat -c %a "$NEW")" = 700 ]
  [ -z "$(find "$NEW/kubeconfig" "$NEW/pki" "$NEW/token" -perm /077)" ]
}

@test "kubectl and the server are of one version" {
  run -0 kubectl version
  [ "$(grep -c 'v1\.35\.4' <<<"$output")" -eq 2 ]
}

@test "each kubeconfig file logs in, or is refused, as it is made for" {
  for user in admin token token-file exec; do
    run -0 as "$user" get namespaces
  done
  run -1 as nobody get namespaces
  [[ $output == *'"nobody" cannot list'* ]]
  for user in expired foreign-client; do
    run -1 as "$user" get namespaces
    [[ $output == *Unauthorized* ]]
  done
  run -1 as foreign-ca get namespaces
  [[ $output == *'unknown authority'* ]]
}

@test "the audit log has the requests of a test and no others" {
  kubectl create configmap audited
  run -0 jq -r 'select(.verb == "create") | .user.username + " " + .objectRef.name' "$NEW/log/audit.log"
  [ "$output" = 'admin audited' ]
}

@test "all 28 kinds of both pairs are served" {
  needs_crds
  for env in env env-old; do
    eval "$(cat "$BATS_FILE_TMPDIR/$env")"
    run -0 kubectl get crds -o name -l clusterctl.cluster.x-k8s.io,cluster.x-k8s.io/provider
    [ "${#lines[@]}" -eq 28 ]
    run -0 kubectl api-resources --namespaced -o name
    [ "$(grep -c 'cluster\.x-k8s\.io$' <<<"$output")" -eq 27 ] # and ExtensionConfig, of no namespace
    run -0 kubectl get "$(grep 'cluster\.x-k8s\.io$' <<<"$output" | paste -sd,)"
    [ "$output" = 'No resources found in default namespace.' ]
  done
}

@test "objects of the new kinds go with their owner at once" {
  needs_crds
  kubectl create configmap owner
  kubectl create -f - <<EOF
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: HCloudRemediationTemplate
metadata:
  name: owned
  ownerReferences:
  - apiVersion: v1
    kind: ConfigMap
    name: owner
    uid: $(kubectl get configmap owner -o 'jsonpath={.metadata.uid}')
spec:
  template:
    spec: {strategy: {type: Reboot, timeout: 5m}}
EOF
  kubectl delete configmap owner
  kubectl wait --for=delete hcloudremediationtemplate/owned --timeout=5s
}

@test "clusterctl finds the objects to move" {
  needs_crds
  kubectl create -f - <<EOF
apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata: {name: moved}
spec:
  infrastructureRef: {apiGroup: infrastructure.cluster.x-k8s.io, kind: HetznerCluster, name: moved}
EOF
  # What its controllers would say, without which clusterctl refuses.
  kubectl patch cluster moved --subresource=status --type=merge -p '{"status": {
    "initialization": {"infrastructureProvisioned": true, "controlPlaneInitialized": true},
    "conditions": [{"type": "ControlPlaneInitialized", "status": "True", "reason": "Initialized", "message": "",
      "lastTransitionTime": "2025-01-01T00:00:00Z"}]}}'
  mkdir "$BATS_TEST_TMPDIR/backup"
  CLUSTERCTL_DISABLE_VERSIONCHECK=true clusterctl move --to-directory "$BATS_TEST_TMPDIR/backup"
  [ -f "$BATS_TEST_TMPDIR/backup/Cluster_default_moved.yaml" ]
}

@test "manifests that cannot be had have an exit code of their own" {
  # The proxy that does not exist keeps the test from asking anybody.
  https_proxy=http://127.0.0.1:9 run -77 "$TESTBED" crds "$NEW" v0.0.1 v0.0.1
  [[ $output == *'cluster-api/v0.0.1/core-components.yaml is not available here'* ]]
}

@test "start leaves a test bed that runs as it is" {
  before=$(cat "$NEW/bed.json")
  run -0 "$TESTBED" start "$NEW"
  [ "$output" = "$(cat "$BATS_FILE_TMPDIR/env")" ]
  [ "$(cat "$NEW/bed.json")" = "$before" ]
}

@test "an interrupted start leaves nothing" {
  "$TESTBED" start "$BATS_TEST_TMPDIR/bed" &
  for _ in {1..100}; do
    ! grep -qs kube-apiserver "$BATS_TEST_TMPDIR/bed/bed.json" || break
    sleep 0.05
  done
  kill $!
  status=0
  wait $! || status=$?
  [ "$status" -eq 1 ]
  [ ! -e "$BATS_TEST_TMPDIR/bed" ]
  [ "$(servers_in "$BATS_TEST_TMPDIR/bed")" -eq 0 ]
}

@test "a server that ends fails the start, with its last words" {
  "$TESTBED" start "$BATS_TEST_TMPDIR/bed" 2>"$BATS_TEST_TMPDIR/err" &
  for _ in {1..100}; do
    pid=$(jq '.processes[] | select(.name == "etcd") | .pid' "$BATS_TEST_TMPDIR/bed/bed.json" 2>/dev/null) || true
    [ -z "$pid" ] || break
    sleep 0.05
  done
  kill -9 "$pid"
  status=0
  wait $! || status=$?
  [ "$status" -eq 1 ]
  grep 'testbed: etcd has ended' "$BATS_TEST_TMPDIR/err"
  grep 'the end of kube-apiserver.log' "$BATS_TEST_TMPDIR/err"
  [ ! -e "$BATS_TEST_TMPDIR/bed" ]
}

@test "a folder with anything else in it is neither used nor removed" {
  echo mine >"$BATS_TEST_TMPDIR/file"
  run -1 "$TESTBED" start "$BATS_TEST_TMPDIR"
  run -1 "$TESTBED" stop "$BATS_TEST_TMPDIR"
  [ "$(cat "$BATS_TEST_TMPDIR/file")" = mine ]
}

@test "stop spares a process that has got the number of one that ended" {
  sleep 60 3>&- &
  mkdir "$BATS_TEST_TMPDIR/bed"
  echo '{"processes": [{"name": "etcd", "pid": '$!', "started": "1"}]}' >"$BATS_TEST_TMPDIR/bed/bed.json"
  "$TESTBED" stop "$BATS_TEST_TMPDIR/bed"
  [ ! -e "$BATS_TEST_TMPDIR/bed" ]
  kill $!
}

@test "stop leaves no process and no file, and can be repeated" {
  "$TESTBED" stop "$OLD"
  [ "$(servers_in "$OLD")" -eq 0 ]
  [ ! -e "$OLD" ]
  "$TESTBED" stop "$OLD"
}
