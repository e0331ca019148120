#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# What a user reads when the kubeconfig is wrong, when the server cannot be reached, or
# when what it answers is no answer: cause, place and remedy, and the exit code.

load helper
load api_server

NO_API_SERVER="  Something other than a Kubernetes API server answers there: check the server in the kubeconfig, and HTTPS_PROXY and NO_PROXY."
CLUSTERS='> GET */clusters?limit=500'
LISTING='cannot list clusters.cluster.x-k8s.io in namespace "default"'

setup_file() {
  mkdir "$BATS_FILE_TMPDIR/certs"
  "$BATS_TEST_DIRNAME/../servers/certs.sh" "$BATS_FILE_TMPDIR/certs" > /dev/null 2>&1
}

setup() {
  common_setup
  ln -s "$BATS_FILE_TMPDIR/certs" certs
}

# list_fails CODE TEXT: `list` against the server of before; what stderr has to be.
list_fails() {
  cluster list
  exits "$1"
  equal "$out" ""
  equal "$err" "${2/127.0.0.1:PORT/127.0.0.1:$port}"
}

# answered_with CODE TEXT: the same, the server's script beginning with stdin.
answered_with() {
  serve - capi empty
  list_fails "$@"
}

# --- the kubeconfig ------------------------------------------------------------------------

@test "no kubeconfig at all" {
  list_fails 1 "error: no kubeconfig: $HOME/.kube/config does not exist
  Give one by --kubeconfig FILE or KUBECONFIG=FILE."
}

@test "a kubeconfig that does not exist or cannot be read" {
  cluster list --kubeconfig nowhere
  exits 1
  equal "$err" "error: cannot open nowhere: No such file or directory
  Check the name of the kubeconfig after --kubeconfig."
  mkdir folder
  cluster list --kubeconfig folder
  exits 1
  equal "$err" "error: cannot read folder: Is a directory"
}

@test "broken YAML in the kubeconfig is shown by file, line and column" {
  printf 'apiVersion: v1\nkind: Config\nclusters:\n- name: [x\n  y: z\n' > config
  cluster list --kubeconfig config
  exits 8
  equal "$err" \
    'error: config:5:4: "," or "]" is expected here, in the list that begins at 4:9'
  printf 'apiVersion: v1\nkind: Config\nclusters: 3\n' > config
  cluster list --kubeconfig config
  exits 8
  equal "$err" 'error: config:3:11: clusters: must be a list, not a number'
}

@test "a context that does not exist, with the nearest one" {
  use_server http://127.0.0.1:1
  cluster list --context tset
  exits 8
  equal "$err" "error: --context names the context \"tset\", which is not in $KUBECONFIG; did you mean \"test\"?"
  cluster list --cluster other
  exits 8
  equal "$err" "error: --cluster names the cluster \"other\", which is not in $KUBECONFIG; there is test"
}

@test "no current context, with those that there are" {
  use_server http://127.0.0.1:1
  sed -i /current-context/d config
  list_fails 8 "error: no current context is set in $KUBECONFIG
  Choose one by --context NAME, or by \"kubectl config use-context NAME\": test"
}

@test "files of the kubeconfig that are missing" {
  use_server https://127.0.0.1:1
  echo "    certificate-authority: gone.crt" >> config
  list_fails 1 "error: cluster \"test\" in $KUBECONFIG:11: certificate-authority: cannot open $PWD/gone.crt: No such file or directory"
  use_server https://127.0.0.1:1
  sed -i 's/{token.*/{client-certificate: gone.crt, client-key: gone.key}/' config
  list_fails 1 "error: cannot use context \"test\":
    - user \"me\" in $KUBECONFIG:8: client-certificate: cannot open $PWD/gone.crt: No such file or directory
    - user \"me\" in $KUBECONFIG:8: client-key: cannot open $PWD/gone.key: No such file or directory"
}

# --- the connection ------------------------------------------------------------------------

@test "a connection that is refused" {
  use_server http://127.0.0.1:1
  list_fails 1 "error: cannot get /api: cannot reach http://127.0.0.1:1: connection refused
  Nothing listens on port 1 of 127.0.0.1; check that the server runs and that its address is right."
}

@test "a name that has no address" {
  use_server http://no-such-host.invalid
  list_fails 1 "error: cannot get /api: cannot reach http://no-such-host.invalid:80: no address found for the name \"no-such-host.invalid\"
  Check the spelling, and the name servers of this machine."
}

