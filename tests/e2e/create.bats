#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# `cluster create` writes what `cluster render` prints, once, and nothing that it was
# not asked for.

load helper

# The cluster that most tests begin with.
create_demo() {
  try hetzner cluster create demo --control-planes 3 --workers 2 --wait=none "$@"
}

# The objects that live are those that `cluster render` prints with the same options, by
# kubectl's own comparison: as if the rendered ones were applied by the same manager.
lives_as_rendered() {
  hetzner cluster render "$@" -n "$ns" --capi-version "$(capi_version)" > rendered.yaml
  kubectl diff --server-side --field-manager=kubectl-hetzner -f rendered.yaml
}

# changes_nothing COMMAND...: no object is written while it runs.
changes_nothing() {
  local before
  before=$(versions)
  try "$@"
  equal "$(versions)" "$before"
}

@test "what create writes is what render prints, with either pair of providers" {
  needs_crds
  for pair in new old; do
    use "$pair"
    create_demo --ssh-key me
    exits 0
    lives_as_rendered demo --control-planes 3 --workers 2 --ssh-key me
    equal "$(names | wc -l)" $(($(grep -c ^kind: rendered.yaml) + 1))
    equal "$(field cluster/demo .apiVersion)" "cluster.x-k8s.io/$(contract)"
  done
}

@test "each object is printed as kubectl would, after those that it refers to" {
  needs_crds
  create_demo
  exits 0
  equal "$(sort <<< "$out")" "$(names | sed 's/$/ created/' | sort)"
  equal "$(head -n 1 <<< "$out")" 'secret/hcloud created'
  order=$(grep -n 'hetznercluster\|kubeadmcontrolplane.*plane c\|^cluster\|machinedeployment' <<< "$out" |
    cut -d . -f 1 | cut -d : -f 2 | paste -sd ' ')
  equal "$order" 'hetznercluster kubeadmcontrolplane cluster machinedeployment'
}

@test "the token is in the Secret, where the provider and its addons look for it" {
  needs_crds
  create_demo
  exits 0
  equal "$(field secret/hcloud .data.hcloud | base64 -d)" "$TOKEN"
  equal "$(field secret/hcloud .data.token | base64 -d)" "$TOKEN"
  equal "$(field secret/hcloud '.metadata.labels.clusterctl\.cluster\.x-k8s\.io/move}|{.type')" '|Opaque'
  contains "$(field secret/hcloud .metadata.labels)" clusterctl.cluster.x-k8s.io/move
  equal "$(field hetznercluster/demo '.spec.hetznerSecretRef.name}.{.spec.hetznerSecretRef.key.hcloudToken')" \
    hcloud.hcloud
}

@test "the second time nothing is written, and it says so" {
  needs_crds
  for pair in new old; do
    use "$pair"
    create_demo
    exits 0
    changes_nothing hetzner cluster create demo --control-planes 3 --workers 2 --wait=none
    exits 0
    equal "$out" ''
    contains "$err" 'nothing was changed'
  done
}

@test "from a file it is the same as from flags" {
  needs_crds
  create_demo
  hetzner cluster render demo -n "$ns" --control-planes 3 --workers 2 --print-config > demo.yaml
  changes_nothing hetzner cluster create -f demo.yaml --wait=none
  exits 0
  contains "$err" 'nothing was changed'
}

@test "with other values nothing is written, and each difference is shown" {
  needs_crds
  for pair in new old; do
    use "$pair"
    create_demo
    changes_nothing hetzner cluster create demo --control-planes 5 --workers 2 --wait=none \
      --worker-type cpx42 --location nbg1
    exits 6
    contains "$err" 'nothing was changed'
    contains "$err" 'HCloudMachineTemplate/demo-md-0'
    contains "$err" 'asked "cpx42"'
    contains "$err" 'KubeadmControlPlane/demo-control-plane spec.replicas: lives 3, asked 5'
    contains "$err" 'HetznerCluster/demo spec.controlPlaneLoadBalancer.region: lives "fsn1", asked "nbg1"'
  done
}

@test "a field that is no longer asked for is a difference" {
  needs_crds
  create_demo --ssh-key me
  exits 0
  changes_nothing hetzner cluster create demo --control-planes 3 --workers 2 --wait=none
  exits 6
  contains "$err" 'HetznerCluster/demo spec.sshKeys'
}

@test "replicas that kubectl scaled stay, and creating again shows it" {
  needs_crds
  for pair in new old; do
    use "$pair"
    # of two machines 40% would be none, so that the health check is asked for with one
    try hetzner cluster create demo --workers 2 --wait=none
    kubectl scale machinedeployment/demo-md-0 --replicas=7
    changes_nothing hetzner cluster create demo --workers 2 --wait=none
    exits 6
    contains "$err" 'MachineDeployment/demo-md-0 spec.replicas: lives 7, asked 2'
    equal "$(field machinedeployment/demo-md-0 .spec.replicas)" 7
    changes_nothing hetzner cluster create demo --workers 7 --wait=none
    exits 0
  done
}

