#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status

load helper

# The objects of $out, "Kind name" each, in their order.
objects() {
  awk '/^kind: / { kind = $2 } /^metadata:/ { meta = 1 } /^spec:/ { meta = 0 }
    meta && /^  name: / { print kind, $2 }' <<< "$out"
}

render() {
  try "$BIN/kubectl-hetzner-cluster" render "$@"
}

# Writes the file c.yaml: a ClusterConfig whose spec is standard input.
config() {
  { printf '%s\n' 'apiVersion: kubectl-hetzner.dev/v1alpha1' 'kind: ClusterConfig' \
      'metadata:' '  name: demo' 'spec:'; cat; } > c.yaml
}

# What of the first document of kind $1 stands below the path $2 of keys.
field() {
  awk -v kind="$1" -v path="$2" '
    BEGIN { n = split(path, key, "."); d = 1 }
    /^apiVersion:/ { mine = 0 } $0 == "kind: " kind && !seen { mine = seen = 1 }
    /^(kind|spec|metadata):/ { d = 1 }
    !mine { next }
    { indent = match($0, /[^ ]/) - 1 }
    indent == (d - 1) * 2 && $1 == key[d] ":" {
      if (d == n) { sub(/^[^:]*: */, ""); print; exit }
      d++
    }' <<< "$out"
}

# --- objects -------------------------------------------------------------------------------

@test "a name is enough" {
  render demo
  exits 0
  equal "$(objects)" "HCloudMachineTemplate demo-control-plane
HCloudMachineTemplate demo-md-0
HCloudRemediationTemplate demo-control-plane-remediation-request
HCloudRemediationTemplate demo-worker-remediation-request
KubeadmConfigTemplate demo-md-0
HetznerCluster demo
KubeadmControlPlane demo-control-plane
Cluster demo
MachineDeployment demo-md-0
MachineHealthCheck demo-control-plane-unhealthy-5m
MachineHealthCheck demo-md-0-unhealthy-5m"
  equal "$(field Cluster metadata.namespace)" default
  equal "$(field KubeadmControlPlane spec.replicas)" 1
  equal "$(field KubeadmControlPlane spec.version)" v1.35.4
  equal "$(field HCloudMachineTemplate spec.template.spec.type)" cpx32
  equal "$err" \
    "Note: No SSH key is named: nobody can look into a server that does not come up."
}

@test "the cluster of the first tutorial, on what is sold and packaged today" {
  render hetznerdemo -n hetzner-7wrqw-5t2tp --location fsn1 --control-planes 3 --workers 3 \
    --kubernetes-version v1.35.4 --control-plane-type cpx32 --worker-type cpx32 \
    --ssh-key demo --secret-name hcloud-token-hetznerdemo
  exits 0
  equal "$err" ""
  equal "$(objects | sort)" "Cluster hetznerdemo
HCloudMachineTemplate hetznerdemo-control-plane
HCloudMachineTemplate hetznerdemo-md-0
HCloudRemediationTemplate hetznerdemo-control-plane-remediation-request
HCloudRemediationTemplate hetznerdemo-worker-remediation-request
HetznerCluster hetznerdemo
KubeadmConfigTemplate hetznerdemo-md-0
KubeadmControlPlane hetznerdemo-control-plane
MachineDeployment hetznerdemo-md-0
MachineHealthCheck hetznerdemo-control-plane-unhealthy-5m
MachineHealthCheck hetznerdemo-md-0-unhealthy-5m"
  equal "$(grep -c '^  namespace: hetzner-7wrqw-5t2tp$' <<< "$out")" 11
  equal "$(field KubeadmControlPlane spec.replicas)" 3
  equal "$(field MachineDeployment spec.replicas)" 3
  equal "$(field HetznerCluster spec.hetznerSecretRef.name)" hcloud-token-hetznerdemo
  equal "$(field HetznerCluster spec.hetznerSecretRef.key.hcloudToken)" hcloud
  equal "$(field HetznerCluster spec.controlPlaneLoadBalancer.region)" fsn1
  equal "$(field HetznerCluster spec.controlPlaneEndpoint.port)" 443
  equal "$(field HetznerCluster spec.hcloudNetwork.enabled)" false
  contains "$out" "    hcloud:
    - name: demo"
}

