// SPDX-License-Identifier: Apache-2.0

package main

import (
	"path/filepath"
)

// path is one of a file of the material, as a kubeconfig in the folder place may name it.
func (m *maker) path(place, file string) string {
	switch m.IntN(4) {
	case 0:
		return filepath.Join(m.root, places[m.IntN(len(places))], "pki", file)
	case 1:
		m.note("relative path")
		return "./pki/../pki/" + file
	case 2:
		m.note("relative path")
		return must(filepath.Rel(filepath.Join(m.root, place), filepath.Join(m.root, "a", "pki", file)))
	default:
		m.note("relative path")
		return "pki/" + file
	}
}

// file is a path whose file is rarely not of the right sort.
func (m *maker) file(place, file string) string {
	return m.path(place, m.rarely(file, "missing", "folder", "notes"))
}

func (m *maker) server() string {
	return m.pick("https://%.example:6443", "https://%.example:6443", "https://%.example:6443",
		"https://%.example:6443", "https://%.example", "https://%.example:6443/", "https://%.example/prefix",
		"https://%.example/prefix/?q=1", "https://10.0.0.1:6443", "https://[::1]:6443", "HTTPS://%.example:6443",
		"http://%.example:8080", "%.example:8080", "%.example", "10.0.0.1:8080")
}

func (m *maker) proxy() string {
	return m.rarely(m.pick("http://proxy.example:3128", "https://proxy.example", "socks5://proxy.example:1080",
		"http://me:secret@proxy.example:3128"), "socks5h://proxy.example", "proxy.example:3128", "socks6://proxy.example")
}

func (m *maker) cluster(place, name string) object {
	cluster := object{"server": replaceName(m.server(), name+"-in-"+word(place))}
	m.trust(cluster, place, name)
	if m.one(5) {
		cluster["tls-server-name"] = name + ".internal"
	}
	if m.one(5) {
		cluster["proxy-url"] = m.proxy()
	}
	if m.one(5) {
		cluster["disable-compression"] = m.one(2)
	}
	if m.one(4) {
		cluster["extensions"] = m.extensions()
	}
	return cluster
}

func (m *maker) trust(cluster object, place, name string) {
	switch m.IntN(7) {
	case 0, 1:
		cluster["certificate-authority"] = m.file(place, "ca.crt")
	case 2, 3:
		cluster["certificate-authority-data"] = certificateOf("ca of " + name + " in " + place)
	case 4:
		cluster["insecure-skip-tls-verify"] = true
	case 5:
		cluster["insecure-skip-tls-verify"] = false
	}
	if m.one(40) { // one thing too many, which depends on what is there
		cluster["certificate-authority"] = m.file(place, "ca.crt")
	}
}

func (m *maker) user(place, name string) object {
	user := object{}
	if !m.one(12) {
		m.credential(user, place, name)
	}
	if m.one(20) { // a second way to log in: which of them wins, or too many
		m.credential(user, place, name)
	}
	if m.one(5) {
		m.impersonation(user)
	}
	if m.one(10) {
		user["extensions"] = m.extensions()
	}
	return user
}

func (m *maker) credential(user object, place, name string) {
	by := name + " in " + place
	switch m.IntN(11) {
	case 0, 1:
		user["token"] = "token-of-" + name + "-in-" + word(place)
	case 2:
		user["tokenFile"] = m.tokenFile(place)
	case 3:
		user["token"] = "token-of-" + name + "-in-" + word(place)
		user["tokenFile"] = m.tokenFile(place)
	case 4:
		user["username"], user["password"] = name, m.pick("", "secret", "a:b", "ü")
	case 5:
		user["client-certificate"] = m.file(place, "client.crt")
		user["client-key"] = m.file(place, "client.key")
	case 6:
		user["client-certificate-data"], user["client-key-data"] = certificateOf(by), keyOf(by)
	case 7:
		user["client-certificate-data"], user["client-key"] = certificateOf(by), m.file(place, "client.key")
	case 8:
		user["auth-provider"] = m.authProvider()
	default:
		user["exec"] = m.exec()
	}
}

func (m *maker) tokenFile(place string) string {
	return m.path(place, m.rarely(m.pick("token", "token-lines"), "missing", "empty", "folder", "two-lines"))
}

func (m *maker) authProvider() object {
	if m.one(2) {
		return object{"name": m.pick("azure", "gcp", "unknown")}
	}
	return object{"name": "oidc", "config": object{"idp-issuer-url": "https://issuer.example", "client-id": "me"}}
}

func (m *maker) exec() object {
	exec := object{
		"command":         m.rarely(m.pick("plugin", "./bin/plugin", "bin//plugin", m.root+"/bin/plugin"), "", "../plugin", "missing"),
		"apiVersion":      "client.authentication.k8s.io/" + m.rarely(m.pick("v1", "v1beta1"), "v1alpha1", "v2"),
		"interactiveMode": m.rarely(m.pick("Never", "IfAvailable"), "Always", "Sometimes", ""),
	}
	if m.one(2) {
		exec["args"] = []any{"get", "--for", m.pick("me", "", "a b")}
	}
	if m.one(2) {
		exec["env"] = []any{object{"name": m.rarely("ACCOUNT", ""), "value": m.pick("me", "")}, object{"name": "OTHER"}}
	}
	if m.one(2) {
		exec["provideClusterInfo"] = m.one(2)
	}
	if m.one(2) {
		exec["installHint"] = "Ask somebody."
	}
	if m.one(10) {
		delete(exec, "interactiveMode")
	}
	return exec
}

func (m *maker) impersonation(user object) {
	if !m.one(40) {
		user["as"] = "somebody"
	}
	if m.one(2) {
		user["as-uid"] = "1000"
	}
	if m.one(2) {
		user["as-groups"] = []any{"group-a", "group-b"}
	}
	if m.one(2) {
		user["as-user-extra"] = object{"scopes": []any{"view", "edit"}, "reason": []any{"test"}}
	}
}
