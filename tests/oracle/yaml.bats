#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
#
# Our YAML beside sigs.k8s.io/yaml.

load helper

@test "texts are read alike" {
  compare yaml
}
