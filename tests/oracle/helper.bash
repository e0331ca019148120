# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# compare NAME [ARG...]: runs the oracle NAME on our program of the same name, and shows
# the last line that it prints, its counts.

compare() {
  local name=$1 status=0
  shift
  "$HZ_ORACLE/$name" "$@" "$BATS_TEST_DIRNAME/../../$HZ_BUILD/tests/oracle/$name" \
    > "$BATS_TEST_TMPDIR/out" 2>&1 || status=$?
  echo "# $name: $(tail -n 1 "$BATS_TEST_TMPDIR/out")" >&3
  [ $status -eq 0 ] || head -n 100 "$BATS_TEST_TMPDIR/out"
  return $status
}