@test "certificates of the server that cannot be trusted" {
  tls() {
    start_server http --tls "certs/$1.crt" "certs/$1.key"
    use_server "https://127.0.0.1:$port"
    echo "    certificate-authority: certs/ca.crt" >> config
    cluster list
    exits 1
    equal "$(head -n 1 <<< "$err")" "error: cannot get /api: cannot reach $server: $2"
  }
  tls expired "its certificate has expired on 2021-01-01T00:00:00Z"
  contains "$err" "
  Renew the certificate of the server.
  Check the clock of this machine, which says 20"
  tls foreign "its certificate was issued by \"stranger CA\", which is not trusted and whose own certificate it does not send"
  contains "$err" "
  Only the given certificate authority was trusted; check the certificate-authority of the cluster in the kubeconfig."
  tls wrong-name "its certificate is for DNS:other.test, DNS:*.more.test, and not for 127.0.0.1"
  contains "$err" "
  Use an address that the certificate names, or say which of its names to expect with --tls-server-name."
  tls not-server "its certificate is not meant for servers"
  contains "$err" "
  Renew the certificate of the server with the extended key usage serverAuth"
}

@test "a client certificate that is missing" {
  run_in_background openssl s_server -accept 127.0.0.1:0 -Verify 1 -verify_return_error \
    -CAfile certs/ca.crt -cert certs/server.crt -key certs/server.key < /dev/zero > tls 2>&1
  disown "$pid"
  await tls '^ACCEPT'
  port=$(sed -n 's/^ACCEPT .*://p' tls)
  use_server "https://127.0.0.1:$port"
  echo "    certificate-authority: certs/ca.crt" >> config
  list_fails 1 "error: cannot get /api: cannot reach $server: it wants a client certificate, and there is none
  Use a kubeconfig whose user has a client certificate."
}

@test "a server that takes too long" {
  serve - capi empty <<< "$CLUSTERS
< delay 3000"
  cluster list --request-timeout 1s
  exits 1
  equal "$err" "error: $LISTING: cannot reach $server: no answer came within 1.0s
  Give it more time with --request-timeout."
  cluster list --request-timeout soon
  exits 4
  equal "$err" "error: --request-timeout \"soon\": must be seconds, or a duration such as 500ms, 90s or 2m
See 'kubectl hetzner cluster list --help' for usage."
}

# --- answers of an API server --------------------------------------------------------------

@test "401: it does not know us" {
  answered_with 7 "error: cannot ask http://127.0.0.1:PORT what it serves: cannot get /api: Unauthorized
  The server does not accept who the kubeconfig says you are; look at it with: kubectl config view --minify" <<< "> GET /api
< 401
$(refusal 401 Unauthorized Unauthorized)"
}

@test "403: verb, resource and namespace are named" {
  answered_with 7 "error: $LISTING: User \"me\" cannot list resource \"clusters\" (Forbidden)
  See what you may do with: kubectl auth can-i --list" <<< "$CLUSTERS
< 403
$(refusal 403 Forbidden 'User \"me\" cannot list resource \"clusters\"' '"kind":"clusters"')"
}

@test "404: of a kind that is gone, and of something else that answers" {
  answered_with 5 "error: $LISTING: the server has nothing at this path
  The server does not serve Cluster of cluster.x-k8s.io/v1beta2; what it serves is shown by: kubectl api-resources" <<< "$CLUSTERS
< 404
404 page not found"
  answered_with 5 "error: $LISTING: the server answers 404 (NoSuchKind): \"<h1>Not here</h1>\"
$NO_API_SERVER" <<< "$CLUSTERS
< 404
<h1>Not
here</h1>"
}

@test "409: a conflict is told field by field" {
  serve - capi empty <<< "> PATCH */hetznerclusters/demo*
< 409
$(refusal 409 Conflict 'Apply failed' '"name":"demo","causes":[{"reason":"FieldManagerConflict","message":"conflict with \"kubectl\"","field":".spec.sshKeys"}]')"
  HCLOUD_TOKEN=$TOKEN cluster create demo --wait=none --ssh-key me
  exits 6
  equal "$err" 'error: cannot apply hetznerclusters.infrastructure.cluster.x-k8s.io "demo" in namespace "default": 1 field belongs to another manager (Conflict):
    .spec.sshKeys: conflict with "kubectl"
  Leave these fields to their manager, or have it give them up.
  6 objects were written; this goes on: kubectl hetzner cluster create demo --wait=none --ssh-key me'
}

@test "422: each broken rule is told" {
  serve - capi empty <<< "> PATCH */hetznerclusters/demo*
< 422
$(refusal 422 Invalid 'is invalid' '"name":"demo","kind":"HetznerCluster","causes":[{"reason":"FieldValueInvalid","message":"Unsupported value: \"mars\"","field":"spec.controlPlaneRegions[0]"}]')"
  HCLOUD_TOKEN=$TOKEN cluster create demo --wait=none --ssh-key me
  exits 8
  equal "$err" 'error: cannot apply hetznerclusters.infrastructure.cluster.x-k8s.io "demo" in namespace "default": the HetznerCluster is not valid (Invalid):
    spec.controlPlaneRegions[0]: Unsupported value: "mars"
  6 objects were written; this goes on: kubectl hetzner cluster create demo --wait=none --ssh-key me'
}

