#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# `cluster delete` against a scripted API server: what it asks and refuses, the one
# DELETE that it sends, and what it says of what goes on without it.

load helper
load api_server

GOES_ON="  Cluster demo goes on being deleted; what is left costs money until it is gone."
SECRET_STAYS="Secret default/hcloud with the Hetzner token stays (--delete-secret removes it)."
THE_DELETE="DELETE /apis/cluster.x-k8s.io/v1beta2/namespaces/default/clusters/demo"

# The steps of a server where the Cluster goes 0.2 s after it was deleted.
going_cluster() {
  local cluster='{"kind":"Cluster","apiVersion":"cluster.x-k8s.io/v1beta2","metadata":{"name":"demo","namespace":"default","uid":"u-1","deletionTimestamp":"2026-01-01T00:00:00Z","finalizers":["cluster.cluster.x-k8s.io"]},"spec":{}}'
  sed -e 's/< repeat//' "$DATA/kube/provisioning"
  printf '> GET */clusters?*limit=500*\n< repeat\n%s%s]}\n' \
    '{"kind":"ClusterList","apiVersion":"cluster.x-k8s.io/v1beta2","metadata":{"resourceVersion":"8"},"items":[' \
    "$cluster"
  printf '> GET */clusters?*watch=1*\n< stream\ndelay 200\n{"type":"DELETED","object":%s}\nhang\n' \
    "$cluster"
}

# The kubeconfig of a workload cluster with the server $1, as the Secret has it.
workload_secret() {
  printf '> GET */secrets/demo-kubeconfig\n< repeat\n'
  printf '{"kind":"Secret","apiVersion":"v1","metadata":{"name":"demo-kubeconfig"},"data":{"value":"%s"}}\n' \
    "$(sed "s,^    server: .*,    server: $1," config | base64 -w 0)"
}

# usage TEXT ARGUMENT...: a usage error.
usage() {
  cluster delete "${@:2}"
  exits 4
  equal "$err" "error: $1
See 'kubectl hetzner cluster delete --help' for usage."
}

@test "usage errors" {
  usage "missing argument: NAME"
  usage 'unexpected argument "other"' demo other
  usage 'invalid value "never" for --timeout: must be a time such as 90s, 30m or 1h30m' \
    demo --timeout never
}

@test "a cluster that does not exist" {
  serve capi empty
  cluster delete demo
  exits 5
  equal "$err" "error: there is no cluster demo in namespace default
  See all of them with: kubectl hetzner cluster list -A"
  nothing_written
}

@test "without a terminal nothing is deleted, and the option is named" {
  serve provisioning capi empty
  cluster delete demo
  exits 3
  equal "$out" ""
  equal "$err" "error: cannot ask, because there is no terminal: This deletes cluster demo in namespace default (context test)
  with 0 machines and their disks, and its load balancer. It cannot be undone.
  Add --yes to answer without being asked."
  nothing_written
}

@test "a wrong name that is typed deletes nothing" {
  serve provisioning capi empty
  try "$SERVERS/pty" --see 'Type demo to go on: ' --type 'dmeo\n' -- \
    "$BIN/kubectl-hetzner-cluster" delete demo
  exits 3
  equal "$(tr -d '\r' <<< "$out")" "This deletes cluster demo in namespace default (context test)
with 0 machines and their disks, and its load balancer. It cannot be undone.
Type demo to go on: dmeo
error: nothing was done: not confirmed"
  nothing_written
}

@test "the right name that is typed" {
  going_cluster > going
  serve - capi empty < going
  try "$SERVERS/pty" --see 'Type demo to go on: ' --type 'demo\n' -- \
    "$BIN/kubectl-hetzner-cluster" delete demo
  exits 0
  equal "$(requests DELETE)" "$THE_DELETE"
}

@test "Ctrl-C at the question deletes nothing" {
  serve provisioning capi empty
  try "$SERVERS/pty" --see 'Type demo to go on: ' --type '\003' -- \
    "$BIN/kubectl-hetzner-cluster" delete demo
  exits 130
  nothing_written
}

@test "one DELETE with the UID, and the Secret stays" {
  going_cluster > going
  serve - capi empty < going
  cluster delete demo --yes --progress plain --secret-name hcloud
  exits 0
  equal "$out" "cluster.cluster.x-k8s.io/demo deleted"
  equal "$(sed -E 's/^20[^ ]* //; s/\([0-9.]+s\)/(N)/' <<< "$err")" "Deleting cluster demo
Deleting cluster demo: 0 machines, 1 object left; Cluster/demo: finalizer cluster.cluster.x-k8s.io
Deleting cluster demo: done (N): everything is gone
$SECRET_STAYS"
  equal "$(requests DELETE)" "$THE_DELETE"
  contains "$(grep DELETE log)" '{\"preconditions\":{\"uid\":\"u-1\"}'
}

