#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
#
# Our tables and ages beside those of cli-runtime and apimachinery.

load helper

@test "ages and tables are printed alike" {
  compare output
}
