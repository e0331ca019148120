// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// The plugin prints what the set-up says, with its own version, arguments and variable in
// place of these words.
const (
	pluginOutput = "plugin-output"
	pluginScript = `#!/bin/sh
version=$(printf %s "$KUBERNETES_EXEC_INFO" | grep -o 'client.authentication.k8s.io/v1[a-z0-9]*')
exec sed "s|VERSION|$version|; s|ARGUMENTS|$*|; s|ACCOUNT|$ACCOUNT|" "$PLUGIN_OUTPUT"
`
)

func writePlugin(folder string) error {
	if err := os.MkdirAll(filepath.Join(folder, "bin"), 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "bin/plugin"), []byte(pluginScript), 0o700)
}

// pluginOutput is what a plugin prints, mostly a sound credential.
func (m *maker) pluginOutput() string {
	status := object{}
	if !m.one(3) {
		status["token"] = "token-for-ACCOUNT-with-ARGUMENTS"
	}
	if len(status) == 0 || m.one(3) {
		status["clientCertificateData"] = string(certificateOf("plugin"))
		status["clientKeyData"] = string(keyOf("plugin"))
	}
	if m.one(2) {
		status["expirationTimestamp"] = m.pick("2100-01-01T00:00:00Z", "2000-01-01T00:00:00.5+02:00")
	}
	output := object{"kind": "ExecCredential", "apiVersion": "VERSION", "status": status}
	if m.one(8) {
		all := slots("", output)
		at := all[m.IntN(len(all))]
		if m.one(2) {
			at.drop()
		} else {
			at.set([]any{7, true, "text", nil, []any{}, object{}, ""}[m.IntN(7)])
		}
	}
	if m.one(3) {
		return m.decorate(m.encode(output))
	}
	return string(must(json.Marshal(output)))
}
