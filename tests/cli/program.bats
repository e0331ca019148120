#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# What all programs have in common, shown by tests/servers/specimen.c.

load helper

setup() {
  common_setup
  specimen=$SERVERS/specimen
}

# Starts a command in the background and waits until it has written to stderr. Its
# pid is in $pid.
start() {
  : > err
  "$@" > out 2> err < /dev/null &
  pid=$!
  for _ in {1..500}; do
    [ -s err ] && return
    sleep 0.01
  done
  return 1
}

# Waits for the command of start; sets $status, $out and $err.
finish() {
  status=0
  wait "$pid" || status=$?
  out=$(< out)
  err=$(< err)
}

@test "the exit code is the kind of the error" {
  for kind in 1 2 3 5 6 7 8 9 10 12 129 130 143; do
    try "$specimen" fail "$kind"
    exits "$kind"
    equal "$out" ""
    equal "$err" "error: cannot do it: the server says no
  Try it again with: kubectl hetzner again
  Or do not."
  done
}

@test "a usage error leads to the help of its command" {
  try "$specimen" fail 4
  exits 4
  equal "$(tail -n 1 <<< "$err")" "See 'kubectl hetzner specimen fail --help' for usage."
  try "$specimen" fail
  exits 4
  equal "$err" "error: missing argument: KIND
See 'kubectl hetzner specimen fail --help' for usage."
}

