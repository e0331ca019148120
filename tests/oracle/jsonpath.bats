#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
#
# Our JSONPath templates and custom columns beside those of client-go and kubectl.

load helper

@test "templates give the same text, or are refused by both" {
  compare jsonpath
}
