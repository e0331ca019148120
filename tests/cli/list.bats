#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# `cluster list` against a scripted API server.

load helper
load api_server

# The output with ages, which grow, in place of AGE.
without_age() {
  sed -E 's/ [0-9]+[smhdy][0-9smhdy]*$/ N/' <<< "$out"
}

@test "nothing found is said on stderr only" {
  serve capi empty
  cluster list
  exits 0
  equal "$out" ""
  equal "$err" "No clusters found."
  cluster list -o name
  exits 0
  equal "$out$err" ""
  cluster list -o yaml
  equal "$out" 'apiVersion: v1
items: []
kind: List
metadata:
  resourceVersion: ""'
  equal "$err" ""
}

@test "as a table, wide, and without headers" {
  serve clusters capi empty
  cluster list
  exits 0
  equal "$err" ""
  equal "$(without_age)" \
    'NAME   PHASE         VERSION   CONTROL-PLANES   WORKERS   AGE
demo   Provisioned   v1.35.4   1/3              2/6       N
old    Deleting      <none>    <none>           0/0       <unknown>'
  cluster list -o wide
  equal "$(without_age)" \
    'NAME   PHASE         VERSION   CONTROL-PLANES   WORKERS   ENDPOINT           POOLS                 AGE
demo   Provisioned   v1.35.4   1/3              2/6       203.0.113.7:6443   demo-md-0,demo-md-1   N
old    Deleting      <none>    <none>           0/0       <none>             <none>                <unknown>'
  cluster list --no-headers
  equal "$(without_age)" 'demo   Provisioned   v1.35.4   1/3      2/6   N
old    Deleting      <none>    <none>   0/0   <unknown>'
}

@test "of all namespaces, with theirs" {
  serve clusters capi empty
  cluster list -A
  exits 0
  equal "$(head -n 1 <<< "$out")" \
    'NAMESPACE   NAME   PHASE         VERSION   CONTROL-PLANES   WORKERS   AGE'
  contains "$(requests)" "GET /apis/cluster.x-k8s.io/v1beta2/clusters?limit=500"
  nothing_written
}

@test "as name, JSON and YAML, without managedFields unless asked for" {
  serve clusters capi empty
  cluster list -o name
  exits 0
  equal "$out" "cluster.cluster.x-k8s.io/demo
cluster.cluster.x-k8s.io/old"
  cluster list -o json
  contains "$out" '"kind": "List"'
  [[ $out != *managedFields* ]]
  cluster list -o yaml
  equal "$(grep -c '^- apiVersion: cluster.x-k8s.io/v1beta2$' <<< "$out")" 2
  [[ $out != *managedFields* ]]
  cluster list -o yaml --show-managed-fields
  contains "$out" managedFields
}

@test "a format that does not exist, with the nearest, before anything is asked" {
  serve clusters capi empty
  for format in tabel:table jason:json; do
    cluster list -o "${format%:*}"
    exits 4
    equal "$err" "error: unable to match a printer suitable for the output format \"${format%:*}\", allowed formats are: json,name,table,wide,yaml
  Did you mean ${format#*:}?
See 'kubectl hetzner cluster list --help' for usage."
  done
  equal "$(requests)" ""
}

@test "what a server says is harmless in every cell" {
  serve - capi empty <<'END'
> GET */clusters?*limit=500*
{"kind":"ClusterList","apiVersion":"cluster.x-k8s.io/v1beta2","metadata":{},"items":[
{"metadata":{"name":"de\u001b[2Jmo","namespace":"default"},"status":{"phase":"a\nb\rc"}}]}
END
  cluster list
  exits 0
  contains "$out" 'de\x1b[2Jmo'
  [[ $out != *$'\e'* && $out != *$'\r'* ]]
  equal "$(wc -l <<< "$out")" 2
}

@test "a reader that goes away ends it silently" {
  serve clusters capi empty
  set +o pipefail
  bash -c "'$BIN/kubectl-hetzner-cluster' list 2> err | true; echo \${PIPESTATUS[0]} > code"
  equal "$(< err)" ""
  # it may also have been faster than its reader
  [[ $(< code) =~ ^(141|0)$ ]]
  mkfifo gone
  bash -c "exec 3<> gone 4> gone 3<&-; '$BIN/kubectl-hetzner-cluster' list >&4 2> err; echo \$? > code"
  equal "$(< err)" ""
  equal "$(< code)" 141
}

@test "colour by --color and NO_COLOR" {
  serve - clusters capi empty <<'END'
> GET */clusters?*limit=500*
< repeat
< Warning: 299 - "this is old"
{"kind":"ClusterList","apiVersion":"cluster.x-k8s.io/v1beta2","metadata":{},"items":[]}
END
  cluster list
  [[ $err != *$'\e'* ]]
  cluster list --color always
  contains "$err" $'\e[33;1mWarning:\e[0m this is old'
  try "$SERVERS/pty" -- "$BIN/kubectl-hetzner-cluster" list
  contains "$out" $'\e[33;1mWarning:'
  try env NO_COLOR=1 "$SERVERS/pty" -- "$BIN/kubectl-hetzner-cluster" list
  [[ $out != *$'\e['*m* ]]
}

@test "a trace shows every request, and no credential" {
  serve clusters capi empty
  cluster list -v=9
  exits 0
  contains "$err" "GET http://127.0.0.1:$port/apis"
  hides "$err" kube-token-of-the-test
}
