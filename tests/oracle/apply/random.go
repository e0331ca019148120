// SPDX-License-Identifier: Apache-2.0

package main

import "math/rand"

type object = map[string]any

// The fields of a spec, in an order that is always the same.
var fields = []string{"text", "count", "flag", "labels", "selector", "arguments", "names", "ports", "groups",
	"inner", "tables"}

// generator makes values from few words, so that two of them often meet.
type generator struct {
	*rand.Rand
}

func (g generator) often() bool { return g.Intn(10) < 4 }

func (g generator) word() string { return string(rune('a' + g.Intn(3))) }

func (g generator) words() object {
	out := object{}
	for range g.Intn(4) {
		out[g.word()] = g.word()
	}
	return out
}

// set gives words that are all different.
func (g generator) set() []any {
	out := []any{}
	for _, i := range g.Perm(3)[:g.Intn(4)] {
		out = append(out, string(rune('a'+i)))
	}
	return out
}

func (g generator) inner() object {
	out := object{}
	if g.often() {
		out["a"] = g.word()
	}
	if g.often() {
		out["b"] = object{"c": int64(g.Intn(3))}
	}
	return out
}

func (g generator) ports() []any {
	out := []any{}
	seen := map[string]bool{}
	for range g.Intn(4) {
		port := object{"port": int64(80 + g.Intn(2))}
		protocol := "TCP"
		if g.often() {
			protocol = []string{"TCP", "UDP"}[g.Intn(2)]
			port["protocol"] = protocol
		}
		key := string(rune(port["port"].(int64))) + protocol
		if seen[key] {
			continue
		}
		seen[key] = true
		if g.often() {
			port["name"] = g.word()
		}
		if g.often() {
			port["names"] = g.set()
		}
		out = append(out, port)
	}
	return out
}

func (g generator) groups() []any {
	out := []any{}
	for _, i := range g.Perm(3)[:g.Intn(4)] {
		group := object{"name": string(rune('a' + i))}
		if g.often() {
			group["labels"] = g.words()
		}
		if g.often() {
			group["inner"] = g.inner()
		}
		out = append(out, group)
	}
	return out
}

func (g generator) tables() object {
	out := object{}
	for range g.Intn(3) {
		out[g.word()] = object{"a": g.word()}
	}
	return out
}

// spec has each field by chance.
func (g generator) spec() object {
	make := map[string]func() any{
		"text":      func() any { return g.word() },
		"count":     func() any { return int64(g.Intn(3)) },
		"flag":      func() any { return g.Intn(2) == 0 },
		"labels":    func() any { return g.words() },
		"selector":  func() any { return g.words() },
		"arguments": func() any { return g.set() },
		"names":     func() any { return g.set() },
		"ports":     func() any { return g.ports() },
		"groups":    func() any { return g.groups() },
		"inner":     func() any { return g.inner() },
		"tables":    func() any { return g.tables() },
	}
	out := object{}
	for _, name := range fields {
		if g.often() {
			out[name] = make[name]()
		}
	}
	return out
}

// thing is a whole object.
func (g generator) thing() object {
	metadata := object{"name": "thing", "namespace": "default", "uid": "1"}
	if g.often() {
		metadata["labels"] = g.words()
	}
	if g.often() {
		metadata["finalizers"] = g.set()
	}
	out := object{"apiVersion": "test.dev/v1", "kind": "Thing", "metadata": metadata}
	if g.Intn(10) < 9 {
		out["spec"] = g.spec()
	}
	return out
}
