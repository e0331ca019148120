#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
#
# Server-side apply in our sandbox beside the API server's.

load helper

@test "writes of several managers leave the same object and the same managedFields" {
  compare apply
}
