#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# Whatever happens to a command at any of its requests, the same command afterwards ends
# where an undisturbed one ends.

load helper

create_in() {
  hetzner cluster create demo --wait=none -n "$1"
}

# Requests of a whole run, by the log of the proxy.
requests() {
  grep -c "${1-.}" requests
}

# ends_the_same FAULT...: an interrupted create is finished by the next one, for each
# request that it makes.
ends_the_same() {
  local k code
  create_in "$ns" > /dev/null 2>&1
  snapshot "$ns" > wanted
  for ((k = 1; ; k++)); do
    [ $k -lt 100 ]
    kubectl create namespace "$ns-$k" > /dev/null
    code=0
    proxy --at $k "$@" -- kubectl-hetzner cluster create demo --wait=none -n "$ns-$k" > out 2> err || code=$?
    hides_secrets out err
    [ $code -ne 120 ] || break
    equal "$code" 137
    try create_in "$ns-$k"
    exits 0
    diff wanted <(snapshot "$ns-$k") || { echo "after request $k"; return 1; }
  done
  # the command makes a request for each object, and more
  [ $k -gt 12 ]
}

@test "killed before any of its requests, create is finished by the next one" {
  needs_crds
  ends_the_same --do kill
}

@test "killed after any of its requests, create is finished by the next one" {
  needs_crds
  ends_the_same --do kill --after
}

@test "killed twice, create is finished by the third one" {
  needs_crds
  create_in "$ns" > /dev/null 2>&1
  snapshot "$ns" > wanted
  kubectl create namespace "$ns-2" > /dev/null
  for k in 28 22; do
    proxy --at $k --do kill --after -- kubectl-hetzner cluster create demo --wait=none -n "$ns-2" || true
  done
  try create_in "$ns-2"
  exits 0
  diff wanted <(snapshot "$ns-2")
}

# survives FAULT...: at any request, create either gets past it or says why not, and
# then the next one finishes.
survives() {
  local k code
  create_in "$ns" > /dev/null 2>&1
  snapshot "$ns" > wanted
  for k in 1 2 8 16 20 24 28; do
    kubectl create namespace "$ns-$k" > /dev/null
    code=0
    proxy --at $k "$@" -- kubectl-hetzner cluster create demo --wait=none -n "$ns-$k" > out 2> err || code=$?
    hides_secrets out err
    case $code in
    0) ;;
    1) grep -q '^error: ' err ;;
    120) continue ;;
    *) echo "exit code $code"; cat err; return 1 ;;
    esac
    echo "$k $code" >> codes
    try create_in "$ns-$k"
    exits 0
    diff wanted <(snapshot "$ns-$k") || { echo "after request $k"; return 1; }
  done
}

@test "a busy server is asked again, as it says" {
  needs_crds
  survives --do 429
  equal "$(grep -vc ' 0$' codes)" 0
}

@test "an error of the server ends create, and the next one finishes" {
  needs_crds
  survives --do 500
  survives_twice=$(grep -c ' 1$' codes)
  [ "$survives_twice" -gt 0 ]
}

@test "a connection that is cut, before or after the server has done it, loses nothing" {
  needs_crds
  survives --do cut
  equal "$(grep -vc ' 0$' codes)" 0
}

@test "an answer that is lost is no harm" {
  needs_crds
  survives --do cut --after
  equal "$(grep -vc ' 0$' codes)" 0
}
