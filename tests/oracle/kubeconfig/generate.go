// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
)

// A maker makes one set-up up. What it chooses is mostly sound, so that most set-ups
// resolve; rarely chooses what is not.
type maker struct {
	*rand.Rand
	root  string
	setup *setup
	docs  map[string]object // the kubeconfig files, by their paths below the root
}

type object = map[string]any

// generate is the set-up of this number, the same for the same seed.
func generate(seed int64, number int, root string) *setup {
	m := &maker{
		Rand: rand.New(rand.NewPCG(uint64(seed), uint64(number))),
		root: root,
		setup: &setup{
			files:  map[string]string{},
			env:    map[string]string{},
			occurs: map[string]bool{},
		},
		docs: map[string]object{},
	}
	m.placeFiles()
	m.linkContexts()
	m.options()
	if m.one(5) {
		m.spoil()
	}
	m.writeFiles()
	m.setup.files[pluginOutput] = m.pluginOutput()
	m.setup.env["PLUGIN_OUTPUT"] = filepath.Join(root, pluginOutput)
	return m.setup
}

// one is true once in n times.
func (m *maker) one(n int) bool { return m.IntN(n) == 0 }

func (m *maker) pick(from ...string) string { return from[m.IntN(len(from))] }

// rarely picks a sound value, or one time in 40 one of the unsound.
func (m *maker) rarely(sound string, unsound ...string) string {
	if m.one(40) {
		return m.pick(unsound...)
	}
	return sound
}

func (m *maker) note(what string) { m.setup.occurs[what] = true }

// The names of a file in a list, as they may be written in $KUBECONFIG.
func (m *maker) spell(name string) string {
	path := filepath.Join(m.root, name)
	if !m.one(3) {
		return path
	}
	m.note("file by a relative path")
	return must(filepath.Rel(filepath.Join(m.root, "work"), path))
}

const explicit = "b/c/explicit.yaml"

// placeFiles decides which kubeconfig files there are and how they are found.
func (m *maker) placeFiles() {
	m.setup.env["HOME"] = filepath.Join(m.root, "home")
	m.setup.env["PATH"] = filepath.Join(m.root, "bin") + ":/usr/bin:/bin"
	if m.one(8) {
		m.setup.env["KUBERNETES_MASTER"] = "https://master.example:6443"
		m.note("KUBERNETES_MASTER")
	}
	switch m.IntN(5) {
	case 0:
		m.docs[m.homeFile()] = m.document("home/.kube")
	case 1:
		m.docs[explicit] = m.document(filepath.Dir(explicit))
		m.flag("kubeconfig", m.spell(explicit))
		if m.one(2) { // which must not matter
			m.listFiles()
		}
	default:
		m.listFiles()
	}
}

// homeFile is the file that is read by default. Without a home it is in the working folder.
func (m *maker) homeFile() string {
	m.note("file in the home folder")
	if m.one(6) {
		delete(m.setup.env, "HOME")
		return "work/.kube/config"
	}
	return "home/.kube/config"
}

func (m *maker) listFiles() {
	candidates := []string{"a/one.yaml", "work/two.yaml", "b/c/three.yaml", "home/.kube/config", "work/.kube/five"}
	var list []string
	for range 1 + m.IntN(4) {
		name := candidates[m.IntN(len(candidates))]
		if m.docs[name] == nil && !m.one(16) {
			m.docs[name] = m.document(filepath.Dir(name))
		}
		list = append(list, m.spell(name))
	}
	if m.one(6) {
		list = slices.Insert(list, m.IntN(len(list)+1), "")
	}
	if m.one(4) {
		list = append(list, filepath.Join(m.root, "a/missing.yaml"))
		m.note("missing file")
	}
	if len(list) > 1 {
		m.note("list of files")
	}
	m.setup.env["KUBECONFIG"] = strings.Join(list, ":")
}

// document is a kubeconfig in the folder place; its contexts have no references yet.
func (m *maker) document(place string) object {
	doc := object{
		"clusters": m.entries("cluster", place, m.cluster),
		"users":    m.entries("user", place, m.user),
		"contexts": m.entries("context", place, m.context),
	}
	if !m.one(5) {
		doc["apiVersion"], doc["kind"] = "v1", "Config"
	}
	if m.one(4) {
		doc["preferences"] = object{"colors": true}
	}
	if m.one(10) {
		doc["extensions"] = m.extensions()
	}
	return doc
}

// entries are some of the three there may be of a kind; other files may have them as well.
func (m *maker) entries(kind, place string, body func(place, name string) object) []any {
	var list []any
	sure := m.IntN(3)
	for number := range 3 {
		if number != sure && m.one(2) {
			continue
		}
		name := fmt.Sprintf("%s-%d", kind, number)
		list = append(list, object{"name": name, kind: body(place, name)})
	}
	m.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

func (m *maker) extensions() []any {
	return []any{
		object{"name": "example.com/first", "extension": object{"note": "kept"}},
		object{"name": "client.authentication.k8s.io/exec", "extension": object{"audience": m.pick("x", "y"), "depth": 3}},
	}
}

func (m *maker) context(string, string) object {
	context := object{}
	if m.one(2) {
		context["namespace"] = m.pick("default", "team-a", "team-b", "kube-system")
	}
	if m.one(8) {
		context["extensions"] = m.extensions()
	}
	return context
}

// linkContexts gives the contexts their clusters and users, and the files a context to
// start with, mostly ones that exist.
func (m *maker) linkContexts() {
	for _, path := range slices.Sorted(maps.Keys(m.docs)) {
		doc := m.docs[path]
		for _, item := range doc["contexts"].([]any) {
			context := item.(object)["context"].(object)
			context["cluster"] = m.name("cluster")
			context["user"] = m.name("user")
		}
		if !m.one(16) {
			doc["current-context"] = m.name("context")
		}
	}
}

// read are the files that count: the explicit one alone, where there is one.
func (m *maker) read() []string {
	if m.docs[explicit] != nil {
		return []string{explicit}
	}
	return slices.Sorted(maps.Keys(m.docs))
}

// name is that of an entry that some file has; rarely of one that none has.
func (m *maker) name(kind string) string {
	var names []string
	for _, path := range m.read() {
		for _, item := range m.docs[path][kind+"s"].([]any) {
			names = append(names, item.(object)["name"].(string))
		}
	}
	if len(names) == 0 {
		return kind + "-0"
	}
	return m.rarely(m.pick(names...), kind+"-9", "")
}