@test "dry runs: none at all, or one that the server knows as such" {
  serve provisioning capi empty
  cluster delete demo --dry-run=client
  exits 0
  equal "$out" "cluster.cluster.x-k8s.io/demo deleted (dry run)"
  nothing_written
  cluster delete demo --dry-run=server
  exits 0
  equal "$out" "cluster.cluster.x-k8s.io/demo deleted (server dry run)"
  equal "$(requests DELETE)" "$THE_DELETE"
  contains "$(grep DELETE log)" '\"dryRun\":[\"All\"]'
}

# refuses_itself EVIDENCE: `delete demo` is refused, because it is the cluster we talk to.
refuses_itself() {
  cluster delete demo --yes
  exits 7
  equal "$err" "error: cluster demo is the very cluster that we talk to ($1): it would delete its own controllers and orphan its servers
  Move it to another management cluster first: kubectl hetzner pivot"
  nothing_written
}

@test "the very cluster that we talk to, by its address, is not deleted" {
  mkfifo script
  start_server kube script log
  use_server "http://127.0.0.1:$port"
  { workload_secret "$server"; (cd "$DATA/kube" && cat provisioning capi empty); } > script
  refuses_itself "the same server"
}

@test "the very cluster that we talk to, by its UID, is not deleted" {
  printf '> GET /api/v1/namespaces/kube-system\n< repeat\n%s\n' \
    '{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"kube-system","uid":"u-0"}}' > uid
  serve - empty < uid
  { workload_secret "$server"; cat uid; } > steps
  serve - provisioning capi empty < steps
  refuses_itself "the same UID of kube-system"
}

@test "what the cluster itself has made is named, and stays" {
  { echo '> GET /api/v1/services*'
    echo '{"kind":"ServiceList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"web","namespace":"shop"},"spec":{"type":"LoadBalancer"},"status":{"loadBalancer":{"ingress":[{"ip":"203.0.113.9"}]}}}]}'
    echo '> GET /api/v1/persistentvolumes*'
    echo '{"kind":"PersistentVolumeList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"pv-1"},"spec":{"csi":{"driver":"csi.hetzner.cloud","volumeHandle":"42"},"claimRef":{"namespace":"shop","name":"data"}}}]}'
  } > made
  serve - empty < made
  { workload_secret "$server"; going_cluster; } > going
  serve - capi empty < going
  cluster delete demo --yes --progress none --secret-name hcloud
  exits 0
  equal "$err" "$SECRET_STAYS
May still cost money: load balancer of Service shop/web (203.0.113.9)
May still cost money: volume 42 of PersistentVolumeClaim shop/data"
}

