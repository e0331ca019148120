# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# shellcheck disable=SC2034 # the tests use these variables
#
# A scripted API server (tests/servers/kube.c) and a kubeconfig for it. A .bats file
# says `load api_server` after `load helper`; what it starts ends with the test.

# A token of Hetzner Cloud as it could be, and another one.
TOKEN=0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZab
OTHER_TOKEN=abZYXWVUTSRQPONMLKJIHGFEDCBAzyxwvutsrqponmlkjihgfedcba9876543210

started=()

# Runs a command in the background up to the end of the test; its pid is in $pid.
run_in_background() {
  "$@" <&0 3>&- & # without a redirection bash would close its stdin
  pid=$!
  started+=("$pid")
}

# Starts a server of tests/servers; it prints its port, then in $port, as its first line.
start_server() {
  local lines
  lines=$(mktemp "$BATS_TEST_TMPDIR/server.XXXXXX")
  mkfifo "$lines.stdin"
  run_in_background "$SERVERS/$1" "${@:2}" > "$lines" 2>&1 <> "$lines.stdin"
  disown "$pid"
  await "$lines" '^[0-9]'
  read -r port < "$lines"
}

# Waits until a line of file $1 matches $2.
await() {
  local _
  for _ in {1..1000}; do
    grep -qsE -- "$2" "$1" && return
    sleep 0.01
  done
  printf 'no line of %s matches %s:\n' "$1" "$2"
  cat "$1"
  return 1
}

# serve PART... starts an API server whose script is these files of data/kube, one
# after the other, and standard input for "-". KUBECONFIG leads to it.
serve() {
  local part
  for part in "$@"; do
    if [ "$part" = - ]; then cat; else cat "$DATA/kube/$part"; fi
  done > script
  start_server kube script log
  use_server "http://127.0.0.1:$port"
}

# Writes the kubeconfig: the server $1, and further fields of its cluster from stdin.
use_server() {
  server=$1
  export KUBECONFIG=$BATS_TEST_TMPDIR/config
  cat > config <<END
apiVersion: v1
kind: Config
current-context: test
contexts:
- name: test
  context: {cluster: test, user: me, namespace: default}
users:
- name: me
  user: {token: kube-token-of-the-test}
clusters:
- name: test
  cluster:
    server: $server
END
}

# The Status of a refusal as JSON: refusal CODE REASON MESSAGE [DETAILS].
refusal() {
  printf '{"kind":"Status","apiVersion":"v1","status":"Failure","code":%s,"reason":"%s","message":"%s","details":{%s}}\n' \
    "$1" "$2" "$3" "${4:-}"
}

# Runs `kubectl hetzner cluster` without a terminal.
cluster() {
  try setsid -w "$BIN/kubectl-hetzner-cluster" "$@" < /dev/null
}

# The requests that the server got, "METHOD URL" each; of the methods $1, or all.
requests() {
  [ ! -e log ] || sed -E 's/^\{"method":"([A-Z]+)","url":"([^"]*)".*/\1 \2/' log |
    grep -E "^(${1:-.*}) " || true
}

# Fails if a request changed something.
nothing_written() {
  equal "$(requests 'POST|PUT|PATCH|DELETE')" ""
}

# Fails if text $1 has the secret $2 in it: as it is, URL-encoded, or in base64 at any
# of the three alignments.
hides() {
  local shift form
  [[ $1 != *"$2"* ]] || { echo "the secret is shown"; return 1; }
  for shift in "" x xx; do
    form=$(printf '%s%s' "$shift" "$2" | base64 -w 0)
    # less the characters that also depend on the neighbours
    form=${form:4:(${#shift} + ${#2}) / 3 * 4 - 4}
    [[ $1 != *"$form"* ]] || { echo "the secret is shown in base64"; return 1; }
  done
}

# Ends what was started, also after a failure.
teardown() {
  local pid
  for pid in "${started[@]}"; do
    kill -KILL "$pid" 2> /dev/null || true
  done
}
