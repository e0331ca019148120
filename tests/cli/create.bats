#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# `cluster create` against a scripted API server: what it refuses, in which words, and
# that nothing is written then.

load helper
load api_server

WRITTEN='secret/hcloud created
hcloudmachinetemplate.infrastructure.cluster.x-k8s.io/demo-control-plane created
hcloudmachinetemplate.infrastructure.cluster.x-k8s.io/demo-md-0 created
hcloudremediationtemplate.infrastructure.cluster.x-k8s.io/demo-control-plane-remediation-request created
hcloudremediationtemplate.infrastructure.cluster.x-k8s.io/demo-worker-remediation-request created
kubeadmconfigtemplate.bootstrap.cluster.x-k8s.io/demo-md-0 created
hetznercluster.infrastructure.cluster.x-k8s.io/demo created
kubeadmcontrolplane.controlplane.cluster.x-k8s.io/demo-control-plane created
cluster.cluster.x-k8s.io/demo created
machinedeployment.cluster.x-k8s.io/demo-md-0 created
machinehealthcheck.cluster.x-k8s.io/demo-control-plane-unhealthy-5m created
machinehealthcheck.cluster.x-k8s.io/demo-md-0-unhealthy-5m created'

NO_TOKEN="error: cannot ask, because there is no terminal: Token of the Hetzner project
  Add --hcloud-token-file FILE or --hcloud-token-cmd COMMAND to answer without being asked.
  Or set HCLOUD_TOKEN."

MAKE_TOKEN="  Make one for the project in the Hetzner Console, under Security, API tokens, with the right to read and write."

# create ARGUMENT...: the cluster demo with what keeps the notes away.
create() {
  cluster create demo --ssh-key me "$@"
}

# create_fails CODE TEXT ARGUMENT...: fails with this on stderr, and wrote nothing.
create_fails() {
  create "${@:3}"
  exits "$1"
  equal "$out" ""
  equal "$err" "$2"
  nothing_written
}

# The steps of a server where the cluster demo lives as it is created.
living_cluster() {
  cluster render demo --ssh-key me -o json
  awk -f "$BATS_TEST_DIRNAME/live.awk" <<< "$out"
}

# The steps of a server with the Secret hcloud that has the value $2 under the key $1.
secret() {
  printf '> GET */secrets/hcloud\n< repeat\n'
  printf '{"kind":"Secret","apiVersion":"v1","metadata":{"name":"hcloud","namespace":"default","resourceVersion":"3"},"data":{"%s":"%s"}}\n' \
    "$1" "$(printf %s "$2" | base64 -w 0)"
}

# --- the command line ----------------------------------------------------------------------

# usage TEXT ARGUMENT...: a usage error, found before anything is asked.
usage() {
  cluster "${@:2}"
  exits 4
  equal "$err" "error: $1
See 'kubectl hetzner cluster create --help' for usage."
}

@test "usage errors, with the nearest word, before anything is asked" {
  serve capi empty
  usage "missing argument: NAME" create
  usage 'unexpected argument "more"' create demo more
  usage "unknown option --wiat
  Did you mean --wait?" create demo --wiat ready
  usage 'invalid value "redy" for --wait: must be none, infrastructure, control-plane or ready
  Did you mean ready?' create demo --wait redy
  usage 'invalid value "clent" for --dry-run: must be none, client or server
  Did you mean client?' create demo --dry-run clent
  usage 'unable to match a printer suitable for the output format "jsn", allowed formats are: custom-columns,custom-columns-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,table,wide,yaml
  Did you mean json?' create demo --dry-run client -o jsn
  usage 'invalid value "soon" for --timeout: must be a time such as 90s, 30m or 1h30m' \
    create demo --timeout soon
  usage 'invalid value "jsn" for --progress: must be auto, plain, json or none
  Did you mean json?' create demo --progress jsn
  usage "--wait needs a value: --wait LEVEL" create demo --wait
  equal "$(requests)" ""
}

