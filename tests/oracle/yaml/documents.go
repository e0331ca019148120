// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf16"
)

// deepest is how far random documents nest.
const deepest = 4

// author writes one random document, most of which is YAML.
type author struct {
	random  *rand.Rand
	scalars []string
	anchors int      // how many were set
	names   []string // of these, the ones that an alias may stand for
	maps    []string // of these, the ones of mappings
	text    strings.Builder
}

// one says yes once in n times.
func (a *author) one(n int) bool {
	return a.random.IntN(n) == 0
}

func (a *author) choose(from ...string) string {
	return from[a.random.IntN(len(from))]
}

// plain gives text for a scalar without quotes.
func (a *author) plain() string {
	switch a.random.IntN(40) {
	case 0, 1, 2, 3:
		return a.scalars[a.random.IntN(len(a.scalars))]
	case 4:
		return randomText(a.random, 8)
	default:
		return a.choose("name", "x", "a b", "10.0.0.1", "v1", "http://x/?y=z", "é", "-1", "1.30", "yes")
	}
}

// quoted gives a scalar in quotes, which may hold escapes and breaks.
func (a *author) quoted() string {
	text := a.plain()
	if a.one(4) {
		text += a.choose("\n     ", "\n\n      ", " \n      \t", "\\n", "\\\n  ", "\\x41", "\\u00e9", "\\U0001F600", "''",
			"\\\"", "\\0", "\\t", "\\_", "\\e", "\\N", "\\L", "\\ ") + a.choose("x", "1", " y", "z", "\\x7", "\\q")
	}
	if a.one(2) {
		return "'" + text + "'"
	}
	return "\"" + text + "\""
}

// block gives a literal or folded scalar, its lines indented by blanks.
func (a *author) block(indent int) string {
	var text strings.Builder
	text.WriteString(a.choose("|", ">") + a.choose("", "", "", "", "", "", "-", "+", "-", "+", "2", "+1", "3-") +
		a.choose("", "", " # note", " ") + "\n")
	for range a.random.IntN(5) {
		pad := strings.Repeat(" ", indent+a.random.IntN(3))
		text.WriteString(a.choose(pad, pad, pad, pad, pad, pad, pad, pad, "", pad+"\t") +
			a.choose("line", "- x", "a: b", "# no", "", " ", "two words ", "é", "---", "...") + "\n")
	}
	return strings.TrimSuffix(text.String(), "\n")
}

// anchor names the scalar or list in brackets that follows, mostly not.
func (a *author) anchor(mapping bool) string {
	if !a.one(6) {
		return ""
	}
	name := a.name()
	a.know(name, mapping)
	return "&" + name + " "
}

// name gives one for an anchor, sometimes one that was set before.
func (a *author) name() string {
	if len(a.names) > 0 && a.one(6) {
		return a.choose(a.names...)
	}
	a.anchors++
	return fmt.Sprintf("a%d", a.anchors)
}

// know makes an alias possible.
func (a *author) know(name string, mapping bool) {
	a.names = append(a.names, name)
	if mapping {
		a.maps = append(a.maps, name)
	}
}

// tag gives the tag of a collection or a scalar, mostly none.
func (a *author) tag(tags ...string) string {
	if !a.one(15) {
		return ""
	}
	return a.choose(append(tags, "!x", "!", "!<tag:yaml.org,2002:str>")...) + " "
}

func (a *author) alias() string {
	if a.one(20) {
		return "*unknown"
	}
	return "*" + a.choose(a.names...)
}

// merged gives what may stand behind "<<".
func (a *author) merged() string {
	alias := "{z: 1}"
	if len(a.maps) > 0 && !a.one(20) {
		alias = "*" + a.choose(a.maps...)
	}
	return a.choose(alias, alias, alias, "["+alias+"]", "["+alias+", {a: 2, y: 3}]", "{b: 2}",
		"[{a: 1, b: 2}, {b: 3, c: 4}]", "[{b: 5}, "+alias+"]", "[{a: 6}, "+alias+", {a: 7}]", "x")
}

