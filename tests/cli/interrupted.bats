#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# Ctrl-C at a terminal, at each point of a request at which a server can leave us waiting.

load helper
load api_server

setup() {
  common_setup
  # the runtime of the sanitizers wants to be first, and what is preloaded comes before it
  export ASAN_OPTIONS=verify_asan_link_order=0:${ASAN_OPTIONS-}
}

# ends_at_once TEXT COMMAND...: when TEXT has been shown, Ctrl-C ends the command within
# 100 ms. The machine may be busy with other things, so that one of ten times will do.
ends_at_once() {
  local text=$1 _
  shift
  for _ in {1..10}; do
    try "$SERVERS/pty" --see "$text" --type '\003' --end-within 100 -- "$@"
    [ "$status" -eq 99 ] || break
  done
  exits 130
  contains "$out" "error: "
  contains "$out" "interrupted by SIGINT"
}

list() {
  ends_at_once "$1" "$BIN/kubectl-hetzner-cluster" list -v=7
}

@test "Ctrl-C while the name servers never answer" {
  use_server https://silent.test
  ends_at_once 'asking for silent.test' \
    env "LD_PRELOAD=$(realpath "$SERVERS")/silent_names.so" "$BIN/kubectl-hetzner-cluster" list
}

@test "Ctrl-C while the name servers never answer for the proxy" {
  use_server https://silent.test
  ends_at_once 'asking for proxy.test' \
    env HTTPS_PROXY=http://proxy.test "LD_PRELOAD=$(realpath "$SERVERS")/silent_names.so" "$BIN/kubectl-hetzner-cluster" list
}

@test "Ctrl-C while a server does not answer the TLS handshake" {
  start_server raw silent
  use_server "https://127.0.0.1:$port"
  list 'GET https://'
}

@test "Ctrl-C while a server does not answer" {
  start_server raw silent
  use_server "http://127.0.0.1:$port"
  list 'GET http://'
}

@test "Ctrl-C while an answer does not go on" {
  start_server raw drip
  use_server "http://127.0.0.1:$port"
  list 'GET http://'
}

@test "Ctrl-C while a proxy does not answer" {
  start_server raw silent
  use_server https://api.test
  ends_at_once 'GET https://' \
    env "HTTPS_PROXY=http://127.0.0.1:$port" "$BIN/kubectl-hetzner-cluster" list -v=7
}
