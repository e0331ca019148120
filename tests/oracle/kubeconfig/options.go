// SPDX-License-Identifier: Apache-2.0

package main

import "strings"

// word is the folder place as a part of a name.
func word(place string) string {
	return strings.Trim(strings.NewReplacer("/", "-", ".", "").Replace(place), "-")
}

func replaceName(template, name string) string { return strings.ReplaceAll(template, "%", name) }

// flag adds an option to the command line.
func (m *maker) flag(name, value string) {
	m.note("--" + name)
	m.setup.args = append(m.setup.args, "--"+name+"="+value)
}

// options adds some of those that choose the cluster and the credential.
func (m *maker) options() {
	for _, kind := range []string{"context", "cluster", "user"} {
		if m.one(8) {
			m.flag(kind, m.name(kind))
		}
	}
	if m.one(8) {
		m.flag("namespace", m.pick("team-c", "default", "ns/team-d", "Namespaces/team-e", ""))
	}
	m.clusterOptions()
	m.userOptions()
	if m.one(8) {
		m.flag("request-timeout", m.rarely(m.pick("0", "5", "1m30s", "500ms", ""), "soon", "5 s"))
	}
}

func (m *maker) clusterOptions() {
	if m.one(8) {
		m.flag("server", replaceName(m.server(), "server-by-option"))
	}
	if m.one(10) {
		m.flag("tls-server-name", "name.by.option")
	}
	if m.one(10) {
		m.flag("certificate-authority", m.file("work", "ca.crt"))
	}
	if m.one(12) {
		m.flag("insecure-skip-tls-verify", m.pick("true", "false"))
	}
	if m.one(12) {
		m.flag("disable-compression", m.pick("true", "false"))
	}
	if m.one(20) {
		m.flag("proxy-url", m.proxy())
	}
}

func (m *maker) userOptions() {
	if m.one(10) {
		m.flag("token", m.pick("token-by-option", ""))
	}
	if m.one(24) {
		m.flag("username", "user-by-option")
	}
	if m.one(24) {
		m.flag("password", m.pick("password-by-option", ""))
	}
	both := m.one(12)
	if both || m.one(40) {
		m.flag("client-certificate", m.file("work", "client.crt"))
	}
	if both || m.one(40) {
		m.flag("client-key", m.file("work", "client.key"))
	}
	if m.one(10) {
		m.flag("as", "as-by-option")
		m.impersonationOptions()
	} else if m.one(40) { // which needs somebody of the file
		m.impersonationOptions()
	}
}

func (m *maker) impersonationOptions() {
	if m.one(2) {
		m.flag("as-uid", "2000")
	}
	for range m.IntN(3) {
		m.flag("as-group", m.pick("group-c", "group-d"))
	}
	for range m.IntN(3) {
		m.flag("as-user-extra", m.rarely(m.pick("scopes=all", "scopes=none", "way=a=b", "void="), "scopes", "=x"))
	}
}
