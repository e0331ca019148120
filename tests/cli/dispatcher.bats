#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status

load helper

setup() {
  common_setup
  mkdir -p store/bin elsewhere
  cp "$BIN/kubectl-hetzner" store/bin/
  hetzner=$PWD/store/bin/kubectl-hetzner
}

unknown='error: unknown command "foo" for "kubectl hetzner"
See '\''kubectl hetzner --help'\'' for usage.'

@test "a step lies beside the dispatcher" {
  stand_in store/bin/kubectl-hetzner-cluster
  try "$hetzner" cluster create demo
  exits 0
  equal "$out" "$PWD/store/bin/kubectl-hetzner-cluster
<create>
<demo>"
}

@test "a step lies in libexec" {
  stand_in store/libexec/kubectl-hetzner/kubectl-hetzner-cluster
  try "$hetzner" cluster
  exits 0
  equal "$(head -n 1 <<< "$out")" "$PWD/store/bin/../libexec/kubectl-hetzner/kubectl-hetzner-cluster"
}

@test "a step lies on PATH" {
  stand_in elsewhere/kubectl-hetzner-cluster
  try env PATH="/nowhere:$PWD/elsewhere:$PATH" "$hetzner" cluster a
  exits 0
  equal "$out" "$PWD/elsewhere/kubectl-hetzner-cluster
<a>"
}

@test "beside comes before libexec, and libexec before PATH" {
  stand_in elsewhere/kubectl-hetzner-cluster
  stand_in store/libexec/kubectl-hetzner/kubectl-hetzner-cluster
  try env PATH="$PWD/elsewhere:$PATH" "$hetzner" cluster
  contains "$out" libexec
  stand_in store/bin/kubectl-hetzner-cluster
  try env PATH="$PWD/elsewhere:$PATH" "$hetzner" cluster
  contains "$out" "store/bin/kubectl-hetzner-cluster"
}

@test "a link to the dispatcher, as krew makes it, finds the steps of the store" {
  stand_in store/bin/kubectl-hetzner-cluster
  mkdir krew
  ln -s ../store/bin/kubectl-hetzner krew/kubectl-hetzner
  try env PATH="$PWD/krew:$PATH" kubectl-hetzner cluster list
  exits 0
  equal "$out" "$PWD/store/bin/kubectl-hetzner-cluster
<list>"
}

@test "any other program kubectl-hetzner-WORD is a step too" {
  stand_in store/bin/kubectl-hetzner-my_own
  try "$hetzner" my_own -x
  exits 0
  contains "$out" "<-x>"
}

@test "a relative folder of PATH is not searched" {
  stand_in elsewhere/kubectl-hetzner-foo
  try env PATH="elsewhere:.:$PATH" "$hetzner" foo
  exits 4
  equal "$err" "$unknown"
}

@test "a word cannot lead to another folder" {
  stand_in store/bin/kubectl-hetzner-x/evil
  try "$hetzner" x/evil
  exits 4
  contains "$err" 'unknown command "x/evil"'
}

@test "a folder or a file that cannot be run is not a step" {
  mkdir store/bin/kubectl-hetzner-foo
  try "$hetzner" foo
  exits 4
  rmdir store/bin/kubectl-hetzner-foo
  touch store/bin/kubectl-hetzner-foo
  try "$hetzner" foo
  exits 4
  equal "$err" "$unknown"
}

@test "a step that the system cannot run is an error that names it" {
  printf 'not a program' > store/bin/kubectl-hetzner-cluster
  chmod +x store/bin/kubectl-hetzner-cluster
  try "$hetzner" cluster
  exits 1
  equal "$err" "error: cannot run $PWD/store/bin/kubectl-hetzner-cluster: Exec format error"
}

@test "a step of ours that is not installed is named" {
  try "$hetzner" pivot --to other
  exits 1
  equal "$out" ""
  equal "$err" "error: 'kubectl hetzner pivot' is not installed: there is no program kubectl-hetzner-pivot
  It is looked for beside kubectl-hetzner, in ../libexec/kubectl-hetzner from there, and on PATH."
}

@test "an unknown word gets the nearest step, installed or not" {
  try "$hetzner" clustr list
  exits 4
  equal "$out" ""
  equal "$err" 'error: unknown command "clustr" for "kubectl hetzner"
  Did you mean cluster?
See '\''kubectl hetzner --help'\'' for usage.'
}

@test "options before the step are handed on, in their order" {
  stand_in store/bin/kubectl-hetzner-cluster
  try "$hetzner" --context a -n b --yes cluster list --v=6
  exits 0
  equal "$(tail -n +2 <<< "$out")" "<--context>
<a>
<-n>
<b>
<--yes>
<list>
<--v=6>"
}

@test "the value of an option is not taken for the step" {
  stand_in store/bin/kubectl-hetzner-cluster
  stand_in store/bin/kubectl-hetzner-addons
  try "$hetzner" --context cluster addons
  equal "$(tail -n +2 <<< "$out")" "<--context>
<cluster>"
  try "$hetzner" -n cluster addons cluster
  equal "$(tail -n +2 <<< "$out")" "<-n>
<cluster>
<cluster>"
  try "$hetzner" --insecure-skip-tls-verify cluster addons
  equal "$(tail -n +2 <<< "$out")" "<--insecure-skip-tls-verify>
<addons>"
}

@test "arguments go through as they are" {
  stand_in store/bin/kubectl-hetzner-cluster
  try "$hetzner" cluster '' 'a b' '*' '--' -x $'new\nline'
  equal "$(tail -n +2 <<< "$out")" '<>
<a b>
<*>
<-->
<-x>
<new
line>'
}