// simple gives a scalar or alias that fits on a line.
func (a *author) simple() string {
	switch a.random.IntN(8) {
	case 0, 1:
		return a.anchor(false) + a.tag("!!str", "!!binary", "!!int") + a.quoted()
	case 2:
		if len(a.names) > 0 {
			return a.alias()
		}
		fallthrough
	default:
		return a.anchor(false) + a.tag("!!str", "!!str", "!!timestamp", "!!float", "!!bool", "!!null") + a.plain()
	}
}

func (a *author) key() string {
	switch a.random.IntN(20) {
	case 0:
		return a.simple()
	case 1, 2, 3:
		return a.choose("1", "1.5", "yes", "0x10", "\"2\"", "'<<'", "1e3", "2001-01-01", "on", "-0", ".inf", "010")
	case 4:
		return a.choose("<<", "! <<", "null", "\"1\"", "[a]", "x", "y", "z", "w", "v", "u")
	default:
		return a.choose("a", "b", "c", "name", "spec", "a.b/c", "x y", "é", "\"q\"")
	}
}

// flow gives a collection in brackets.
func (a *author) flow(depth int) string {
	var items []string
	mapping := a.one(2)
	for range a.random.IntN(4) {
		item := a.choose("", "", " ", " ", "\n      ", " # note\n      ")
		if mapping || a.one(8) {
			item += a.choose("", "", "", "", "", "? ") + a.key() + a.choose(": ", ": ", ": ", ": ", " : ", ":")
		}
		if depth > 0 && a.one(3) {
			item += a.flow(depth - 1)
		} else {
			item += strings.ReplaceAll(a.simple(), a.choose("?", "?", "?", ","), "")
		}
		items = append(items, item)
	}
	text := strings.Join(items, a.choose(", ", ",", " ,\n      ")) + a.choose("", "", "", " ", "\n      ")
	if len(items) > 0 && a.one(10) {
		text += a.choose(",", ",\n      ", ",,")
	}
	if mapping {
		return a.anchor(true) + a.tag("!!map") + "{" + text + "}"
	}
	return a.anchor(false) + a.tag("!!seq") + "[" + text + "]"
}

// margin gives the blanks before a line, rarely one too many or a tab.
func (a *author) margin(indent int) string {
	text := strings.Repeat(" ", indent)
	switch a.random.IntN(400) {
	case 0:
		return text + " "
	case 1:
		return text + "\t"
	case 2:
		return strings.TrimPrefix(text, " ")
	}
	return text
}

// value writes what stands behind a key or a dash, and ends the line.
func (a *author) value(indent, depth int) {
	switch kind := a.random.IntN(10); {
	case kind < 3 && depth > 0:
		list := a.one(3)
		name := ""
		if a.one(6) {
			name = a.name()
			a.text.WriteString(" &" + name)
		}
		a.text.WriteString(a.choose("", " ", " # note") + "\n")
		step := a.choose("  ", "  ", "  ", "    ", " ")
		if list {
			step = a.choose("", "  ")
		}
		a.node(indent+len(step), depth-1, list)
		if name != "" {
			a.know(name, !list)
		}
		return
	case kind == 3:
		a.text.WriteString(" " + a.anchor(false) + a.tag("!!str", "!!binary") + a.block(indent+3))
	case kind == 4:
		a.text.WriteString(" " + a.flow(2))
	case kind == 5:
		a.text.WriteString(" " + a.plain() + "\n" + strings.Repeat(" ", indent+3) + a.plain())
	case kind == 6 && len(a.names) > 0:
		a.text.WriteString(" " + a.alias())
	case kind == 7 && a.one(2):
	default:
		a.text.WriteString(a.choose(" ", " ", " ", " ", " ", " ", " ", "  ", "  ", "\t") + a.simple())
	}
	a.text.WriteString(a.choose("", "", "", "", " ", " # note", " #", "\n", "\n# note") + "\n")
}

