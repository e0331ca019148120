#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
#
# Our kubeconfig code beside client-go's, as kubectl drives it.

load helper

@test "kubeconfigs, variables and options lead to the same server and credential" {
  compare kubeconfig
}
