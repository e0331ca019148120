#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
#
# Our templates beside drone/envsubst in the way that clusterctl uses it.

load helper

@test "templates are filled and refused alike" {
  compare envsubst -rows "$BATS_TEST_DIRNAME/../unit/data/envsubst.json"
}
