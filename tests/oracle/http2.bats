#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
#
# Our HTTP/2 client against servers that break off wherever the protocol lets them.

load helper

@test "requests over HTTP/2 are answered, repeated only where nothing can have been done, or fail in words" {
  compare http2
}
