#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# No secret is seen anywhere. Every `try` of every test looks for them; here is what no
# other test prints.

bats_require_minimum_version 1.5.0
load helper
load controllers

@test "secrets would be found if they were there" {
  try echo hello
  for text in "$TOKEN" "a: $(printf 'x%s' "$TOKEN" | base64 -w 0)" "$(printf 'token: %s\n' "$TOKEN" | base64 -w 0)"; do
    echo "$text" > text
    run -1 hides_secrets text
  done
  sed -n 's/.*client-key-data: //p' "$bed/kubeconfig/admin.yaml" | base64 -d > text
  run -1 hides_secrets text
}

@test "a trace of everything has no secret in it" {
  needs_crds
  has_kubeconfig "$E2E_BEDS/plain/kubeconfig/token.yaml"
  try hetzner cluster create demo --wait=none -v=9
  exits 0
  contains "$err" /api
  infrastructure_is_ready
  control_plane_is_initialized
  try hetzner cluster create demo -v=9
  exits 0
  try hetzner cluster list -v=9 -o yaml
  exits 0
  cluster_owns_all
  try hetzner cluster delete demo -v=9 --yes --delete-secret
  exits 0
  for user in token exec; do
    KUBECONFIG=$bed/kubeconfig/$user.yaml try hetzner cluster list -v=9
    exits 0
  done
}

@test "the token is in no argument and in no environment of a child" {
  needs_crds
  unset HCLOUD_TOKEN
  echo "$TOKEN" > token
  # shellcheck disable=SC2016 # for the shell of the command
  try hetzner cluster create demo --wait=none --hcloud-token-cmd \
    'cat /proc/$PPID/cmdline > seen; env >> seen; cat token'
  exits 0
  hides_secrets seen
}

@test "the kubeconfig in a Secret of the cluster cannot run a program or read a file of ours" {
  needs_crds
  hetzner cluster create demo --wait=none > /dev/null 2>&1
  infrastructure_is_ready
  control_plane_is_initialized
  echo "$TOKEN" > ours
  for line in "exec: {apiVersion: client.authentication.k8s.io/v1, command: $PWD/plugin, interactiveMode: Never}" \
    "tokenFile: $PWD/ours" "client-certificate: $PWD/ours"; do
    printf '#!/bin/sh\ntouch %s\n' "$PWD/was-run" > plugin
    chmod +x plugin
    sed -e '/client-.*-data:/d' -e "s|^    token: .*|    $line|" "$bed/kubeconfig/token.yaml" > foreign.yaml
    grep -F "$line" foreign.yaml
    has_kubeconfig foreign.yaml
    try hetzner cluster create demo --timeout 1s
    exits 10
    contains "$err" 'Secret'
    try hetzner cluster delete demo --dry-run=server
    exits 0
    [ ! -e was-run ]
    kubectl delete secret demo-kubeconfig > /dev/null
  done
}