@test "a pool that is not asked for stays, and the command says so" {
  needs_crds
  try hetzner cluster create demo --pool name=a --pool name=b --wait=none
  exits 0
  changes_nothing hetzner cluster create demo --pool name=a --wait=none
  exits 6
  contains "$err" 'MachineDeployment demo-b'
  kubectl get machinedeployment demo-b
}

@test "a pool that is new is a difference where other objects that live refer to it" {
  needs_crds
  try hetzner cluster create demo --pool name=a --wait=none
  exits 0
  changes_nothing hetzner cluster create demo --pool name=a --pool name=b --wait=none
  exits 6
  contains "$err" 'HetznerCluster/demo spec.hcloudPlacementGroups[b]: lives (not set), asked {"name":"b","type":"spread"}'
  # one that needs no placement group is just made
  try hetzner cluster create demo --pool name=a --pool name=b,placement-group=none --wait=none
  exits 0
  kubectl get machinedeployment demo-b
}

@test "a cluster that kubectl made is not taken over, unless --adopt is given" {
  needs_crds
  for pair in new old; do
    use "$pair"
    hetzner cluster render demo -n "$ns" --capi-version "$(capi_version)" |
      grep -v 'managed-by: kubectl-hetzner' > foreign.yaml
    kubectl create -f foreign.yaml > /dev/null
    changes_nothing hetzner cluster create demo --wait=none
    exits 6
    contains "$err" 'made by another tool'
    contains "$err" --adopt
    try hetzner cluster create demo --wait=none --adopt
    exits 0
    lives_as_rendered demo
    # and is ours from now on
    changes_nothing hetzner cluster create demo --wait=none
    exits 0
    contains "$err" 'nothing was changed'
  done
}

@test "a Secret with another token is left alone, and no value is shown" {
  needs_crds
  other=$(tr 'A-Za-z' 'N-ZA-Mn-za-m' <<< "$TOKEN")
  forms_of "$other" >> "$BATS_TEST_TMPDIR/secrets"
  kubectl create secret generic hcloud --from-literal=hcloud="$other" > /dev/null
  changes_nothing hetzner cluster create demo --wait=none
  exits 6
  contains "$err" 'Secret hcloud'
  contains "$err" 'HCLOUD_TOKEN'
  contains "$err" --replace-token
  equal "$(names)" secret/hcloud
  try hetzner cluster create demo --wait=none --replace-token
  exits 0
  equal "$(field secret/hcloud .data.hcloud | base64 -d)" "$TOKEN"
  equal "$(head -n 1 <<< "$out")" 'secret/hcloud configured'
}

@test "a Secret that is there is used when no token is given" {
  needs_crds
  kubectl create secret generic hcloud --from-literal=hcloud="$TOKEN" > /dev/null
  before=$(field secret/hcloud .metadata.resourceVersion)
  unset HCLOUD_TOKEN
  try hetzner cluster create demo --wait=none
  exits 0
  equal "$(field secret/hcloud .metadata.resourceVersion)" "$before"
}

@test "without a token, a Secret or a terminal nothing is written, and it says what to add" {
  needs_crds
  unset HCLOUD_TOKEN
  changes_nothing setsid -w kubectl-hetzner cluster create demo --wait=none < /dev/null
  exits 3
  contains "$err" HCLOUD_TOKEN
  contains "$err" --hcloud-token-file
  equal "$(names)" ''
}

@test "the token comes from a file, from standard input, or from a command" {
  needs_crds
  unset HCLOUD_TOKEN
  printf '%s\n' "$TOKEN" > token
  try hetzner cluster create a --secret-name a --wait=none --hcloud-token-file token
  exits 0
  try hetzner cluster create b --secret-name b --wait=none --hcloud-token-file - < token
  exits 0
  try hetzner cluster create c --secret-name c --wait=none --hcloud-token-cmd 'cat token'
  exits 0
  for name in a b c; do
    equal "$(field secret/$name .data.hcloud | base64 -d)" "$TOKEN"
  done
}

@test "a namespace that does not exist is made only with --create-namespace" {
  needs_crds
  try hetzner cluster create demo --wait=none -n "$ns-new"
  exits 5
  contains "$err" "kubectl create namespace $ns-new"
  contains "$err" --create-namespace
  try kubectl get namespace "$ns-new"
  exits 1
  try hetzner cluster create demo --wait=none -n "$ns-new" --create-namespace
  exits 0
  equal "$(names "$ns-new" | wc -l)" 12
}