@test "--help and help before the step are the step's" {
  stand_in store/bin/kubectl-hetzner-cluster
  try "$hetzner" --help cluster create
  equal "$(tail -n +2 <<< "$out")" "<--help>
<create>"
  try "$hetzner" help cluster create
  equal "$(tail -n +2 <<< "$out")" "<--help>
<create>"
}

@test "the exit code and the death by a signal are the step's" {
  for code in 0 1 2 6 12 130; do
    printf '#!/bin/sh\nexit %s\n' "$code" > store/bin/kubectl-hetzner-cluster
    chmod +x store/bin/kubectl-hetzner-cluster
    try "$hetzner" cluster
    exits "$code"
  done
  # shellcheck disable=SC2016 # the stand-in expands it
  printf '#!/bin/sh\nkill -TERM $$\n' > store/bin/kubectl-hetzner-cluster
  try "$hetzner" cluster
  exits 143
}

@test "a step inherits signals as they were, and stdin" {
  # shellcheck disable=SC2016
  printf '#!/bin/bash\ngrep SigIgn /proc/$$/status\ncat\n' > store/bin/kubectl-hetzner-cluster
  chmod +x store/bin/kubectl-hetzner-cluster
  try bash -c "echo hello | bash store/bin/kubectl-hetzner-cluster"
  direct=$out
  try bash -c "echo hello | '$hetzner' cluster"
  equal "$out" "$direct"
  contains "$out" hello
}

@test "an option of a step before its name gets the right place for it" {
  try "$hetzner" -f x cluster create
  exits 4
  equal "$err" "error: unknown option -f
  The options of a command go after its name.
See 'kubectl hetzner --help' for usage."
}

@test "a wrong global option is an error of the dispatcher" {
  stand_in store/bin/kubectl-hetzner-cluster
  try "$hetzner" --contxt a cluster
  exits 4
  equal "$err" "error: unknown option --contxt
  Did you mean --context?
See 'kubectl hetzner --help' for usage."
  try "$hetzner" --context
  exits 4
  contains "$err" "error: --context needs a value: --context NAME"
}

@test "help lists the steps that are installed, and only those" {
  stand_in store/bin/kubectl-hetzner-cluster
  stand_in store/libexec/kubectl-hetzner/kubectl-hetzner-init
  try "$hetzner" --help
  exits 0
  equal "$err" ""
  equal "$(sed -n '/^Commands:/,/^$/p' <<< "$out")" \
    "Commands:
  init     Install Cluster API and the Hetzner provider in a management cluster
  cluster  Describe, create, list and delete clusters
  options  List the options that every command takes
  version  Print the version of these programs"
}

@test "a step is summed up as it sums itself up" {
  try "$BIN/kubectl-hetzner" --help
  for program in "$BIN"/kubectl-hetzner-*; do
    contains "$(tr -s " " <<< "$out")" " ${program##*-} $("$program" --help | head -n 1)"
  done
}

@test "no command, -h, --help and help give the same text" {
  try "$hetzner"
  exits 0
  want=$out
  for word in -h --help help; do
    try "$hetzner" "$word"
    exits 0
    equal "$out" "$want"
  done
}

@test "the help of the dispatcher is this" {
  try "$hetzner" --help
  equal "$out" "$(< "$DATA/help-hetzner.txt")"
  try "$hetzner" version --help
  equal "$out" "$(< "$DATA/help-version.txt")"
  try "$hetzner" options
  equal "$out" "$(< "$DATA/options.txt")"
}

@test "kubectl, where it is installed, runs the dispatcher" {
  command -v kubectl > /dev/null || skip "no kubectl on PATH"
  stand_in store/bin/kubectl-hetzner-cluster
  try env PATH="$PWD/store/bin:$PATH" kubectl hetzner --context a cluster list
  exits 0
  equal "$(tail -n +2 <<< "$out")" "<--context>
<a>
<list>"
}

@test "through kubectl, the dispatcher or directly: the same bytes" {
  cp "$BIN/kubectl-hetzner-cluster" store/bin/
  PATH=$PWD/store/bin:$PATH
  for args in --help "create --help" "help list" "create --bogus" "foo" "render demo" \
    "list --context nowhere" "render" "delete" "list -o bogus"; do
    # shellcheck disable=SC2086 # several arguments
    try kubectl-hetzner-cluster $args
    want="$status $out $err"
    # shellcheck disable=SC2086
    try kubectl-hetzner cluster $args
    equal "$status $out $err" "$want"
    command -v kubectl > /dev/null || continue
    # shellcheck disable=SC2086
    try kubectl hetzner cluster $args
    equal "$status $out $err" "$want"
  done
}

@test "version says what this is, without asking anybody" {
  version=$(sed -n 's/^#define HZ_VERSION "v\(.*\)"/\1/p' "$BATS_TEST_DIRNAME/../../common/base/version.h")
  try "$hetzner" version
  exits 0
  equal "$out" "Client Version: v$version"
  try "$hetzner" version -o yaml
  contains "$out" "clientVersion:
  gitVersion: v$version
  major: \"${version%%.*}\""
  try "$hetzner" -o json version
  contains "$out" "\"gitVersion\": \"v$version\","
  try "$hetzner" version -o wide
  exits 4
  equal "$err" "error: invalid value \"wide\" for --output: must be json or yaml
See 'kubectl hetzner version --help' for usage."
}

@test "libcurl is never loaded" {
  stand_in store/bin/kubectl-hetzner-cluster
  for args in version options --help foo "cluster list"; do
    # shellcheck disable=SC2086 # several arguments
    try env LD_DEBUG=files "$hetzner" $args
    contains "$err" "libc.so"
    [[ $err != *curl* ]]
  done
}
