# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# The library as a client of a real API server (client.c), beside kubectl: one object, and
# 5,000 in pages. Both log in with the same token, and know from the runs before what the
# server serves. The round trip is made longer by the proxy of the test bed, for the
# connection, TLS, and each request.

client=$PWD/$1/tests/bench/client
kubectl=$theirs/bench/kubectl
proxy=$theirs/bin/proxy
bed=$PWD/build/bench/bed
objects=5000

ours_get=("$client" get config-7)
kubectl_get=("$kubectl" get configmap config-7 -o name)
ours_list=("$client" list)
kubectl_list=("$kubectl" get configmaps -o name)

# requests COMMAND...: how many it makes when it has run before.
requests() {
  # shellcheck disable=SC2016 # for the inner shell
  "$proxy" --bed "$bed" --log "$work/log" -- bash -c \
    '"$@" > /dev/null; wc -l < "$0" > "$0.before"; "$@" > /dev/null' "$work/log" "$@"
  echo $(($(wc -l < "$work/log") - $(cat "$work/log.before")))
}

# connections SIDE COMMAND...: how many it makes.
connections() {
  local side=$1
  shift
  if [ "$side" = ours ]; then
    "$@" count 2>&1 > /dev/null | cut -d' ' -f2
  else
    "$@" -v=9 2>&1 > /dev/null | grep -c 'Dial succeed'
  fi
}

# compare NAME RUNS TARGET DELAYED_TARGET SHARE: of ours and kubectl, which are commands.
compare() {
  local -a near far
  mapfile -t near < <(milliseconds "$2" "${ours[*]@Q}" "${their[*]@Q}")
  through=("$proxy" --bed "$bed" --delay 25ms --)
  mapfile -t far < <(milliseconds "$2" "${ours[*]@Q}" "${their[*]@Q}")
  through=()
  row "$1" ms "${near[@]}" least "$3"
  row '  25 ms farther away' ms "${far[@]}" ${4:+least "$4"}
  row '  peak memory' MiB "$(mebibytes "${ours[@]}")" "$(mebibytes "${their[@]}")" share "$5"
  row '  requests' '' "$(requests "${ours[@]}")" "$(requests "${their[@]}")"
  row '  connections' '' "$(connections ours "${ours[@]}")" "$(connections theirs "${their[@]}")"
}

tests/testbed/testbed stop "$bed"
tests/testbed/testbed start "$bed" > /dev/null
export KUBECONFIG=$bed/kubeconfig/token.yaml
"$client" fill "$objects"
diff <("${ours_list[@]}" | sort) <("${kubectl_list[@]}" | sort) || {
  echo 'bench: the two sides do not print the same objects' >&2
  exit 1
}

ours=("${ours_get[@]}") their=("${kubectl_get[@]}")
compare 'get one object' 20 5 1.4 35
ours=("${ours_list[@]}") their=("${kubectl_list[@]}")
compare 'list 5,000 objects' 5 4 '' 25
