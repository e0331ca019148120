#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# Every way in that a kubeconfig file knows, and the ways that lead nowhere.

load helper

# as USER COMMAND...: with one of the kubeconfig files of the test bed.
as() {
  local user=$1
  shift
  KUBECONFIG=$bed/kubeconfig/$user.yaml try "$@"
}

@test "client certificate, token, token file and exec plugin log in" {
  needs_crds
  for user in admin token token-file exec; do
    as $user hetzner cluster create $user --wait=none -n "$ns"
    exits 0
    as $user hetzner cluster list -n "$ns" -o name
    exits 0
    contains "$out" "/$user"
  done
  # each as the one that it is
  equal "$(kubectl get clusters -o name | wc -l)" 4
}

@test "an exec plugin sees neither the Hetzner token nor who gave it" {
  needs_crds
  printf '#!/bin/sh\nenv > seen\nexec %s\n' "$bed/exec-credential" > plugin
  chmod +x plugin
  sed "s|command: .*|command: $PWD/plugin|" "$bed/kubeconfig/exec.yaml" > exec.yaml
  KUBECONFIG=exec.yaml try hetzner cluster list
  exits 0
  contains "$(< seen)" KUBERNETES_EXEC_INFO
  hides_secrets seen
  equal "$(grep -c HCLOUD seen)" 0
}

@test "an exec plugin that fails is told with its own words" {
  needs_crds
  sed 's|command: .*|command: /bin/false|' "$bed/kubeconfig/exec.yaml" > exec.yaml
  KUBECONFIG=exec.yaml try hetzner cluster list
  exits 1
  contains "$err" /bin/false
}

@test "an expired certificate, and one of another authority, are refused by the server" {
  needs_crds
  for user in expired foreign-client; do
    as $user hetzner cluster list
    exits 7
    contains "$err" Unauthorized
    contains "$err" 'kubectl config view'
  done
}

@test "a server with a certificate of another authority is refused by us" {
  needs_crds
  as foreign-ca hetzner cluster list
  exits 1
  contains "$err" "$(sed -n 's/ *server: //p' "$bed/kubeconfig/foreign-ca.yaml")"
  contains "$err" certificate
}

@test "a server that is not there is told by its address" {
  try hetzner cluster list --server https://127.0.0.1:9
  exits 1
  contains "$err" 'https://127.0.0.1:9'
  contains "$err" refused
}

@test "a user without rights is told verb, resource and namespace" {
  needs_crds
  as nobody hetzner cluster list -n "$ns"
  exits 7
  for word in nobody list clusters "$ns"; do
    contains "$err" "$word"
  done
  as nobody hetzner cluster create demo --wait=none -n "$ns"
  exits 7
  contains "$err" "$ns"
  as nobody hetzner cluster delete demo --yes -n "$ns"
  exits 7
  equal "$(names)" ''
}

@test "a Role in the namespace is enough for everything" {
  needs_crds
  kubectl create -f - > /dev/null << 'ROLE'
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: clusters}
rules:
- apiGroups: [cluster.x-k8s.io, bootstrap.cluster.x-k8s.io, controlplane.cluster.x-k8s.io,
    infrastructure.cluster.x-k8s.io]
  resources: ["*"]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, create, patch, delete]
ROLE
  kubectl create rolebinding clusters --role=clusters --user=nobody > /dev/null
  as nobody hetzner cluster create demo --wait=infrastructure --timeout 1s -n "$ns"
  exits 10
  as nobody hetzner cluster create demo --wait=none -n "$ns"
  exits 0
  contains "$err" 'nothing was changed'
  as nobody hetzner cluster list -n "$ns"
  exits 0
  contains "$out" demo
  kubectl delete "$(names | grep machinedeployment)" > /dev/null
  as nobody hetzner cluster delete demo --yes --wait=false -n "$ns"
  exits 0
}

@test "--as asks in another's name" {
  needs_crds
  try hetzner cluster list --as nobody
  exits 7
  contains "$err" '"nobody"'
  try hetzner cluster list --as nobody --as-group system:masters
  exits 0
}

@test "a context that does not exist is named, with those that do" {
  try hetzner cluster list --context nope
  [ "$status" -ne 0 ]
  contains "$err" '"nope"'
}

@test "a kubeconfig file that does not exist is named" {
  try hetzner cluster list --kubeconfig /nowhere/config
  [ "$status" -ne 0 ]
  contains "$err" /nowhere/config
}

@test "the contexts of several files are chosen from as kubectl does" {
  needs_crds
  try hetzner cluster create here --wait=none
  use old
  try hetzner cluster create there --wait=none
  context=$(kubectl config current-context)
  export KUBECONFIG=$E2E_BEDS/new/kubeconfig/admin.yaml:$E2E_BEDS/old/kubeconfig/token.yaml:$KUBECONFIG
  for options in "-n ${ns}" "--context $context" "--context token@old -n $ns"; do
    # shellcheck disable=SC2086 # words
    try hetzner cluster list -o name $options
    exits 0
    # shellcheck disable=SC2086 # words
    equal "$out" "$(kubectl get clusters -o name $options)"
  done
}