@test "a token of Hetzner on the command line is refused, and not shown" {
  serve capi empty
  for arguments in "--hcloud-token $TOKEN" "--hcloud-token=$TOKEN"; do
    # shellcheck disable=SC2086 # two words
    usage "there is no --hcloud-token: others can read the arguments of a program, and the shell's history keeps them
  Set HCLOUD_TOKEN, or use --hcloud-token-file FILE (- is standard input) or --hcloud-token-cmd COMMAND." \
      create demo $arguments
  done
  for_kubernetes="--token is for Kubernetes, and its value"
  advice="  Set HCLOUD_TOKEN, or use --hcloud-token-file FILE (- is standard input) or --hcloud-token-cmd COMMAND.
  If it is one, replace it: the shell's history has it now."
  usage "$for_kubernetes looks like a token of Hetzner Cloud
$advice" create demo --token "$TOKEN"
  HCLOUD_TOKEN=short usage "$for_kubernetes is that of HCLOUD_TOKEN
$advice" create demo --token short
  equal "$(requests)" ""
}

# --- the description -----------------------------------------------------------------------

@test "a description that is missing or wrong" {
  serve capi empty
  cluster create -f nowhere.yaml
  exits 1
  equal "$err" "error: cannot open nowhere.yaml: No such file or directory"
  printf '%s\n' 'apiVersion: kubectl-hetzner.dev/v1alpha1' 'kind: ClusterConfig' 'metadata:' \
    '  name: other' 'spec:' '  kubernetesVersion: 1.30' '  controlPlan: {}' > c.yaml
  cluster create -f c.yaml
  exits 8
  equal "$err" 'error: c.yaml has 2 problems:
  c.yaml:6:22: spec.kubernetesVersion: 1.30 without quotes is a number; write it in quotes, as a full version such as v1.35.4
  c.yaml:7:3: spec.controlPlan: unknown key; did you mean "controlPlane"?'
  nothing_written
}

@test "NAME wins over the name in the file" {
  serve capi empty
  printf '%s\n' 'apiVersion: kubectl-hetzner.dev/v1alpha1' 'kind: ClusterConfig' 'metadata:' \
    '  name: other' > c.yaml
  create -f c.yaml --dry-run=client -o name
  exits 0
  contains "$out" cluster.cluster.x-k8s.io/demo
  [[ $out != *other* ]]
}

@test "versions and names that cannot be" {
  serve capi empty
  create_fails 8 "error: --kubernetes-version: Kubernetes v1.12.0 does not work with Cluster API v1.13.5 and Hetzner provider v1.1.8, which take v1.32 to v1.36; v1.35.4 works" \
    --kubernetes-version v1.12.0
  cluster create Demo_
  exits 8
  equal "$err" "error: NAME: \"Demo_\" must be lower-case letters, digits and '-', beginning with a letter"
}

# --- the token -----------------------------------------------------------------------------

@test "no token, and nobody to ask" {
  serve capi empty
  create_fails 3 "$NO_TOKEN"
}

@test "tokens that are none" {
  serve capi empty
  fault() {
    equal "$err" "error: what $1 gives is not a token of Hetzner Cloud: $2
$MAKE_TOKEN"
    exits 8
    nothing_written
  }
  HCLOUD_TOKEN=$'first\nsecond' create
  fault HCLOUD_TOKEN "there is a line break in it"
  HCLOUD_TOKEN=${TOKEN}9 create
  fault HCLOUD_TOKEN "it has 65 letters and digits, not 64"
  HCLOUD_TOKEN=${TOKEN%?}- create
  fault HCLOUD_TOKEN "there is something other than letters and digits in it"
  : > empty
  create --hcloud-token-file empty
  fault --hcloud-token-file "it is empty"
  create --hcloud-token-cmd true
  fault --hcloud-token-cmd "it is empty"
}

@test "sources of a token that fail, or are two" {
  serve capi empty
  create_fails 1 "error: cannot read the Hetzner token: cannot open nowhere: No such file or directory" \
    --hcloud-token-file nowhere
  create_fails 1 "locked
error: cannot get the Hetzner token with --hcloud-token-cmd: executable /bin/sh failed with exit code 3" \
    --hcloud-token-cmd 'echo locked >&2; exit 3'
  create_fails 4 "error: --hcloud-token-file and --hcloud-token-cmd exclude each other
See 'kubectl hetzner cluster create --help' for usage." \
    --hcloud-token-file nowhere --hcloud-token-cmd true
}

# hcloud_context TOKEN: what the hcloud CLI leaves of its context prod.
hcloud_context() {
  mkdir -p "$HOME/.config/hcloud"
  printf 'active_context = "prod"\n\n[[contexts]]\n  name = "prod"\n  token = "%s"\n' "$1" \
    > "$HOME/.config/hcloud/cli.toml"
}

