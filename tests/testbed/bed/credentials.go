// SPDX-License-Identifier: Apache-2.0

// The users of a test bed: certificates, tokens, and one kubeconfig file for each way to log in,
// those that have to fail included.
package main

import (
	"crypto/rand"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"
)

// controllersUser makes the requests of a test bed itself, which are not in the audit log.
const controllersUser = "system:kube-controller-manager"

// writeCredentials writes all files of pki/ and kubeconfig/, the token file and the exec plugin.
func (b *bed) writeCredentials() error {
	w := credentialWriter{bed: b}
	token := rand.Text()
	masters := []string{"system:masters"}
	nextYear, yesterday := time.Now().AddDate(1, 0, 0), time.Now().AddDate(0, 0, -1)

	ca := w.identity("pki/ca")(newAuthority("testbed-ca"))
	strangers := w.identity("pki/foreign-ca")(newAuthority("foreign-ca"))
	w.identity("pki/service-accounts")(newAuthority("service-accounts")) // for its key
	if w.err != nil {
		return w.err
	}
	w.identity("pki/server")(newServer(ca))
	admin := w.identity("pki/admin")(newUser(ca, "admin", masters, nextYear))
	nobody := w.identity("pki/nobody")(newUser(ca, "nobody", nil, nextYear))
	expired := w.identity("pki/expired")(newUser(ca, "admin", masters, yesterday))
	foreign := w.identity("pki/foreign")(newUser(strangers, "admin", masters, nextYear))
	controllers := w.identity("pki/controllers")(newUser(ca, controllersUser, masters, nextYear))
	if w.err != nil {
		return w.err
	}
	w.file("pki/tokens.csv", token+",token,token,system:masters\n", 0o600)
	w.file("token", token+"\n", 0o600)
	w.file("exec-credential", strings.ReplaceAll(execCredential, "TOKEN", token), 0o700)

	w.kubeconfig("admin", ca, certificate(admin))
	w.kubeconfig("nobody", ca, certificate(nobody))
	w.kubeconfig("token", ca, "token: "+token)
	// Paths in a kubeconfig file are relative to its folder.
	w.kubeconfig("token-file", ca, "tokenFile: ../token")
	w.kubeconfig("exec", ca, execUser)
	w.kubeconfig("expired", ca, certificate(expired))
	w.kubeconfig("foreign-client", ca, certificate(foreign))
	w.kubeconfig("foreign-ca", strangers, certificate(admin))
	w.kubeconfig("controllers", ca, certificate(controllers))
	return w.err
}

// execCredential is an exec plugin in the terms of client-go.
const execCredential = `#!/bin/sh
cat <<EOF
{
  "apiVersion": "client.authentication.k8s.io/v1",
  "kind": "ExecCredential",
  "status": {"token": "TOKEN"}
}
EOF
`

const execUser = `exec:
      apiVersion: client.authentication.k8s.io/v1
      command: ../exec-credential
      interactiveMode: Never`

// The names in it are made of the folder's, so that the files of two test beds can be merged.
const kubeconfig = `apiVersion: v1
kind: Config
current-context: "USER@BED"
contexts:
- name: "USER@BED"
  context:
    cluster: "BED"
    user: "USER@BED"
clusters:
- name: "BED"
  cluster:
    server: SERVER
    certificate-authority-data: AUTHORITY
users:
- name: "USER@BED"
  user:
    CREDENTIALS
`

// plain replaces what needs care in YAML or in a shell.
func plain(c rune) rune {
	if c < 0x80 && (unicode.IsLetter(c) || unicode.IsDigit(c) || c == '.' || c == '_') {
		return c
	}
	return '-'
}

func certificate(id *identity) string {
	return "client-certificate-data: " + base64.StdEncoding.EncodeToString(id.certPEM()) +
		"\n    client-key-data: " + base64.StdEncoding.EncodeToString(id.keyPEM())
}

// credentialWriter keeps its first error and writes nothing more after it, so that what is made
// reads as a list.
type credentialWriter struct {
	bed *bed
	err error
}

func (w *credentialWriter) file(name, text string, mode os.FileMode) {
	if w.err == nil {
		w.err = os.WriteFile(w.bed.path(name), []byte(text), mode)
	}
}

// identity returns a function that writes what a maker of identities returns, and passes it on.
func (w *credentialWriter) identity(name string) func(*identity, error) *identity {
	return func(id *identity, err error) *identity {
		if w.err == nil {
			w.err = err
		}
		if w.err == nil {
			w.file(name+".crt", string(id.certPEM()), 0o600)
			w.file(name+".key", string(id.keyPEM()), 0o600)
		}
		return id
	}
}

func (w *credentialWriter) kubeconfig(user string, authority *identity, credentials string) {
	w.file("kubeconfig/"+user+".yaml", strings.NewReplacer(
		"USER", user,
		"BED", strings.Map(plain, filepath.Base(w.bed.dir)),
		"SERVER", w.bed.Server,
		"AUTHORITY", base64.StdEncoding.EncodeToString(authority.certPEM()),
		"CREDENTIALS", credentials,
	).Replace(kubeconfig), 0o600)
}
