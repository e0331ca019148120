# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Programs that need no server: version and render.

file=$PWD/tests/bench/ten-pools.yaml
export CLUSTERCTL_DISABLE_VERSIONCHECK=true CLUSTER_NAME=bench

# A template for clusterctl that gives the same objects.
"$bin/kubectl-hetzner" cluster render -f "$file" > "$work/rendered.yaml"
# shellcheck disable=SC2016 # a variable of the template
sed 's/\$/$$/g; s/\bbench\b/${CLUSTER_NAME}/g' "$work/rendered.yaml" > "$work/template.yaml"

ours_version=("$bin/kubectl-hetzner" version)
kubectl_version=("$theirs/bench/kubectl" version --client)
ours_render=("$bin/kubectl-hetzner" cluster render -f "$file")
clusterctl_generate=("$theirs/bin/clusterctl" generate cluster bench --from "$work/template.yaml" -n default)

objects() {
  "$@" | grep -c '^kind:'
}
[ "$(objects "${ours_render[@]}")" = "$(objects "${clusterctl_generate[@]}")" ] || {
  echo 'bench: the two sides do not print the same number of objects' >&2
  exit 1
}

mapfile -t version < <(milliseconds 40 "${ours_version[*]@Q}" "${kubectl_version[*]@Q}")
mapfile -t render < <(milliseconds 20 "${ours_render[*]@Q}" "${clusterctl_generate[*]@Q}")

row 'version' 'ms' "${version[0]}" "${version[1]}" least 10
row '  peak memory' MiB "$(mebibytes "${ours_version[@]}")" "$(mebibytes "${kubectl_version[@]}")" most 4
row 'render' 'ms' "${render[0]}" "${render[1]}" least 20
row '  peak memory' MiB "$(mebibytes "${ours_render[@]}")" "$(mebibytes "${clusterctl_generate[@]}")"
