// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"
)

// A slot is a place in a document that holds a value.
type slot struct {
	path string
	set  func(value any)
	drop func()
}

// slots are all places below value, in a fixed order; fields of lists have one name.
func slots(path string, value any) []slot {
	var found []slot
	switch value := value.(type) {
	case object:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			below := strings.TrimPrefix(path+"."+name, ".")
			found = append(found, slot{below, func(v any) { value[name] = v }, func() { delete(value, name) }})
			found = append(found, slots(below, value[name])...)
		}
	case []any:
		for i := range value {
			found = append(found, slot{path, func(v any) { value[i] = v }, func() { value[i] = nil }})
			found = append(found, slots(path, value[i])...)
		}
	}
	return found
}

// spoil makes one thing wrong with one of the files.
func (m *maker) spoil() {
	paths := slices.Sorted(maps.Keys(m.docs))
	if len(paths) == 0 {
		return
	}
	doc := m.docs[paths[m.IntN(len(paths))]]
	all := slots("", doc)
	at := all[m.IntN(len(all))]
	switch m.IntN(6) {
	case 0, 1:
		m.note("missing part")
		at.drop()
	case 2, 3:
		m.note("wrong type")
		at.set([]any{7, true, "text", nil, []any{"a"}, object{"a": "b"}, 1.5, []any{}, object{}, ""}[m.IntN(10)])
	case 4:
		m.note("name that stands twice")
		kind := m.pick("clusters", "users", "contexts")
		if list, ok := doc[kind].([]any); ok && len(list) > 0 {
			doc[kind] = append(list, list[m.IntN(len(list))])
		}
	default:
		m.note("other kind or version")
		doc[m.pick("kind", "apiVersion")] = m.pick("Pod", "v2", "Config", "v1", "")
	}
}

// writeFiles writes the documents as YAML or JSON, some with a text around them that
// makes a difference, or that must make none.
func (m *maker) writeFiles() {
	for _, path := range slices.Sorted(maps.Keys(m.docs)) {
		for _, at := range slots("", m.docs[path]) {
			m.note(at.path)
		}
		m.setup.files[path] = m.decorate(m.encode(m.docs[path]))
		if m.one(100) {
			delete(m.setup.files, path)
			m.setup.folders = append(m.setup.folders, path)
			m.note("folder in place of a file")
		}
	}
}

func (m *maker) encode(doc object) string {
	encode := yaml.Marshal
	if m.one(6) {
		m.note("JSON")
		encode = json.Marshal
	}
	text, err := encode(doc)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func (m *maker) decorate(text string) string {
	switch m.IntN(40) {
	case 0:
		m.note("byte order mark")
		return "\ufeff" + text
	case 1:
		m.note("second document")
		return text + "\n---\nclusters: 7\n"
	case 2:
		m.note("empty file")
		return m.pick("", "# nothing\n", "\n", "{}", "null\n", "---\n")
	case 3:
		m.note("broken text")
		return m.pick(text[:len(text)/2], text+"\n\tx", "- "+text, "text", "[]")
	case 4:
		m.note("comment")
		return "# a comment\n" + text
	}
	return text
}