@test "the token of the hcloud CLI's context, which is named before anything is written" {
  serve capi empty
  hcloud_context "$TOKEN"
  create --wait=none -v=9
  exits 0
  [[ $err == *"Using the token of hcloud context \"prod\" ($HOME/.config/hcloud/cli.toml)."*PATCH* ]]
  contains "$(< log)" "$(printf %s "$TOKEN" | base64 -w 0)"
  hides "$out$err" "$TOKEN"
}

@test "the hcloud CLI is not looked at when a token was given, or a Secret has one" {
  { secret hcloud "$TOKEN"; living_cluster; } > live
  hcloud_context "$OTHER_TOKEN"
  serve - capi empty < live
  create --wait=none
  exits 0
  equal "$err" "Cluster demo is as asked for; nothing was changed.
$(grep Next <<< "$err")"
  echo broken > "$HOME/.config/hcloud/cli.toml"
  HCLOUD_TOKEN=$TOKEN create --wait=none
  exits 0
}

@test "a context of the hcloud CLI that is not there, and a file that is broken" {
  serve capi empty
  file=$HOME/.config/hcloud/cli.toml
  hcloud_context "$TOKEN"
  other_ways="  Or give the token another way: HCLOUD_TOKEN, --hcloud-token-file FILE or --hcloud-token-cmd COMMAND."
  HCLOUD_CONTEXT=staging create_fails 5 "error: cannot take the Hetzner token of the hcloud CLI: HCLOUD_CONTEXT: there is no hcloud context \"staging\"
  The contexts of $file are: \"prod\"
$other_ways"
  echo "token = $TOKEN" > "$file"
  create_fails 8 "error: cannot take the Hetzner token of the hcloud CLI: $file:1:9: neither a text in quotes, nor a decimal number, nor true or false
  The hcloud CLI writes the file anew, in the form that is read here, with: hcloud context use NAME
$other_ways"
}

# --- what lives ----------------------------------------------------------------------------

@test "no namespace, with the command that makes it, or --create-namespace" {
  serve capi empty
  export HCLOUD_TOKEN=$TOKEN
  create_fails 5 "error: there is no namespace other
  Make it with: kubectl create namespace other, or add --create-namespace." -n other
  create_fails 5 "error: there is no namespace other
  Use --dry-run=client, or make it with: kubectl create namespace other" \
    -n other --create-namespace --dry-run=server
  create -n other --create-namespace --wait=none
  exits 0
  equal "$out" "namespace/other created
$WRITTEN"
  contains "$err" "Next: kubectl hetzner cluster create demo --ssh-key me -n other --create-namespace --wait=control-plane"
  equal "$(requests 'POST|PATCH' | head -n 1)" \
    "POST /api/v1/namespaces?fieldManager=kubectl-hetzner&fieldValidation=Strict"
}

@test "a namespace is made only when nothing else is missing" {
  serve capi empty
  create_fails 3 "$NO_TOKEN" -n other --create-namespace
}

@test "a cluster that is as asked for stays as it is" {
  { secret hcloud "$TOKEN"; living_cluster; } > live
  serve - capi empty < live
  create --wait=none
  exits 0
  equal "$out" ""
  contains "$err" "Cluster demo is as asked for; nothing was changed."
  nothing_written
}

@test "values that differ are told field by field" {
  living_cluster > live
  serve - capi empty < live
  create_fails 6 'error: cluster demo lives with other values than these; nothing was changed
    HCloudMachineTemplate/demo-control-plane spec.template.spec.type: lives "cpx32", asked "cpx42"
    MachineDeployment/demo-md-0 spec.replicas: lives 1, asked 2
  Ask for the values that live, or change the live objects themselves (kubectl scale, kubectl edit).' \
    --control-plane-type cpx42 --workers 2
}

@test "a pool that is not asked for" {
  { printf '> GET */machinedeployments?labelSelector=*\n'
    echo '{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":{},"items":[{"metadata":{"name":"demo-md-0"}},{"metadata":{"name":"demo-gpu"}}]}'
    living_cluster; } > live
  serve - capi empty < live
  create_fails 6 "error: cluster demo has a pool that is not asked for, MachineDeployment demo-gpu; nothing was changed
  Ask for it too, or remove it: kubectl delete machinedeployment demo-gpu -n default"
}

