# SPDX-License-Identifier: Apache-2.0
#
# From the objects that `render -o json` prints, a List, to steps of tests/servers/kube.c
# that answer a GET of each.
BEGIN {
  split("Cluster clusters HetznerCluster hetznerclusters " \
    "KubeadmControlPlane kubeadmcontrolplanes MachineDeployment machinedeployments " \
    "KubeadmConfigTemplate kubeadmconfigtemplates HCloudMachineTemplate hcloudmachinetemplates " \
    "MachineHealthCheck machinehealthchecks " \
    "HCloudRemediationTemplate hcloudremediationtemplates", word, " ")
  for (i = 1; word[i]; i += 2)
    plural[word[i]] = word[i + 1]
}
{ indent = match($0, /[^ ]/) - 1 }
function value(  text) {
  text = $0
  sub(/^[^:]*: "/, "", text)
  sub(/",?$/, "", text)
  return text
}
indent == 8 && /\{$/ { object = "" }
indent >= 8 { object = object $0 "\n" }
indent == 12 && $1 == "\"apiVersion\":" { version = value() }
indent == 12 && $1 == "\"kind\":" { kind = value() }
indent == 12 { meta = $1 == "\"metadata\":" }
indent == 16 && meta && $1 == "\"name\":" { name = value() }
indent == 16 && meta && $1 == "\"namespace\":" { namespace = value() }
indent == 8 && /^ *\}/ {
  sub(/,\n$/, "\n", object)
  printf "> GET /apis/%s/namespaces/%s/%s/%s\n< repeat\n%s", version, namespace, plural[kind], name,
    object
}
