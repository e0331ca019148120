# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # variables of tests and of tests/e2e/run
#
# What the tests against real API servers have in common, on top of the helper of the
# tests of whole programs. Each test works in a namespace of its own, which its
# kubeconfig file names, with the kubectl of the test bed. Every `try` also looks for
# secrets in what was printed, and the end of a test for what it has left behind.

load ../cli/helper

# One that must never be seen: in the shape of Hetzner's, but nobody's.
TOKEN=Hzk7Qw2ePz9LmX4vRt6YbN1cJd8FgS3aUi5OoEeWwQqAaSsDdFfGgHhJjKkLlZzX

setup() {
  common_setup
  [ -n "${E2E_BEDS-}" ] || { echo 'run these tests with: make e2e'; return 1; }
  export TMPDIR=$BATS_TEST_TMPDIR/tmp HCLOUD_TOKEN=$TOKEN KUBECACHEDIR=$E2E_BEDS/cache
  mkdir -p "$TMPDIR"
  list_secrets > "$BATS_TEST_TMPDIR/secrets"
  use new
}

teardown() {
  leaves_nothing
}

needs_crds() {
  [ "$E2E_CRDS" -eq 0 ] || skip 'no release manifests of the providers'
}

# use BED [NAMESPACE]: from now on, the server is that test bed and the namespace that
# one, which is made, or one of the test's own.
use() {
  bed=$E2E_BEDS/$1
  ns=${2-$(basename "$BATS_TEST_FILENAME" .bats)-$BATS_TEST_NUMBER-$RANDOM}
  export KUBECONFIG=$BATS_TEST_TMPDIR/$1.yaml
  cp "$bed/kubeconfig/admin.yaml" "$KUBECONFIG"
  kubectl config set-context --current --namespace "$ns" > /dev/null
  kubectl create namespace "$ns" > /dev/null 2>&1 || true
}

# The contract of Cluster API on the test bed in use.
contract() {
  case $bed in
  */new) echo v1beta2 ;;
  *) echo v1beta1 ;;
  esac
}

# --capi-version for an offline render of what `create` makes on the test bed in use.
capi_version() {
  case $bed in
  */new) echo v1.13.5 ;;
  *) echo v1.10.7 ;;
  esac
}

hetzner() {
  kubectl-hetzner "$@"
}

# A command whose requests go through the proxy, with its options before "--".
proxy() {
  command proxy --bed "$bed" "$@"
}

# --- secrets -------------------------------------------------------------------------------

# The ways in which a value can be seen: as it is, and inside base64 at each alignment.
forms_of() {
  local pad
  printf '%s\n' "$1"
  for pad in '' x xx; do
    printf '%s' "$pad$1" | base64 -w 0 | sed 's/^....//; s/......$//'
    echo
  done
}

list_secrets() {
  local name
  forms_of "$TOKEN"
  for name in new old plain; do
    [ ! -e "$E2E_BEDS/$name/token" ] || forms_of "$(< "$E2E_BEDS/$name/token")"
    [ ! -e "$E2E_BEDS/$name/pki/admin.key" ] || sed -n 2p "$E2E_BEDS/$name/pki/admin.key"
  done
}

# Fails if a secret is in one of the files.
hides_secrets() {
  if grep -Fl -f "$BATS_TEST_TMPDIR/secrets" "$@"; then
    echo 'has a secret in it'
    return 1
  fi
}

# As in the other tests, and what is printed has no secret in it.
try() {
  status=0
  "$@" > "$BATS_TEST_TMPDIR/out" 2> "$BATS_TEST_TMPDIR/err" || status=$?
  out=$(< "$BATS_TEST_TMPDIR/out")
  err=$(< "$BATS_TEST_TMPDIR/err")
  hides_secrets "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/err"
}

# --- commands that go on -------------------------------------------------------------------

# Starts a command in the background, as a job of its own: to others bash gives a SIGINT
# that is ignored. $! is its number; what it prints is in the files out and err.
start_job() {
  : > err
  set -m
  "$@" > out 2> err 3>&- &
  set +m
}

# end_job PID: waits until it has ended; $status, $out and $err are as after `try`.
end_job() {
  eventually has_ended "$1"
  status=0
  wait "$1" || status=$?
  out=$(< out)
  err=$(< err)
  hides_secrets out err
}

has_ended() {
  ! kill -0 "$1"
}

# --- what stays behind ---------------------------------------------------------------------

# Processes that this test has started, by their environment: those of our programs only
# root can look into, their children everybody.
processes() {
  local file files=(/proc/[0-9]*/environ)
  grep -aFls "TMPDIR=$TMPDIR" "${files[@]}" | while read -r file; do
    tr '\0' ' ' 2> /dev/null < "${file%environ}cmdline" || continue
    echo
  done
}

leaves_nothing() {
  local left
  left=$(processes)
  [ -z "$left" ] || { echo "still running: $left"; return 1; }
  left=$(find "$TMPDIR" "$HOME" -type f)
  [ -z "$left" ] || { echo "files left: $left"; return 1; }
}

# --- objects -------------------------------------------------------------------------------

# Every kind that a cluster can have objects of, Secrets included.
kinds=secrets,clusters.cluster.x-k8s.io,machinedeployments.cluster.x-k8s.io
kinds+=,machinehealthchecks.cluster.x-k8s.io,machinesets.cluster.x-k8s.io,machines.cluster.x-k8s.io
kinds+=,kubeadmcontrolplanes.controlplane.cluster.x-k8s.io
kinds+=,kubeadmconfigtemplates.bootstrap.cluster.x-k8s.io
kinds+=,kubeadmconfigs.bootstrap.cluster.x-k8s.io
kinds+=,hetznerclusters.infrastructure.cluster.x-k8s.io
kinds+=,hcloudmachines.infrastructure.cluster.x-k8s.io
kinds+=,hcloudmachinetemplates.infrastructure.cluster.x-k8s.io
kinds+=,hcloudremediationtemplates.infrastructure.cluster.x-k8s.io

# KIND/NAME of all objects of the namespace.
names() {
  kubectl get "$kinds" -n "${1-$ns}" -o name
}

# KIND/NAME RESOURCEVERSION of all objects of the namespace: changes with any write.
versions() {
  kubectl get "$kinds" -n "$ns" --no-headers \
    -o 'custom-columns=K:.kind,N:.metadata.name,V:.metadata.resourceVersion'
}

# All objects of a namespace in full, less what no two creations have in common.
snapshot() {
  kubectl get "$kinds" -n "$1" -o yaml --show-managed-fields |
    sed -E "/^ +(uid|resourceVersion|creationTimestamp|time): /d; s/\b$1\b/NAMESPACE/g"
}

# A field of an object.
field() {
  kubectl get "$1" -o "jsonpath={$2}"
}

# report KIND/NAME STATUS [STATUS]: what a controller would say of the object, as JSON;
# the second one where the contract is v1beta1.
report() {
  local status=$2
  [ "$(contract)" = v1beta2 ] || status=${3-$2}
  kubectl patch "$1" --subresource=status --type=merge -p "{\"status\": $status}" > /dev/null
}

# Runs a command until it succeeds, half a minute at most.
eventually() {
  local _
  for _ in {1..300}; do
    "$@" > /dev/null 2>&1 && return
    sleep 0.1
  done
  echo "never became true: $*"
  return 1
}