@test "a server without the kinds gets the name of what is missing, and the command that installs it" {
  use plain
  for command in 'create demo' 'list' 'delete demo --yes'; do
    # shellcheck disable=SC2086 # words
    try hetzner cluster $command
    exits 5
    for provider in 'Cluster API core' 'bootstrap provider' 'control plane provider' 'Hetzner infrastructure'; do
      contains "$err" "$provider"
    done
    contains "$err" 'kubectl hetzner init'
  done
  equal "$(kubectl get secrets -o name)" ''
}

@test "dry runs write nothing and show no Secret" {
  needs_crds
  for mode in server client; do
    changes_nothing hetzner cluster create demo --wait=none --dry-run=$mode
    exits 0
    equal "$(names)" ''
    contains "$out" 'cluster.cluster.x-k8s.io/demo'
    contains "$out" 'dry run'
  done
  for format in yaml json name; do
    changes_nothing hetzner cluster create demo --dry-run=client -o $format
    exits 0
    equal "$(names)" ''
  done
  changes_nothing hetzner cluster create demo --wait=none --dry-run=server --create-namespace -n "$ns-new"
  exits 5
  try kubectl get namespace "$ns-new"
  exits 1
}

@test "a dry run of the client prints the objects that render prints" {
  needs_crds
  hetzner cluster render demo -n "$ns" > rendered.yaml
  try hetzner cluster create demo --dry-run=client -o yaml
  exits 0
  equal "$out" "$(< rendered.yaml)"
}

quota_is_known() {
  [ -n "$(field quota/one .status.hard)" ]
}

@test "a value that the server refuses leaves nothing half-done that a second run does not finish" {
  needs_crds
  kubectl create quota one --hard=count/machinedeployments.cluster.x-k8s.io=0 > /dev/null
  eventually quota_is_known
  create_demo
  exits 7
  contains "$err" 'exceeded quota'
  contains "$err" 'this goes on: kubectl hetzner cluster create demo --control-planes 3 --workers 2 --wait=none'
  kubectl delete quota one > /dev/null
  create_demo
  exits 0
  lives_as_rendered demo --control-planes 3 --workers 2
}

@test "the cluster of the first seed: its names, namespace, Secret, counts and order" {
  needs_crds
  try hetzner cluster create hetznerdemo -n hetzner-7wrqw-5t2tp --create-namespace --wait=none \
    --kubernetes-version v1.35.4 --location fsn1 --control-planes 3 --workers 3 \
    --control-plane-type cpx32 --worker-type cpx32 --ssh-key demo --secret-name hcloud-token-hetznerdemo
  exits 0
  ns=hetzner-7wrqw-5t2tp
  equal "$out" 'namespace/hetzner-7wrqw-5t2tp created
secret/hcloud-token-hetznerdemo created
hcloudmachinetemplate.infrastructure.cluster.x-k8s.io/hetznerdemo-control-plane created
hcloudmachinetemplate.infrastructure.cluster.x-k8s.io/hetznerdemo-md-0 created
hcloudremediationtemplate.infrastructure.cluster.x-k8s.io/hetznerdemo-control-plane-remediation-request created
hcloudremediationtemplate.infrastructure.cluster.x-k8s.io/hetznerdemo-worker-remediation-request created
kubeadmconfigtemplate.bootstrap.cluster.x-k8s.io/hetznerdemo-md-0 created
hetznercluster.infrastructure.cluster.x-k8s.io/hetznerdemo created
kubeadmcontrolplane.controlplane.cluster.x-k8s.io/hetznerdemo-control-plane created
cluster.cluster.x-k8s.io/hetznerdemo created
machinedeployment.cluster.x-k8s.io/hetznerdemo-md-0 created
machinehealthcheck.cluster.x-k8s.io/hetznerdemo-control-plane-unhealthy-5m created
machinehealthcheck.cluster.x-k8s.io/hetznerdemo-md-0-unhealthy-5m created'
  equal "$(names | sort)" "$(sed -n '2,$s/ created$//p' <<< "$out" | sort)"
  kubectl config set-context --current --namespace "$ns" > /dev/null
  equal "$(field kubeadmcontrolplane/hetznerdemo-control-plane '.spec.replicas} {.spec.version')" '3 v1.35.4'
  equal "$(field machinedeployment/hetznerdemo-md-0 .spec.replicas)" 3
  equal "$(field hetznercluster/hetznerdemo '.spec.hetznerSecretRef.name} {.spec.sshKeys.hcloud[0].name} {.spec.controlPlaneRegions[0]')" \
    'hcloud-token-hetznerdemo demo fsn1'
  kubectl delete namespace "$ns" --wait=false > /dev/null
}

@test "what the first seed asks for and nobody sells any more is refused, with the nearest that works" {
  needs_crds
  changes_nothing hetzner cluster create hetznerdemo --wait=none --kubernetes-version 1.23.7
  exits 8
  contains "$err" '1.23.7'
  changes_nothing hetzner cluster create hetznerdemo --wait=none --worker-type cpx31
  exits 8
  contains "$err" 'cpx32'
  equal "$(names)" ''
}
