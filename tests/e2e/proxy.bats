#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# The proxy does what other tests trust it to do.

load helper

label() {
  field namespace/"$ns" ".metadata.labels.$1"
}

@test "without a fault, the command works as without the proxy and each request is written down" {
  try proxy --log requests -- kubectl label namespace "$ns" color=red
  exits 0
  equal "$(label color)" red
  equal "$(tail -n 1 requests | cut -d ' ' -f 2,3)" \
    "PATCH /api/v1/namespaces/$ns?fieldManager=kubectl-label"
}

@test "a command that makes fewer requests is told from one that was disturbed" {
  try proxy --at 50 --do kill -- kubectl label namespace "$ns" color=red
  exits 120
  equal "$(label color)" red
}

@test "the command's exit code is the proxy's" {
  try proxy -- sh -c 'exit 3'
  exits 3
  try proxy -- sh -c 'kill -TERM $$'
  exits 143
}

@test "a request is killed before or after the server has done it" {
  path=/api/v1/namespaces
  for when in before after; do
    after=()
    [ $when = before ] || after=(--after)
    try proxy --at 1 --do kill "${after[@]}" -- \
      kubectl create --raw $path -f <(echo '{"metadata": {"name": "'"$ns-$when"'"}}')
    exits 137
  done
  try kubectl get namespace "$ns-before"
  exits 1
  try kubectl get namespace "$ns-after"
  exits 0
}

@test "only writes are numbered if that is asked for" {
  for k in 1 2; do
    try proxy --writes --at $k --do kill --log requests -- sh -c \
      "kubectl get namespaces; kubectl label namespace $ns color=red; kubectl label namespace $ns color=blue --overwrite"
    exits 137
    equal "$(grep -vc ' GET ' requests)" $k
  done
  equal "$(label color)" red
}

@test "a connection is cut, and an answer replaced" {
  try proxy --at 1 --do cut -- kubectl get --raw /version
  exits 1
  contains "$err" "Unable to connect to the server"
  for code in 500 503; do
    try proxy --at 1 --do $code -- kubectl get --raw /version
    exits 1
    contains "$err" 'disturbed by the test'
  done
  # kubectl asks again, as the answer says
  try proxy --at 1 --do 429 --log requests -- kubectl get --raw /version
  exits 0
  equal "$(wc -l < requests)" 2
}

@test "connections are cut at each N-th request" {
  version='kubectl get --raw /version > /dev/null 2>&1 && echo had || echo lost'
  try proxy --every 3 --do cut --log requests -- sh -c "$version; $version; $version; $version"
  exits 0
  equal "$out" $'had\nhad\nlost\nhad'
  equal "$(grep -c ' CUT$' requests)" 1
  try proxy --every 2 --do 500 -- true
  exits 2
}

@test "an interrupt is passed on to the command" {
  start_job env proxy --bed "$bed" -- sh -c 'echo begun; exec sleep 60'
  eventually grep -q begun out
  kill -INT $!
  end_job $!
  exits 130
}

@test "each round trip takes longer by the delay" {
  # TCP, TLS and the request
  start=${EPOCHREALTIME/./}
  try proxy --delay 200ms -- kubectl get --raw /version
  exits 0
  [ $((${EPOCHREALTIME/./} - start)) -gt 600000 ]
}