@test "the literal values of the first tutorial are refused with what works" {
  render hetznerdemo -n hetzner-7wrqw-5t2tp --location fsn1 --control-planes 3 --workers 3 \
    --kubernetes-version 1.23.7 --control-plane-type cpx31 --worker-type cpx31 \
    --ssh-key demo --secret-name hcloud-token-hetznerdemo
  exits 8
  equal "$out" ""
  equal "$err" "error: the command line has 3 problems:
  --kubernetes-version: Kubernetes v1.23.7 does not work with Cluster API v1.13.5 and Hetzner provider v1.1.8, which take v1.32 to v1.36; v1.35.4 works
  --control-plane-type: server type cpx31 is not sold in fsn1; the nearest that is: cpx32
  --worker-type: server type cpx31 is not sold in fsn1; the nearest that is: cpx32"
}

@test "JSON is the same objects as YAML" {
  render demo --ssh-key a -o json
  exits 0
  equal "$(head -c 1 <<< "$out")" "{"
  equal "$(grep -c '"app.kubernetes.io/managed-by": "kubectl-hetzner"' <<< "$out")" 11
}

@test "an older Cluster API gets its own kinds" {
  render demo --capi-version v1.10.7 --ssh-key a
  exits 0
  equal "$(grep -c '^apiVersion: .*x-k8s.io/v1beta1$' <<< "$out")" 11
  equal "$(field KubeadmControlPlane spec.version)" v1.34.7
  equal "$(field MachineHealthCheck spec.nodeStartupTimeout)" 1h0m0s
}

@test "pools have the labels, taints and servers that their option says" {
  render demo --ssh-key a --pool name=amd,replicas=12,type=cpx42 \
    --pool name=arm,arch=arm64,label=disk=ssd,label=node-role.kubernetes.io/worker=,taint=dedicated=arm:NoSchedule,taint=slow:PreferNoSchedule
  exits 0
  equal "$(objects | grep MachineDeployment)" "MachineDeployment demo-amd
MachineDeployment demo-amd-2
MachineDeployment demo-arm"
  contains "$out" "value: disk=ssd,kubectl-hetzner.dev/pool=arm"
  contains "$out" "        node-role.kubernetes.io/worker: \"\""
  contains "$out" "          - effect: NoSchedule
            key: dedicated
            value: arm
          - effect: PreferNoSchedule
            key: slow"
  contains "$out" "      type: cax21"
}

@test "--network makes a private network" {
  render demo --ssh-key a --network --location nbg1
  exits 0
  equal "$(field HetznerCluster spec.hcloudNetwork.cidrBlock)" 10.0.0.0/16
  equal "$(field HetznerCluster spec.hcloudNetwork.networkZone)" eu-central
}

@test "--workers 0 is a cluster without workers" {
  render demo --ssh-key a --workers 0
  exits 0
  [[ $(objects) != *MachineDeployment* ]]
  equal "$err" "Note: There are no workers: pods that do not tolerate the control plane's taint stay pending."
}

# --- file and flags ------------------------------------------------------------------------

@test "a file and flags that say the same give the same bytes" {
  config <<'EOF'
  kubernetesVersion: v1.34.2
  location: hel1
  sshKeys: [a, b]
  tokenSecret: {name: s}
  network: {enabled: true}
  controlPlane: {replicas: 3, type: cpx42, image: debian-12}
  workers:
  - {name: md-0, replicas: 4, type: cpx22, image: debian-12}
  - name: arm
    type: cax11
    image: debian-12
    labels: {disk: ssd}
    taints: [{key: k, value: v, effect: NoExecute}]
EOF
  render -f c.yaml
  exits 0
  by_file=$out
  render demo --kubernetes-version 1.34.2 --location hel1 --ssh-key a --ssh-key b --secret-name s \
    --network --control-planes 3 --control-plane-type cpx42 --workers 4 --worker-type cpx22 \
    --image debian-12 --pool name=arm,type=cax11,label=disk=ssd,taint=k=v:NoExecute
  exits 0
  equal "$out" "$by_file"
}

@test "flags win over the file" {
  config <<'EOF'
  location: fsn1
  sshKeys: [a]
  network: {enabled: true}
  controlPlane: {replicas: 1, locations: [fsn1, nbg1]}
  workers: [{name: w, replicas: 1, location: fsn1, labels: {a: b}}]
EOF
  render other -n ns -f c.yaml --location sin --ssh-key z --network=false --control-planes 5 \
    --workers 2 --worker-type ccx13 --pool name=w,label=c=d
  exits 0
  equal "$(field Cluster metadata.name)" other
  equal "$(field Cluster metadata.namespace)" ns
  equal "$(field KubeadmControlPlane spec.replicas)" 5
  equal "$(field HetznerCluster spec.hcloudNetwork.enabled)" false
  equal "$(field HetznerCluster spec.controlPlaneLoadBalancer.region)" sin
  equal "$(field MachineDeployment metadata.name)" other-w
  equal "$(field MachineDeployment spec.replicas)" 2
  equal "$(field MachineDeployment spec.template.spec.failureDomain)" sin
  contains "$out" "value: c=d,kubectl-hetzner.dev/pool=w"
  contains "$out" "    - name: z"
}