@test "what a server says cannot steer the terminal, pose as us, or hold a secret" {
  try "$specimen" deceive
  exits 1
  equal "$err" "error: a <redacted>\\x1b[2J\\x0d
  error: yours\\xff
  See 'this'
  not <redacted>\\x1b[1m"
}

@test "the token of the environment is not printed, wherever it stood" {
  token=0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZab
  export HCLOUD_TOKEN=$token
  for args in "$token" "say x $token" "fail $token" "--$token" "say --times $token x"; do
    # shellcheck disable=SC2086 # several arguments
    try "$specimen" $args
    exits 4
    [[ $out$err != *$token* ]]
  done
}

@test "a reader that goes away ends the program silently" {
  set +o pipefail
  bash -c "'$specimen' say --times 100000 hello 2> err | head -n 1 > out; echo \${PIPESTATUS[0]} > code"
  equal "$(< out)" "hello"
  equal "$(< err)" ""
  equal "$(< code)" 141
}

@test "output that cannot be written is a failure" {
  status=0
  "$specimen" say hello > /dev/full 2> err || status=$?
  equal "$status" 1
  equal "$(< err)" "error: cannot write standard output: No space left on device"
  "$specimen" say --times 100000 hello > /dev/full 2> err || status=$?
  equal "$status" 1
}

@test "standard streams may be closed" {
  "$specimen" say hello >&-
  "$specimen" warn hello 2>&-
  try bash -c "'$specimen' say hello <&-"
  equal "$out" hello
}

@test "a warning goes to stderr and fails only where that is asked for" {
  try "$specimen" warn "this is old"
  exits 0
  equal "$out" "done"
  equal "$err" "Warning: this is old"
  try "$specimen" --warnings-as-errors warn "this is old"
  exits 1
  equal "$out" "done"
  equal "$err" "Warning: this is old
error: 1 warning received"
  try "$specimen" warn a b --warnings-as-errors
  equal "$(tail -n 1 <<< "$err")" "error: 2 warnings received"
  try "$specimen" warn --warnings-as-errors
  exits 0
}

@test "the first signal ends in order, with what was done and how to go on" {
  for signal in INT:130 TERM:143 HUP:129; do
    # a shell without job control starts jobs that ignore SIGINT
    start env --default-signal=INT "$specimen" wait
    kill -s "${signal%:*}" "$pid"
    finish
    exits "${signal#*:}"
    equal "$(tail -n 2 err)" "error: interrupted by SIG${signal%:*}
  Two objects were written; run it again to go on."
  done
}

@test "the second signal ends at once" {
  start "$specimen" hang
  kill -s TERM "$pid"
  kill -s HUP "$pid"
  finish
  [ "$status" = 129 ] || [ "$status" = 143 ]
}

@test "a signal that is ignored from outside stays ignored" {
  start env --ignore-signal=HUP "$specimen" wait
  kill -s HUP "$pid"
  sleep 0.1
  kill -s TERM "$pid"
  finish
  exits 143
}

@test "progress in a pipe and as JSON" {
  start "$specimen" wait
  kill -s TERM "$pid"
  finish
  [[ $(head -n 1 err) =~ ^20[0-9-]{8}T[0-9:]{8}Z\ Waiting$ ]]
  start "$specimen" wait --progress json
  kill -s TERM "$pid"
  finish
  [[ $(head -n 1 err) =~ ^\{\"elapsedMs\":[0-9]+,\"message\":\"Waiting\",\"phase\":\"wait\",\"state\":\"started\",\"time\":\"20[0-9-]{8}T[0-9:]{8}Z\"\}$ ]]
}

@test "progress on a terminal is redrawn, and leaves it with a whole line" {
  try "$SERVERS/pty" --see Waiting --see $'\r\e[J' --type '\003' -- "$specimen" wait
  exits 130
  contains "$(tr -d '\r' <<< "$out")" ")
error: interrupted by SIGINT"
}

@test "a second signal on a terminal leaves it with a whole line" {
  try "$SERVERS/pty" --see Hanging --type '\003' --see 'not now' --see Hanging \
    --type '\003' -- "$specimen" hang
  exits 130
  equal "$(tail -c 1 < "$BATS_TEST_TMPDIR/out" | od -An -c)" "  \n"
}

@test "a question is answered on the terminal, not from stdin" {
  try "$SERVERS/pty" --see 'Go on? (y/N): ' --type 'y\n' -- "$specimen" ask < /dev/null
  exits 0
  equal "$(tr -d '\r' <<< "$out")" "Go on? (y/N): y
yes"
  try "$SERVERS/pty" --see 'Go on? (y/N): ' --type 'n\n' -- "$specimen" ask
  exits 3
  contains "$out" "error: nothing was done: not confirmed"
}

@test "without a terminal nothing waits, and the option is named" {
  mkfifo endless
  try setsid -w "$specimen" ask <> endless
  exits 3
  equal "$err" "error: cannot ask, because there is no terminal: Go on?
  Add --yes to answer without being asked."
  try setsid -w "$specimen" ask --yes
  exits 0
  equal "$out" yes
}

@test "the token comes from where the options say" {
  token=0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZab
  echo "$token" > token.txt
  try "$specimen" token --hcloud-token-file token.txt
  equal "$out" "64 from --hcloud-token-file"
  try "$specimen" token --hcloud-token-file - < token.txt
  equal "$out" "64 from --hcloud-token-file"
  try "$specimen" token --hcloud-token-cmd "cat token.txt"
  equal "$out" "64 from --hcloud-token-cmd"
  try env HCLOUD_TOKEN="$token" "$specimen" token
  equal "$out" "64 from HCLOUD_TOKEN"
  try "$SERVERS/pty" --see 'project (not shown): ' --type "$token\\n" -- "$specimen" token
  contains "$out" "64 from the prompt"
  [[ $out != *"$token"* ]]
}

@test "a token in a file that is none is an error that does not show it" {
  echo "not-a-token-at-all" > token.txt
  try "$specimen" token --hcloud-token-file token.txt
  exits 8
  equal "$err" "error: what --hcloud-token-file gives is not a token of Hetzner Cloud: there is something other than letters and digits in it
  Make one for the project in the Hetzner Console, under Security, API tokens, with the right to read and write."
}

@test "the system keeps no core dump" {
  ulimit -S -c unlimited 2> /dev/null || skip "no core dumps here"
  try "$specimen" core
  equal "$out" "0 0"
}

@test "libcurl is not loaded before the first request" {
  try env LD_DEBUG=files "$specimen" say hello
  contains "$err" "libc.so"
  [[ $err != *curl* ]]
}
