#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # try sets out, err and status
#
# What a server serves is kept between commands, and a command never fails for it.

load helper
load api_server

# How often the server was asked what it serves.
asked() {
  requests | grep -cE '^GET /apis?$'
}

# Serves clusters, and has what it serves kept in $file. What the file says wrongly in
# the tests below is not served.
serve_once() {
  serve - clusters capi empty <<'END'
> GET */v1beta9/*
< repeat
< 404
404 page not found
END
  cluster list -o name
  exits 0
  equal "$(asked)" 2
  file=$HOME/.kube/cache/hetzner/127.0.0.1_$port.json
  equal "$(stat -c %a "$file" "${file%/*}")" $'600\n700'
}

@test "a second command does not ask what the server serves" {
  serve_once
  cluster list -o name
  exits 0
  equal "$(asked)" 2
}

@test "the folder can be chosen, and without one nothing is kept" {
  serve clusters capi empty
  cluster list --cache-dir=here
  exits 0
  [ -e "here/hetzner/127.0.0.1_$port.json" ]
  KUBECACHEDIR=there cluster list
  [ -e "there/hetzner/127.0.0.1_$port.json" ]
  (unset HOME && cluster list && exits 0)
  equal "$(asked)" 6
  [ ! -e "$HOME/.kube" ]
}

@test "a kind that it does not tell of is asked for" {
  serve_once
  sed -i 's/"Machine"/"Engine"/' "$file"
  cluster list -o name
  exits 0
  equal "$err" ""
  equal "$(asked)" 4
}

@test "a kind that it tells of in vain has the command ask and begin again" {
  serve_once
  sed -i 's/v1beta2/v1beta9/g' "$file"
  cluster list -o name
  exits 0
  equal "$out" "cluster.cluster.x-k8s.io/demo
cluster.cluster.x-k8s.io/old"
  equal "$err" ""
  equal "$(asked)" 4
}

@test "a server that is no management cluster any more is told as ever" {
  serve no-capi - empty <<'END'
> GET */v1beta2/*
< repeat
< 404
404 page not found
END
  cluster list
  exits 5
  equal "$(head -n 1 <<< "$err")" \
    "error: this cluster is no management cluster: it does not serve the kinds of Cluster API core, the kubeadm bootstrap provider, the kubeadm control plane provider, the Hetzner infrastructure provider"
  told=$err
  file=$HOME/.kube/cache/hetzner/127.0.0.1_$port.json
  address=$server
  serve clusters capi empty
  cluster list -o name
  exits 0
  sed "s/\"server\":\"[0-9a-f]*\"/$(grep -o '"server":"[0-9a-f]*"' "$file")/" \
    "$HOME/.kube/cache/hetzner/127.0.0.1_$port.json" > wrong
  mv wrong "$file"
  chmod 600 "$file"
  use_server "$address"
  cluster list
  exits 5
  equal "$err" "$told"
}

@test "a folder that cannot be used is only slower" {
  serve clusters capi empty
  touch file
  for folder in file /proc/none /dev/null; do
    cluster list -o name --cache-dir="$folder"
    exits 0
    equal "$err" ""
  done
  equal "$(asked)" 6
}