// node writes a block of entries of one kind.
func (a *author) node(indent, depth int, list bool) {
	for range 1 + a.random.IntN(4) {
		a.text.WriteString(a.margin(indent))
		switch {
		case list && depth > 0 && a.one(4):
			a.text.WriteString("- " + a.key() + ":")
			a.value(indent+2, depth-1)
		case list:
			a.text.WriteString("-")
			a.value(indent+1, depth)
		case a.one(12):
			a.text.WriteString("<<: " + a.merged() + "\n")
		case a.one(20):
			a.text.WriteString("? " + a.key() + "\n" + strings.Repeat(" ", indent) + ":")
			a.value(indent, depth)
		default:
			a.text.WriteString(a.key() + ":")
			a.value(indent, depth)
		}
	}
}

// document writes what may stand between separators.
func (a *author) document() {
	if a.one(30) {
		a.text.WriteString(a.choose("%YAML 1.1\n---\n", "%TAG !e! tag:e,2000:\n---\n", "%YAML 1.1\n# x\n---\n!e!y ", "%FOO x\n---\n",
			"%YAML 1.2\n---\n", "%TAG !e! tag:e,2000:\n---\n!e!x "))
	}
	switch a.random.IntN(12) {
	case 0:
		a.text.WriteString(a.flow(deepest) + "\n")
	case 1:
		a.text.WriteString(a.simple() + "\n")
	default:
		a.node(0, deepest, a.one(4))
	}
}

// stream gives a whole file.
func (a *author) stream() string {
	for i := range 1 + a.random.IntN(2)*a.random.IntN(3) {
		if i > 0 || a.one(6) {
			a.names, a.maps = nil, nil
			a.text.WriteString(a.choose("---\n", "---\n", "---\n", "--- # note\n", "---\n# only\n---\n", "...\n---\n",
				"--- ", "...\n", "---x\n", "---\n", "---\n"))
		}
		a.document()
	}
	return a.text.String()
}

// encode changes how lines end and how characters are written, rarely.
func encode(random *rand.Rand, text string) []byte {
	switch random.IntN(20) {
	case 0, 1:
		return []byte(strings.ReplaceAll(text, "\n", "\r\n"))
	case 2:
		return []byte("\ufeff" + text)
	case 3:
		return []byte(strings.TrimRight(text, "\n"))
	case 4:
		return []byte(strings.ReplaceAll(text, "\n", "\r"))
	case 5:
		return utf16Text(text, random.IntN(2))
	}
	return []byte(text)
}

// utf16Text puts the low byte of each unit first, or the high one when low is 1.
func utf16Text(text string, low int) []byte {
	var bytes []byte
	for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
		pair := [2]byte{byte(unit), byte(unit >> 8)}
		bytes = append(bytes, pair[low], pair[1-low])
	}
	return bytes
}

// document gives something of the author's, a mutation of it, or a mutation of a case.
func document(random *rand.Rand, scalars, cases []string) []byte {
	a := &author{random: random, scalars: scalars}
	switch random.IntN(10) {
	case 0:
		return encode(random, mutate(random, cases[random.IntN(len(cases))], scalars))
	case 1, 2:
		return encode(random, mutate(random, a.stream(), scalars))
	}
	return encode(random, a.stream())
}

func checkDocuments(r *run) error {
	scalars, err := scalarCases()
	if err != nil {
		return err
	}
	documents, err := documentCases()
	if err != nil {
		return err
	}
	var cases []string
	for _, document := range documents {
		cases = append(cases, string(document))
	}
	var texts [][]byte
	for range r.count {
		texts = append(texts, document(r.random, scalars, cases))
	}
	if err := r.read(texts, false); err != nil {
		return err
	}
	return r.read(texts, true)
}
