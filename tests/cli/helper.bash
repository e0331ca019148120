# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# What every test of whole programs has in common. A .bats file says `load helper`;
# common_setup gives each test a folder of its own, an empty HOME in it, and no
# setting of the person who runs the tests.

common_setup() {
  HZ_BUILD=${HZ_BUILD:-build/release}
  BIN=$(cd "$BATS_TEST_DIRNAME/../../$HZ_BUILD/bin" && pwd)
  SERVERS=$BIN/../tests/servers
  DATA=$BATS_TEST_DIRNAME/data
  HOME=$BATS_TEST_TMPDIR/home
  mkdir -p "$HOME"
  export BIN SERVERS DATA HOME
  export LC_ALL=C TZ=UTC TERM=xterm
  unset KUBECONFIG KUBECACHEDIR KUBERNETES_MASTER KUBERNETES_SERVICE_HOST NO_COLOR COLUMNS
  unset HCLOUD_TOKEN HCLOUD_CONTEXT HCLOUD_CONFIG HCLOUD_ENDPOINT
  unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY no_proxy ALL_PROXY all_proxy
  cd "$BATS_TEST_TMPDIR" || return 1
}

setup() {
  common_setup
}

# Runs a command; $status, $out and $err are what it ended with and printed.
try() {
  status=0
  "$@" > "$BATS_TEST_TMPDIR/out" 2> "$BATS_TEST_TMPDIR/err" || status=$?
  out=$(< "$BATS_TEST_TMPDIR/out")
  err=$(< "$BATS_TEST_TMPDIR/err")
}

# Fails, and shows both, unless they are equal.
equal() {
  [ "$1" = "$2" ] && return
  printf 'got:\n%s\nwanted:\n%s\n' "$1" "$2"
  return 1
}

# Fails unless the first text has the second one in it.
contains() {
  [[ $1 == *"$2"* ]] && return
  printf 'got:\n%s\nwanted in it:\n%s\n' "$1" "$2"
  return 1
}

# Fails unless the last try ended with this exit code.
exits() {
  [ "$status" = "$1" ] && return
  printf 'exit code %s, not %s\nstdout:\n%s\nstderr:\n%s\n' "$status" "$1" "$out" "$err"
  return 1
}

# A program at the path $1 that prints its name and its arguments, one a line.
stand_in() {
  mkdir -p "$(dirname "$1")"
  cat > "$1" <<'EOF'
#!/bin/bash
echo "$0"
printf '<%s>\n' "$@"
EOF
  chmod +x "$1"
}