@test "the file can come from standard input" {
  config <<< '  sshKeys: [a]'
  try "$BIN/kubectl-hetzner-cluster" render -f - < c.yaml
  exits 0
  contains "$(objects)" "Cluster demo"
}

@test "the printed configuration is complete: it renders to the same bytes, and prints itself" {
  for config in "$BATS_TEST_DIRNAME"/../unit/data/render/*.config.yaml; do
    render -f "$config"
    exits 0
    objects=$out
    render -f "$config" --print-config
    exits 0
    printf '%s\n' "$out" > complete.yaml
    render -f complete.yaml
    exits 0
    equal "$out" "$objects"
    render -f complete.yaml --print-config
    equal "$out" "$(< complete.yaml)"
    render -f complete.yaml --print-config -o json
    printf '%s\n' "$out" > complete.json
    render -f complete.json
    equal "$out" "$objects"
  done
}

# --- mistakes ------------------------------------------------------------------------------

@test "all mistakes of a file are told at once, each with its place" {
  config <<'EOF'
  kubernetesVersion: 1.30
  controlPlane: {replicas: 2}
  worker:
  - name: md-0
  workers:
  - replicas: "3"
EOF
  render -f c.yaml
  exits 8
  equal "$out" ""
  equal "$err" "error: c.yaml has 5 problems:
  c.yaml:6:22: spec.kubernetesVersion: 1.30 without quotes is a number; write it in quotes, as a full version such as v1.35.4
  c.yaml:7:28: spec.controlPlane.replicas: 2 must be 1, 3 or 5: etcd needs a majority, which an even number does not make safer
  c.yaml:8:3: spec.worker: unknown key; did you mean \"workers\"?
  c.yaml:11:5: spec.workers[0].name: is missing
  c.yaml:11:15: spec.workers[0].replicas: \"3\" in quotes is a string; write 3 without quotes"
}

@test "a mistake in a flag names the flag" {
  render demo --location mars
  exits 8
  equal "$err" "error: --location: \"mars\" is not one of ash, fsn1, hel1, hil, nbg1, sin"
  render demo --control-planes 2
  exits 8
  contains "$err" "error: --control-planes: 2 must be 1, 3 or 5"
  render demo --workers -1
  exits 8
  contains "$err" "error: --workers: -1 is less than 0"
  render Demo
  exits 8
  contains "$err" "error: NAME: \"Demo\" must be lower-case letters, digits and '-', beginning with a letter"
  render demo -n Default
  exits 8
  contains "$err" "error: --namespace: \"Default\" must be"
  render demo --pool name=a,type=cpx31 --pool name=b,replicas=1,image=rocky-9
  exits 8
  contains "$err" "--pool a: type: server type cpx31 is not sold in fsn1; the nearest that is: cpx32"
  contains "$err" "--pool b: image: rocky-9 cannot be set up"
  render demo --pool name=a,taint=k:Never
  exits 8
  contains "$err" "error: --pool a: taint: effect: \"Never\" is not one of NoExecute, NoSchedule, PreferNoSchedule"
  render demo --pool name=a,label=kubernetes.io/role=x
  exits 8
  contains "$err" "error: --pool a: label: Kubernetes keeps this label for itself"
}

@test "a name is as long as the names that are made of it allow" {
  render a23456789012345678901234567890123456789012 --ssh-key k
  exits 0
  equal "$(field HCloudMachineTemplate metadata.name)" \
    a23456789012345678901234567890123456789012-control-plane
  render a234567890123456789012345678901234567890123
  exits 8
  contains "$err" "has 43 characters; at most 42 are possible"
}

@test "a broken --pool is a mistake of usage" {
  check() {
    render demo --pool "$1"
    exits 4
    contains "$err" "error: invalid value $2"
    contains "$err" "For example: --pool name=arm,type=cax21"
  }
  check replicas=3 '"replicas=3" for --pool: name=NAME is missing'
  check name=a,typ=x '"name=a,typ=x" for --pool: unknown word "typ"; did you mean "type"?'
  check name=a,x '"name=a,x" for --pool: it is a list of KEY=VALUE words with commas between them'
  check name=a,replicas=two '"two" for --pool: replicas must be a whole number'
  check name=a,label=x '"x" for --pool: a label is KEY=VALUE'
  check name=a,taint=x '"x" for --pool: a taint is KEY=VALUE:EFFECT or KEY:EFFECT'
}

@test "--workers does not guess which of several pools is meant" {
  config <<< '  workers: [{name: a}, {name: b}]'
  render -f c.yaml --workers 3
  exits 4
  contains "$err" "error: c.yaml has several worker pools, and --workers and --worker-type are about one
  Name the pool: --pool name=NAME,replicas=COUNT,type=TYPE"
  render -f c.yaml --pool name=b,replicas=3 --ssh-key k
  exits 0
}

@test "without a name and a file there is nothing to render" {
  render
  exits 4
  contains "$err" "error: missing argument: NAME"
  render demo extra
  exits 4
  printf '%s\n' 'apiVersion: kubectl-hetzner.dev/v1alpha1' 'kind: ClusterConfig' > c.yaml
  render -f c.yaml
  exits 8
  contains "$err" "c.yaml:1:1: metadata.name: is missing; the cluster's name stands here or on the command line"
}

@test "a file that is missing, empty, broken or another one is refused" {
  render -f nowhere.yaml
  exits 1
  contains "$err" nowhere.yaml
  : > c.yaml
  render -f c.yaml
  exits 8
  contains "$err" "error: c.yaml: the file is empty
  A file to begin with: kubectl hetzner cluster render NAME --print-config"
  printf 'kind: [\n' > c.yaml
  render -f c.yaml
  exits 8
  contains "$err" "error: c.yaml:2:1: "
  printf 'apiVersion: cluster.x-k8s.io/v1beta2\nkind: Cluster\n' > c.yaml
  render -f c.yaml
  exits 8
  contains "$err" "error: c.yaml: this is a \"Cluster\", and a ClusterConfig is wanted
  Objects of Cluster API are applied as they are: kubectl apply --server-side -f FILE"
}

@test "a token in the file or in a flag is refused, and no message repeats it" {
  token=$(printf 'aB3%.0s' {1..21})x
  config <<< "  token: $token"
  render -f c.yaml
  exits 8
  contains "$err" "error: c.yaml: a value looks like a Hetzner API token
  What describes a cluster never holds the token: put it into the environment as HCLOUD_TOKEN"
  [[ $err != *"$token"* ]]
  render demo --secret-name "$token"
  exits 8
  contains "$err" "error: the command line: a value looks like a Hetzner API token"
  [[ $err != *"$token"* ]]
}

@test "versions that do not work together are refused" {
  render demo --capi-version v1.14.0
  exits 8
  contains "$err" "error: Cluster API v1.14.0 is not supported
  Cluster API v1.11 to v1.13 works with Hetzner provider v1.1."
  contains "$err" "To go on all the same, add --allow-unsupported."
  render demo --capi-version v1.14.0 --allow-unsupported --ssh-key a
  exits 0
  render demo --capi-version 1.13
  exits 8
  contains "$err" "error: \"1.13\" is no version of Cluster API, such as v1.13.5"
  render demo --capi-version v1.10.7 --kubernetes-version v1.35.4
  exits 8
  contains "$err" "--kubernetes-version: Kubernetes v1.35.4 does not work with Cluster API v1.10.7"
}

@test "an unknown output format is a mistake of usage" {
  render demo -o toml
  exits 4
  contains "$err" '"toml"'
}

@test "as jsonpath and custom columns" {
  render demo -o 'jsonpath={.items[?(@.kind=="Cluster")].metadata.name}'
  exits 0
  equal "$out" demo
  render demo -o custom-columns=KIND:.kind,NAME:.metadata.name
  exits 0
  contains "$out" "KubeadmControlPlane         demo-control-plane"
  render demo --print-config -o 'jsonpath={.kind}'
  exits 0
  equal "$out" ClusterConfig
}

# --- no network, no Secret -----------------------------------------------------------------

@test "rendering never maps libcurl" {
  [ -r /proc/self/maps ] || skip "no /proc here"
  mkfifo config
  "$BIN/kubectl-hetzner-cluster" render -f config > /dev/null 2>&1 &
  exec 9> config # it waits now for the file to end
  maps=$(< "/proc/$!/maps")
  exec 9>&-
  wait || true
  contains "$maps" libyaml
  [[ $maps != *libcurl* ]]
}

@test "what is rendered holds no Secret, whatever the environment has" {
  HCLOUD_TOKEN=$(printf 'aB3%.0s' {1..21})x render demo --ssh-key a
  exits 0
  [[ $out != *aB3aB3* ]]
  [[ $(objects) != *Secret* ]]
}
