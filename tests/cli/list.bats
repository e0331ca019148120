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

@test "as jsonpath, from the command line or a file" {
  serve clusters capi empty
  cluster list -o 'jsonpath={range .items[*]}{.metadata.name}:{.spec.controlPlaneEndpoint.port}{"\n"}{end}'
  exits 0
  equal "$out" 'demo:6443
old:'
  equal "$err" ""
  echo '{.items[*].metadata.managedFields[*].manager}' > template
  cluster list -o jsonpath-file=template
  exits 0
  equal "$out" other
  cluster list -o 'jsonpath-as-json={.items[*].spec.controlPlaneEndpoint}'
  equal "$out" '[
    {
        "host": "203.0.113.7",
        "port": 6443
    }
]'
}

@test "as custom columns, from the command line or a file, with and without headers" {
  serve clusters capi empty
  cluster list -o custom-columns=NAME:.metadata.name,HOST:spec.controlPlaneEndpoint.host
  exits 0
  equal "$out" 'NAME   HOST
demo   203.0.113.7
old    <none>'
  cluster list --no-headers -o 'custom-columns=NAME:{.metadata.name},ENDPOINT:.spec.controlPlaneEndpoint'
  equal "$out" 'demo   map[host:203.0.113.7 port:6443]
old    <none>'
  printf 'NAME  PHASE\nmetadata.name  {.status.phase}\n' > columns
  cluster list -o custom-columns-file=columns
  equal "$out" 'NAME   PHASE
demo   Provisioned
old    <none>'
}

@test "custom columns of nothing are their header" {
  serve capi empty
  cluster list -o custom-columns=NAME:.metadata.name
  exits 0
  equal "$out$err" NAME
}

@test "a template that is wrong is a mistake of usage, found before anything is asked" {
  serve clusters capi empty
  cluster list -o 'jsonpath={.items[*].metadata.name'
  exits 4
  equal "$err" "error: jsonpath template, character 1: the { is not closed
  Put a } behind the last step.
See 'kubectl hetzner cluster list --help' for usage."
  cluster list -o jsonpath
  exits 4
  equal "$err" "error: template format specified but no template given
  Write for example: -o jsonpath='{.items[*].metadata.name}'
See 'kubectl hetzner cluster list --help' for usage."
  cluster list -o custom-columns=
  exits 4
  equal "$err" "error: custom-columns format specified but no custom columns given
  Write for example: -o custom-columns=NAME:.metadata.name,LABELS:.metadata.labels
See 'kubectl hetzner cluster list --help' for usage."
  cluster list -o custom-columns=NAME
  exits 4
  contains "$err" "error: unexpected custom-columns spec: NAME, expected <header>:<json-path-expr>"
  cluster list -o 'custom-columns=NAME:a}'
  exits 4
  contains "$err" "error: column NAME: unexpected path string \"a}\", expected a 'name1.name2' or"
  cluster list -o 'custom-columns=NAME:.a[x]'
  exits 4
  contains "$err" "error: column NAME, {.a[x]}: jsonpath template, character 5: [x] is no index, slice or key"
  echo 'A B' > columns
  cluster list -o custom-columns-file=columns
  exits 4
  contains "$err" "error: custom columns: the number of headers (2) and that of paths (0) do not match"
  cluster list -o jsonpath-file=missing
  exits 1
  contains "$err" "error: cannot read the template of -o jsonpath-file: "
  equal "$(requests)" ""
}

@test "a template that an object does not fit is a failure, and prints nothing" {
  serve clusters capi empty
  cluster list -o 'jsonpath={.kind}{.items[7]}'
  exits 1
  equal "$out" ""
  equal "$err" "error: jsonpath template, character 16: there is no element 7 in a list of 2
  [*] takes all elements, and is no error where there are none."
  cluster list -o custom-columns=A:.metadata[0]
  exits 1
  equal "$err" "error: column A: jsonpath template, character 12: this is an object, and no list"
}

@test "a template without braces is printed, with a warning" {
  serve clusters capi empty
  cluster list -o jsonpath=.items
  exits 0
  equal "$out" .items
  equal "$err" "Warning: the jsonpath template has no braces and is only text; a field is written as '{.metadata.name}'"
}

@test "what a template finds is exact in a pipe, and harmless on a terminal" {
  serve - capi empty <<'END'
> GET */clusters?*limit=500*
< repeat
{"kind":"ClusterList","apiVersion":"cluster.x-k8s.io/v1beta2","metadata":{},"items":[
{"metadata":{"name":"de\u001b[2Jmo","namespace":"default"}}]}
END
  cluster list -o 'jsonpath={.items[0].metadata.name}'
  equal "$out" $'de\e[2Jmo'
  try "$SERVERS/pty" -- "$BIN/kubectl-hetzner-cluster" list -o 'jsonpath={.items[0].metadata.name}'
  contains "$out" 'de\x1b[2Jmo'
  cluster list -o custom-columns=NAME:.metadata.name
  contains "$out" 'de\x1b[2Jmo'
}

@test "a format that does not exist, with the nearest, before anything is asked" {
  serve clusters capi empty
  for format in tabel:table jason:json; do
    cluster list -o "${format%:*}"
    exits 4
    equal "$err" "error: unable to match a printer suitable for the output format \"${format%:*}\", allowed formats are: custom-columns,custom-columns-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,table,wide,yaml
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