@test "a cluster whose own API does not answer may leave more behind" {
  use_server http://127.0.0.1:1
  { workload_secret http://127.0.0.1:1; going_cluster; } > going
  serve - capi empty < going
  cluster delete demo --yes --progress none --secret-name hcloud
  exits 0
  equal "$err" "$SECRET_STAYS
Load balancers and volumes that the cluster itself had made may remain and cost money;
its API did not answer. Look with: hcloud load-balancer list; hcloud volume list"
}

@test "a timeout says what is left, and how to watch on" {
  serve provisioning capi empty
  cluster delete demo --yes --timeout 200ms --progress none
  exits 10
  equal "$out" ""
  equal "$err" "error: cluster demo is not gone yet: 0 machines, 1 object left
$GOES_ON
  Watch on with: kubectl hetzner cluster delete demo --yes --timeout 200ms --progress none"
}

@test "SIGINT and SIGTERM: what goes on, and how to watch on" {
  for signal in INT:130 TERM:143; do
    serve provisioning capi empty
    # a shell without job control starts jobs that ignore SIGINT
    run_in_background env --default-signal=INT "$BIN/kubectl-hetzner-cluster" delete demo --yes \
      > out 2> err < /dev/null
    await err 'Deleting cluster demo: 0 machines'
    kill -s "${signal%:*}" "$pid"
    status=0
    wait "$pid" || status=$?
    equal "$status" "${signal#*:}"
    equal "$(tail -n 3 err)" "error: interrupted by SIG${signal%:*}
$GOES_ON
  Watch on with: kubectl hetzner cluster delete demo --yes"
  done
}

@test "a DELETE that is refused" {
  serve - provisioning capi empty <<< "> DELETE *
< 403
$(refusal 403 Forbidden 'User \"me\" cannot delete resource \"clusters\"' '"name":"demo","kind":"clusters"')"
  cluster delete demo --yes
  exits 7
  equal "$err" 'error: cannot delete clusters.cluster.x-k8s.io "demo" in namespace "default": User "me" cannot delete resource "clusters" (Forbidden)
  See what you may do with: kubectl auth can-i --list'
}

@test "an object that nothing owns is named with the command that removes it" {
  { printf '> GET */machines?*limit=500*\n< repeat\n'
    echo '{"kind":"MachineList","apiVersion":"cluster.x-k8s.io/v1beta2","metadata":{"resourceVersion":"8"},"items":[{"metadata":{"name":"demo-lost","namespace":"default","uid":"u-9"}}]}'; } > lost
  serve - capi empty < lost
  cluster delete demo --yes --progress none
  exits 12
  equal "$err" "error: cluster demo is gone, but Machine/demo-lost stays: nothing owns it
  Look at it, and remove it with: kubectl delete machines demo-lost -n default"
  nothing_written
}

@test "a template that cannot be removed: how to go on" {
  { printf '> GET */hcloudremediationtemplates?*limit=500*\n< repeat\n'
    echo '{"kind":"HCloudRemediationTemplateList","apiVersion":"infrastructure.cluster.x-k8s.io/v1beta1","metadata":{"resourceVersion":"8"},"items":[{"metadata":{"name":"demo-worker","namespace":"default","uid":"u-8","labels":{"app.kubernetes.io/managed-by":"kubectl-hetzner"}}}]}'
    printf '> DELETE *\n< 500\n'
    refusal 500 InternalError 'etcd is away'; } > left
  serve - capi empty < left
  cluster delete demo --yes --progress none
  exits 1
  equal "$err" 'error: cannot remove HCloudRemediationTemplate demo-worker: cannot delete hcloudremediationtemplates.infrastructure.cluster.x-k8s.io "demo-worker" in namespace "default": etcd is away (InternalError)
  The server has trouble of its own: its log tells more; try again in a while.
  The machines of cluster demo are gone; this goes on: kubectl hetzner cluster delete demo --yes --progress none'
  cluster delete demo --yes --progress none
  exits 0
}

@test "a Secret that another cluster uses stays" {
  { printf '> GET */hetznerclusters?limit=500\n< repeat\n'
    echo '{"kind":"HetznerClusterList","apiVersion":"infrastructure.cluster.x-k8s.io/v1beta1","metadata":{"resourceVersion":"8"},"items":[{"metadata":{"name":"other","namespace":"default"},"spec":{"hetznerSecretRef":{"name":"hcloud"}}}]}'
    going_cluster; } > going
  serve - capi empty < going
  cluster delete demo --yes --progress none --delete-secret --secret-name hcloud
  exits 6
  equal "$out" "cluster.cluster.x-k8s.io/demo deleted"
  equal "$err" "error: the cluster is deleted, but Secret hcloud stays: cluster other uses it too"
  equal "$(requests DELETE)" "$THE_DELETE"
}

@test "a Secret whose name nothing tells is not guessed" {
  going_cluster > going
  serve - capi empty < going
  cluster delete demo --yes --progress none
  exits 0
  equal "$err" "The Secret with the Hetzner token stays; nothing tells its name any more."
  going_cluster > going
  serve - capi empty < going
  cluster delete demo --yes --progress none --delete-secret
  exits 12
  equal "$out" "cluster.cluster.x-k8s.io/demo deleted"
  equal "$err" "error: the cluster is deleted, but its token Secret stays: nothing tells its name any more
  Find it with: kubectl get secrets -n default, and remove it with: kubectl delete secret NAME -n default"
  equal "$(requests DELETE | sort -u)" "$THE_DELETE"
}

@test "the command that goes on names the Secret to delete" {
  { printf '> GET */hetznerclusters?labelSelector=*\n< repeat\n'
    echo '{"kind":"HetznerClusterList","apiVersion":"infrastructure.cluster.x-k8s.io/v1beta1","metadata":{"resourceVersion":"8"},"items":[{"metadata":{"name":"demo","namespace":"default","uid":"u-7"},"spec":{"hetznerSecretRef":{"name":"token-of-demo"}}}]}'
    cat "$DATA/kube/provisioning"; } > steps
  serve - capi empty < steps
  cluster delete demo --yes --delete-secret --timeout 200ms --progress none
  exits 10
  contains "$err" "Watch on with: kubectl hetzner cluster delete demo --yes --delete-secret --timeout 200ms --progress none --secret-name=token-of-demo"
}