@test "429: tried again when the server says when, else the end" {
  busy="$(refusal 429 TooManyRequests 'too many requests')"
  serve - capi empty <<< "$CLUSTERS
< 429
< Retry-After: 0
$busy"
  cluster list
  exits 0
  equal "$(requests | grep -c '/clusters?')" 2
  answered_with 1 "error: $LISTING: too many requests (TooManyRequests)
  The server is busy; try again in a while." <<< "$CLUSTERS
< 429
$busy"
}

@test "500 and 503" {
  answered_with 1 "error: $LISTING: etcd is away (InternalError)
  The server has trouble of its own: its log tells more; try again in a while." <<< "$CLUSTERS
< 500
$(refusal 500 InternalError 'etcd is away')"
  answered_with 1 "error: $LISTING: the server answers 503 (ServiceUnavailable): \"upstream connect error\"
$NO_API_SERVER" <<< "$CLUSTERS
< 503
upstream connect error"
}

@test "what a server says cannot steer the terminal" {
  answered_with 1 "error: $LISTING: \\x1b[2Jbad\\x07 (InternalError)
  The server has trouble of its own: its log tells more; try again in a while." <<< "$CLUSTERS
< 500
$(refusal 500 InternalError '\u001b[2Jbad\u0007')"
}

@test "a warning of the server is printed once" {
  serve - capi empty <<< "$CLUSTERS
< Warning: 299 - \"this is old\"
{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[]}
> GET */machinedeployments?limit=500
< Warning: 299 - \"this is old\"
{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[]}"
  cluster list
  exits 0
  equal "$err" "Warning: this is old
No clusters found."
}

# --- answers of something else -------------------------------------------------------------

@test "the page of a proxy" {
  answered_with 1 "error: cannot ask http://127.0.0.1:PORT what it serves: cannot get /api: the answer is not JSON: \"<html><h1>Please log in</h1></html>\"
$NO_API_SERVER" <<< "> GET /api
< Content-Type: text/html
<html><h1>Please log in</h1></html>"
  answered_with 1 "error: cannot ask http://127.0.0.1:PORT what it serves: cannot read what the server serves: the answer is no list of API groups
$NO_API_SERVER" <<< "> GET /api
{\"message\":\"please log in\"}"
  answered_with 1 "error: $LISTING: the answer is not JSON: \"<html><h1>Please log in</h1></html>\"
$NO_API_SERVER" <<< "$CLUSTERS
< Content-Type: text/html
<html><h1>Please log in</h1></html>"
  answered_with 1 "error: cannot ask http://127.0.0.1:PORT what it serves: cannot get /api: the server answers 302, a redirect that is not followed, to https://login.example.com/
$NO_API_SERVER" <<< "> GET /api
< 302
< Location: https://login.example.com/"
}

@test "an answer that is cut off every time" {
  answered_with 1 "error: $LISTING: cannot read the answer of http://127.0.0.1:PORT: it was cut off after 22 bytes
  Try again; if it goes on, look at the proxies and load balancers on the way." <<< "$CLUSTERS
< repeat
< cut
{\"kind\":\"ClusterList\","
}

@test "an answer without an end" {
  answered_with 1 "error: $LISTING: cannot read the answer of http://127.0.0.1:PORT: its body is larger than 65536 KiB
  Check that the address is right: the servers that we talk to do not answer with so much." <<< "$CLUSTERS
< stream
endless"
}

@test "JSON that is broken or has another shape" {
  answered_with 1 "error: $LISTING: the answer is broken JSON: bad JSON at line 1, column 13: the text ends too early
$NO_API_SERVER" <<< "$CLUSTERS
{\"kind\":\"Clus"
  answered_with 1 "error: $LISTING: the answer is no object
$NO_API_SERVER" <<< "$CLUSTERS
[1]"
  answered_with 1 "error: $LISTING: the answer is no list of objects
$NO_API_SERVER" <<< "$CLUSTERS
{\"kind\":\"ClusterList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":{\"a\":1}}"
  answered_with 1 "error: $LISTING: the answer is empty
$NO_API_SERVER" <<< "$CLUSTERS"
}

# --- no management cluster -----------------------------------------------------------------

@test "a server without Cluster API, or with some of its providers" {
  serve no-capi empty
  for command in list "create demo" "delete demo"; do
    # shellcheck disable=SC2086 # two words
    cluster $command
    exits 5
    equal "$err" "error: this cluster is no management cluster: it does not serve the kinds of Cluster API core, the kubeadm bootstrap provider, the kubeadm control plane provider, the Hetzner infrastructure provider
  Install them with: kubectl hetzner init"
  done
  nothing_written
  serve core-only empty
  list_fails 5 "error: this cluster is no management cluster: it does not serve the kinds of the kubeadm control plane provider, the Hetzner infrastructure provider
  Install them with: kubectl hetzner init"
}