@test "a cluster of another tool is left alone, unless --adopt" {
  { secret hcloud "$TOKEN"; living_cluster | grep -v managed-by; } > live
  serve - capi empty < live
  create_fails 6 "error: cluster demo exists in namespace default and was made by another tool; nothing was changed
  Add --adopt to take it over if it is what you ask for."
  create --adopt --wait=none
  exits 0
  equal "$(grep -c 'configured$' <<< "$out")" 11
  equal "$(requests PATCH | wc -l)" 11
}

# --- the Secret ----------------------------------------------------------------------------

@test "a Secret without the key, whose keys are told" {
  { secret hcluod "$TOKEN"; living_cluster; } > live
  serve - capi empty < live
  create_fails 6 'error: Secret hcloud in namespace default has no key "hcloud" (keys: hcluod)
  Name the key in spec.tokenSecret.key, or give the token with --replace-token.'
}

@test "a Secret with another token: neither is shown, not even traced" {
  export HCLOUD_TOKEN=$TOKEN
  { secret hcloud "$OTHER_TOKEN"; living_cluster; } > live
  serve - capi empty < live
  create_fails 6 'error: Secret hcloud in namespace default (key "hcloud") holds another token than HCLOUD_TOKEN
  Leave the token out to use the Secret, or add --replace-token to overwrite it.'
  create -v=9
  exits 6
  contains "$err" /api/v1/namespaces/default/secrets/hcloud
  hides "$out$err" "$TOKEN"
  hides "$out$err" "$OTHER_TOKEN"
}

@test "a Secret whose token has a line break is not advised" {
  export HCLOUD_TOKEN=$TOKEN
  { secret hcloud "$TOKEN"$'\n'; living_cluster; } > live
  serve - capi empty < live
  create_fails 6 'error: Secret hcloud in namespace default (key "hcloud") holds no token of Hetzner Cloud: there is a line break in it
  Add --replace-token to overwrite it with that of HCLOUD_TOKEN.'
}

@test "a Secret whose value can be no token is not used" {
  refused() {
    { secret hcloud "$1"; living_cluster; } > live
    serve - capi empty < live
    create_fails 8 "error: Secret hcloud in namespace default (key \"hcloud\") holds no token of Hetzner Cloud: $2
  Set HCLOUD_TOKEN, or use --hcloud-token-file or --hcloud-token-cmd, and add --replace-token to overwrite it."
  }
  refused "$TOKEN"$'\n' "there is a line break in it"
  refused "$TOKEN " "there is something other than letters and digits in it"
  refused "${TOKEN%?}" "it has 63 letters and digits, not 64"
  refused "" "it is empty"
}

@test "--replace-token without a token asks for one" {
  { secret hcloud "$OTHER_TOKEN"; living_cluster; } > live
  serve - capi empty < live
  create_fails 3 "$NO_TOKEN" --replace-token
}

@test "--replace-token writes the token and shows it nowhere" {
  export HCLOUD_TOKEN=$TOKEN
  { secret hcloud "$OTHER_TOKEN"; living_cluster
    printf '> PATCH */secrets/hcloud*\n'
    echo '{"kind":"Secret","apiVersion":"v1","metadata":{"name":"hcloud"},"data":{}}'; } > live
  serve - capi empty < live
  create --replace-token --wait=none -v=9
  exits 0
  equal "$out" "secret/hcloud configured"
  equal "$(requests PATCH)" \
    "PATCH /api/v1/namespaces/default/secrets/hcloud?fieldManager=kubectl-hetzner&fieldValidation=Strict"
  contains "$(< log)" "$(printf %s "$TOKEN" | base64 -w 0)"
  hides "$out$err" "$TOKEN"
  hides "$out$err" "$OTHER_TOKEN"
}

# --- dry runs ------------------------------------------------------------------------------

