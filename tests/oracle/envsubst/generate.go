// SPDX-License-Identifier: Apache-2.0

package main

import (
	"math/rand"
	"strings"
)

// template is one to be filled. The fields are what our program reads.
type template struct {
	Text   []byte            `json:"text"`
	Values map[string][]byte `json:"values"`
}

var (
	names  = []string{"A", "B", "CLUSTER_NAME", "_x", "1ST", "Ärger", "名", "U"}
	values = []string{
		"", "hello", "wörld ÄÖ", "2", "-1", "0", "+3", "/usr/local/lib/x.so", "a.tar.gz", "$B",
		"${A}", "a*b?c[d]", "\\", "}", "İıſKß", "\xff\xc3", "aaa", "ab\nab", "10.0.0.0/16", "é",
		"9223372036854775807",
	}
	texts = []string{
		"a", "b", "l", "/", "-", ".", ": ", "\n", " ", "$", "x y", "é", "\"", "'", "#", "0",
		"\\", "name: ", "\xff", "ab", "{", "\t",
	}
	globs = []string{
		"*", "?", "[a-z]", "[^a-z]", "a", "l", "/", ".", "\\*", "[", "]", "é", "[]a]", "**", "\\",
		"[é-ü]", "[a-", "b", "*/", ".*",
	}
	numbers   = []string{"0", "1", "2", "3", "9", "+1", "x", " 1", "007", "99999999999999999999"}
	fragments = []string{
		"${", "}", "$", "$$", "${A}", "${ A }", ":", ":=", ":-", ":?", ":+", "=", "-", "^", "^^", ",",
		",,", "#", "##", "%", "%%", "/", "//", "/#", "/%", "\\/", "\\\\", " ", "\n", "é", "\xc3", "\x00",
		"A", "1", "*", "[a-z]", "{", "\f", "\v",
	}
)

// generator makes templates; seeded, so that they are the same each time.
type generator struct {
	*rand.Rand
	rows []string
}

func (g *generator) one(of []string) string { return of[g.Intn(len(of))] }

func (g *generator) several(of []string, most int) string {
	var text strings.Builder
	for range 1 + g.Intn(most) {
		text.WriteString(g.one(of))
	}
	return text.String()
}

// argument is a text of the kind, or in one of five cases a substitution. It has no character
// of without, at which it would end.
func (g *generator) argument(of []string, without string, depth int) string {
	if depth > 0 && g.Intn(5) == 0 {
		return g.substitution(depth - 1)
	}
	text := strings.Map(func(c rune) rune {
		if strings.ContainsRune(without, c) {
			return -1
		}
		return c
	}, g.several(of, 3))
	if text == "" {
		return "z"
	}
	return text
}

func (g *generator) defaults(depth int) string {
	operator := g.one([]string{":=", ":=", ":=", ":-", "=", ":+", ":?"})
	var text strings.Builder
	for range g.Intn(4) {
		text.WriteString(g.argument(texts, "}", depth))
	}
	return operator + text.String()
}

func (g *generator) substring(depth int) string {
	offset := ":" + g.argument(numbers, "", depth)
	if g.Intn(2) == 0 {
		return offset
	}
	return offset + ":" + g.argument(numbers, "", depth)
}

func (g *generator) replacement(depth int) string {
	text := g.one([]string{"/", "//", "/#", "/%"}) + g.argument(texts, "/", depth) + "/"
	if g.Intn(4) == 0 {
		return text
	}
	return text + g.argument(texts, "}/", depth)
}

// substitution is one that can be read, mostly.
func (g *generator) substitution(depth int) string {
	name := g.one(names)
	switch g.Intn(8) {
	case 0:
		return "${" + name + "}"
	case 1:
		return "${" + g.one([]string{" ", "\n\t", ""}) + name + g.one([]string{" ", "\r\n", ""}) + "}"
	case 2:
		return "${" + name + g.one([]string{"^", "^^", ",", ",,"}) + "}"
	case 3:
		return "${#" + name + "}"
	case 4:
		return "${" + name + g.substring(depth) + "}"
	case 5:
		return "${" + name + g.one([]string{"#", "##", "%", "%%"}) + g.argument(globs, "}", depth) + "}"
	case 6:
		return "${" + name + g.replacement(depth) + "}"
	default:
		return "${" + name + g.defaults(depth) + "}"
	}
}

func (g *generator) made() string {
	var text strings.Builder
	for range 1 + g.Intn(4) {
		text.WriteString(g.one(texts))
		text.WriteString(g.substitution(3))
	}
	return text.String()
}

// mutated is a row in which a few places have changed.
func (g *generator) mutated() string {
	text := g.one(g.rows)
	for range 1 + g.Intn(3) {
		from := g.Intn(len(text) + 1)
		to := min(from+g.Intn(3), len(text))
		switch g.Intn(4) {
		case 0:
			text = text[:from] + text[to:]
		case 1:
			text = text[:from] + g.one(fragments) + text[to:]
		case 2:
			text = text[:from] + g.one(fragments) + text[from:]
		case 3:
			text = text[:from] + g.one(g.rows) + text[from:]
		}
	}
	return text
}

// values has most of the variables.
func (g *generator) values() map[string][]byte {
	set := map[string][]byte{}
	for _, name := range append([]string{"EMPTY", "TWO", "MINUS", "PATH", "WIDE"}, names...) {
		if g.Intn(8) > 0 {
			set[name] = []byte(g.one(values))
		}
	}
	return set
}

func (g *generator) next() template {
	text := ""
	if g.Intn(3) > 0 {
		text = g.made()
	} else {
		text = g.mutated()
	}
	return template{[]byte(text), g.values()}
}
