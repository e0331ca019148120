# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154 # variables of the helper
#
# The controllers of Cluster API and of the Hetzner provider, played by the tests: no
# provider runs on a test bed. What they report has the form that they were seen to
# give it.

# The HetznerCluster has its load balancer.
infrastructure_is_ready() {
  kubectl patch hetznercluster/demo cluster/demo --type=merge \
    -p '{"spec": {"controlPlaneEndpoint": {"host": "203.0.113.7", "port": 443}}}' > /dev/null
  report hetznercluster/demo '{"ready": true}'
  report cluster/demo '{"phase": "Provisioned", "initialization": {"infrastructureProvisioned": true}}' \
    '{"phase": "Provisioned", "infrastructureReady": true}'
}

# The first control plane machine has come up.
control_plane_is_initialized() {
  report kubeadmcontrolplane/demo-control-plane \
    '{"initialization": {"controlPlaneInitialized": true}, "replicas": 1, "readyReplicas": 1}' \
    '{"initialized": true, "replicas": 1, "readyReplicas": 1}'
}

machines_are_ready() {
  report kubeadmcontrolplane/demo-control-plane "{\"replicas\": $1, \"readyReplicas\": $1}"
  report machinedeployment/demo-md-0 "{\"replicas\": $2, \"readyReplicas\": $2}"
}

# has_kubeconfig FILE: Cluster API has written the kubeconfig of the new cluster.
has_kubeconfig() {
  kubectl create secret generic demo-kubeconfig --type=cluster.x-k8s.io/secret \
    --from-file=value="$1" > /dev/null
}

# fails_for_good NAME TEXT: the Hetzner API has refused the server of a machine.
fails_for_good() {
  kubectl create -f - > /dev/null << MACHINE
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: HCloudMachine
metadata:
  name: $1
  labels: {cluster.x-k8s.io/cluster-name: demo}
  ownerReferences:
  - apiVersion: cluster.x-k8s.io/$(contract)
    kind: Machine
    name: $1
    uid: $(make_machine "$1")
spec: {imageName: ubuntu-24.04, type: cpx32}
MACHINE
  local message="Server creation failed with an irrecoverable error: failed to create HCloud server"
  message+=" \\\"$1\\\" in \\\"fsn1\\\" (type \\\"cpx32\\\"): $2"
  report "hcloudmachine/$1" '{"conditions": [{"type": "ServerCreateSucceeded", "status": "False",
    "severity": "Error", "reason": "ServerCreateFailedIrrecoverableError", "message": "'"$message"'",
    "lastTransitionTime": "2026-01-01T00:00:00Z"}]}'
}

# make_machine NAME: prints the uid of the new Machine.
make_machine() {
  local group=apiGroup version=infrastructure.cluster.x-k8s.io
  [ "$(contract)" = v1beta2 ] || { group=apiVersion; version+=/v1beta1; }
  kubectl create -o 'jsonpath={.metadata.uid}' -f - << MACHINE
apiVersion: cluster.x-k8s.io/$(contract)
kind: Machine
metadata:
  name: $1
  labels: {cluster.x-k8s.io/cluster-name: demo}
spec:
  clusterName: demo
  bootstrap: {dataSecretName: none}
  infrastructureRef: {$group: $version, kind: HCloudMachine, name: $1}
MACHINE
}

# --- deletion ------------------------------------------------------------------------------

# The kinds that Cluster API makes the Cluster own. It does not know of remediation
# templates, and takes the token Secret for the user's.
owned_kinds=machinedeployments.cluster.x-k8s.io,machinehealthchecks.cluster.x-k8s.io
owned_kinds+=,kubeadmcontrolplanes.controlplane.cluster.x-k8s.io
owned_kinds+=,kubeadmconfigtemplates.bootstrap.cluster.x-k8s.io
owned_kinds+=,hetznerclusters.infrastructure.cluster.x-k8s.io
owned_kinds+=,hcloudmachinetemplates.infrastructure.cluster.x-k8s.io

# All objects of the Cluster belong to it.
cluster_owns_all() {
  # shellcheck disable=SC2046 # names without blanks
  kubectl patch $(kubectl get "$owned_kinds" -n "${1-$ns}" -o name) -n "${1-$ns}" --type=merge -p '{
    "metadata": {"ownerReferences": [{"apiVersion": "cluster.x-k8s.io/'"$(contract)"'",
    "kind": "Cluster", "name": "demo", "blockOwnerDeletion": true,
    "uid": "'"$(kubectl get cluster demo -n "${1-$ns}" -o 'jsonpath={.metadata.uid}')"'"}]}}' > /dev/null
}

# hold KIND/NAME FINALIZER: the object does not go before `release KIND/NAME`.
hold() {
  kubectl patch "$1" --type=merge -p "{\"metadata\": {\"finalizers\": [\"$2\"]}}" > /dev/null
}

release() {
  kubectl patch "$1" --type=merge -p '{"metadata": {"finalizers": null}}' > /dev/null
}

# --- the workload cluster ------------------------------------------------------------------

workload() {
  KUBECONFIG=$E2E_BEDS/plain/kubeconfig/admin.yaml kubectl "$@"
}

# node NAME: a kubelet has registered, and waits for a network plugin and a cloud controller.
node() {
  workload create -f - > /dev/null << NODE
apiVersion: v1
kind: Node
metadata: {name: $1}
spec:
  taints: [{key: node.cloudprovider.kubernetes.io/uninitialized, value: "true", effect: NoSchedule}]
NODE
  node_is "$1" False KubeletNotReady "container runtime network not ready: NetworkReady=false \
reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized"
}

# node_is NAME STATUS REASON MESSAGE: its Ready condition.
node_is() {
  workload patch "node/$1" --subresource=status --type=merge -p '{"status": {"conditions": [
    {"type": "Ready", "status": "'"$2"'", "reason": "'"$3"'", "message": "'"$4"'"}]}}' > /dev/null
}

# Both addons are installed, and have done their work on these nodes.
addons_work_on() {
  local name
  network_plugin
  workload create deployment hcloud-cloud-controller-manager -n kube-system --image=none --replicas=0 > /dev/null
  for name in "$@"; do
    workload patch "node/$name" --type=merge -p '{"spec": {"taints": null}}' > /dev/null
    node_is "$name" True KubeletReady ''
  done
}

network_plugin() {
  workload create -f - > /dev/null << DAEMON_SET
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: cilium, namespace: kube-system}
spec:
  selector: {matchLabels: {app: cilium}}
  template:
    metadata: {labels: {app: cilium}}
    spec: {containers: [{name: none, image: none}]}
DAEMON_SET
}

# The workload cluster as it was.
clean_workload() {
  workload delete nodes --all > /dev/null
  workload delete daemonset/cilium deployment/hcloud-cloud-controller-manager -n kube-system \
    --ignore-not-found > /dev/null
}