@test "a dry run of the client writes nothing and needs no token" {
  serve capi empty
  create --dry-run=client
  exits 0
  objects=${WRITTEN#*$'\n'}
  equal "$out" "${objects//created/created (dry run)}"
  nothing_written
  create --dry-run=client -o yaml
  exits 0
  [[ $out != *"kind: Secret"* ]]
  nothing_written
}

@test "a dry run of the server is marked as one in every request" {
  serve capi empty
  HCLOUD_TOKEN=$TOKEN create --dry-run=server -v=9
  exits 0
  equal "$out" "${WRITTEN//created/created (server dry run)}"
  equal "$(requests 'POST|PUT|DELETE')" ""
  equal "$(requests PATCH | grep -vc 'dryRun=All$')" 0
  equal "$(requests PATCH | wc -l)" 12
  hides "$out$err" "$TOKEN"
}

@test "a dry run that fails claims to have written nothing" {
  serve - capi empty <<< "> PATCH */hetznerclusters/demo*
< 500
$(refusal 500 InternalError 'failed calling webhook')"
  HCLOUD_TOKEN=$TOKEN create --dry-run=server
  exits 1
  equal "$err" 'error: cannot apply hetznerclusters.infrastructure.cluster.x-k8s.io "demo" in namespace "default": failed calling webhook (InternalError)
  The server has trouble of its own: its log tells more; try again in a while.'
}

# --- the wait ------------------------------------------------------------------------------

GOES_ON="  The controllers go on building cluster demo, which costs money. Wait on with: kubectl hetzner cluster create demo --ssh-key me"
REMOVE="  Remove it with: kubectl hetzner cluster delete demo -n default"

# Starts a create that waits, in the background.
waiting() {
  serve provisioning capi empty
  export HCLOUD_TOKEN=$TOKEN
  # a shell without job control starts jobs that ignore SIGINT
  run_in_background env --default-signal=INT "$BIN/kubectl-hetzner-cluster" create demo \
    --ssh-key me > out 2> err < /dev/null
  await err 'Load balancer and network$'
}

ends() {
  status=0
  wait "$pid" || status=$?
  out=$(< out)
  err=$(< err)
  exits "$1"
}

@test "a timeout names the command that resumes and the one that removes" {
  serve provisioning capi empty
  HCLOUD_TOKEN=$TOKEN create --timeout 1s --progress none
  exits 10
  equal "$out" "$WRITTEN"
  equal "$err" "error: cluster demo is not there after 1.0s: waiting for infrastructure
$GOES_ON --timeout 1s --progress none
$REMOVE"
}

@test "SIGINT and SIGTERM during the wait: what goes on, and how to resume" {
  for signal in INT:130 TERM:143; do
    rm -f log
    waiting
    kill -s "${signal%:*}" "$pid"
    ends "${signal#*:}"
    equal "$out" "$WRITTEN"
    equal "$(tail -n 3 err)" "error: interrupted by SIG${signal%:*}
$GOES_ON
$REMOVE"
  done
}

@test "a server that fails during the wait: how to resume" {
  serve - provisioning capi empty <<< "> GET */machines?*limit=500*
< 403
$(refusal 403 Forbidden 'User \"me\" cannot list resource \"machines\"' '"kind":"machines"')"
  HCLOUD_TOKEN=$TOKEN create --progress none
  exits 7
  equal "$err" "error: cannot list machines.cluster.x-k8s.io in namespace \"default\": User \"me\" cannot list resource \"machines\" (Forbidden)
  See what you may do with: kubectl auth can-i --list
$GOES_ON --progress none
$REMOVE"
}

@test "a cluster that is deleted while we wait" {
  serve capi empty
  HCLOUD_TOKEN=$TOKEN create --progress none
  exits 5
  equal "$err" "error: cluster demo was deleted while we waited for it
  Once it is gone, create it anew with: kubectl hetzner cluster create demo --ssh-key me --progress none"
}

@test "progress as lines, as JSON, and not at all" {
  serve provisioning capi empty
  export HCLOUD_TOKEN=$TOKEN
  create --timeout 200ms --progress plain
  exits 10
  [[ $(head -n 1 <<< "$err") =~ ^20[0-9-]{8}T[0-9:]{8}Z\ Load\ balancer\ and\ network$ ]]
  create --timeout 200ms --progress json
  exits 10
  [[ $(head -n 1 <<< "$err") =~ ^\{\"elapsedMs\":[0-9]+,\"message\":\"Load\ balancer\ and\ network\",\"phase\":\"infrastructure\",\"state\":\"started\",\"time\":\"20[0-9TZ:-]+\"\}$ ]]
  create --timeout 200ms --progress none
  exits 10
  equal "$(head -n 1 <<< "$err")" \
    "error: cluster demo is not there after 0.2s: waiting for infrastructure"
}
