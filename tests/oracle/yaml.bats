#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
#
# Our YAML and JSON beside sigs.k8s.io/yaml and the printers of kubectl.

load helper

@test "the cases of the unit tests are what upstream says" {
  compare yaml cases
}

@test "120,000 random scalars are read alike" {
  compare yaml scalars
}

@test "8,000 random documents are read alike, the first of a file and all" {
  compare yaml documents
}

@test "the manifests of the providers are read and written alike" {
  [ -d ../shared/providers ] || skip "there is no ../shared/providers"
  compare yaml manifests
}

@test "30,000 random strings and 6,000 random objects are written alike" {
  compare yaml strings
  compare yaml objects
}
