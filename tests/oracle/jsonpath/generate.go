// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"math/rand"
	"sort"
	"strings"
)

// A generator makes templates that mostly fit the object that they are for.
type generator struct {
	*rand.Rand
}

func (g *generator) pick(words ...string) string {
	return words[g.Intn(len(words))]
}

// once in n times.
func (g *generator) once(n int) bool {
	return g.Intn(n) == 0
}

// one makes a case; every fourth template is a mutation.
func (g *generator) one() one {
	style := g.pick("text", "text", "text", "json", "columns")
	one := one{Style: style, Object: g.object()}
	if style == "columns" {
		rows := []any{one.Object}
		for !g.once(3) {
			rows = append(rows, g.object())
		}
		one.Object = rows
		one.Template = []byte(g.columns(rows[0]))
	} else {
		one.Template = []byte(g.template(one.Object))
	}
	if g.once(4) {
		one.Template = g.mutate(one.Template)
	}
	if style == "columns" { // an argument of a program has no NUL
		one.Template = append([]byte{}, bytes.ReplaceAll(one.Template, []byte{0}, nil)...)
	}
	return one
}

// --- templates ---

func (g *generator) template(object any) string {
	var text strings.Builder
	for parts := 1 + g.Intn(3); parts > 0; parts-- {
		switch g.Intn(6) {
		case 0:
			text.WriteString(g.pick("\n", ", ", "name: ", "\t", "é\n", "x\\ny", "}", "'", "日本", "$."))
		case 1, 2:
			text.WriteString(g.loop(object, 2))
		default:
			text.WriteString("{" + g.steps(object, g.Intn(6)) + "}")
		}
	}
	return text.String()
}

// loop is a range over something in the object.
func (g *generator) loop(object any, depth int) string {
	path, elements := g.list(object)
	var text strings.Builder
	text.WriteString("{range " + path + "}")
	for parts := 1 + g.Intn(3); parts > 0; parts-- {
		switch {
		case g.once(3):
			text.WriteString("{" + g.quoted() + "}")
		case depth > 0 && g.once(4):
			text.WriteString(g.loop(elements, depth-1))
		default:
			text.WriteString("{" + g.steps(elements, g.Intn(4)) + "}")
		}
	}
	if !g.once(12) {
		text.WriteString("{end}")
	}
	return text.String()
}

// list is a path to a list or object, and one of its elements.
func (g *generator) list(object any) (string, any) {
	path := ""
	for tries := 0; tries < 4; tries++ {
		if list, ok := object.([]any); ok && len(list) > 0 {
			return path + g.pick("[*]", "[*]", "[*]", "[:]", ".*", "[0:1]"), list[g.Intn(len(list))]
		}
		var step string
		step, object = g.step(object)
		path += step
	}
	return path + g.pick("", ".*", "[*]"), object
}

func (g *generator) quoted() string {
	return g.pick(`"\n"`, `"\t"`, `" "`, `'x'`, `", "`, `"é"`, `"\u00e9\x41\101"`, `'\''`, `"\""`, `"a\\b"`,
		`""`, `"\xff"`, `"\q"`, `"日本"`, `"'"`, `"{}"`, `"\U0001F44D"`, `'"'`, `"\ud800"`, `"a\`+"\xff"+`"`, "\"\xff\"")
}

// steps is a chain of at most n steps, mostly along what the object has.
func (g *generator) steps(object any, n int) string {
	text := g.pick("", "", "", "@", "$", " ")
	for ; n >= 0; n-- {
		var step string
		step, object = g.step(object)
		text += step
		if g.once(60) {
			text += g.pick(" ", "@", "$", g.quoted(), g.number(), "true")
		}
	}
	return text
}

func (g *generator) number() string {
	return g.pick("1", "0", "-1", "+2", "1.5", "0.1", "1000000", "12345678.25", "1e3", "007", "1.", "-0.0",
		"9223372036854775807", "9223372036854775808", "1.2.3", "-", "0.000001")
}

// step is one step and what it leads to; nil when that is nothing or much.
func (g *generator) step(object any) (string, any) {
	if g.once(50) {
		return g.anyStep(object), nil
	}
	switch value := object.(type) {
	case map[string]any:
		if len(value) > 0 {
			key := g.key(value)
			if g.once(12) {
				return g.pick(".*", "..", "..name", ".*"), nil
			}
			return g.field(key), value[key]
		}
	case []any:
		return g.element(value)
	}
	return g.pick("", "", "", "", "", ".missing", ".name", ".*", "..", "[*]"), nil
}

// key is one of the object, mostly one that has something below it.
func (g *generator) key(object map[string]any) string {
	var keys, deep []string
	for key, value := range object {
		keys = append(keys, key)
		switch value.(type) {
		case map[string]any, []any:
			deep = append(deep, key)
		}
	}
	if len(deep) > 0 && !g.once(3) {
		keys = deep
	}
	sort.Strings(keys)
	return g.pick(keys...)
}

func (g *generator) field(key string) string {
	escaped := strings.NewReplacer(".", `\.`, " ", `\ `, "$", `\$`, "*", `\*`).Replace(key)
	switch g.Intn(5) {
	case 0:
		return "['" + escaped + "']"
	case 1:
		if g.once(4) {
			return ".." + escaped
		}
	}
	return "." + escaped
}

func (g *generator) element(list []any) (string, any) {
	if len(list) == 0 {
		return g.pick("[*]", "[*]", "[:]", "[?(@.name)]", "[0]", "[-1]"), nil
	}
	i := g.Intn(len(list))
	switch g.Intn(8) {
	case 0:
		return fmt.Sprintf("[%d]", i-len(list)), list[i]
	case 1:
		return "[*]", list[i]
	case 2:
		return fmt.Sprintf("[%d:%d]", i, i+1), list[i]
	case 3:
		return g.pick(fmt.Sprintf("[%d:]", i), fmt.Sprintf("[:%d]", i+1), "[::2]", "[]", "[0:-1]",
			fmt.Sprintf("[0:%d:%s]", len(list), g.pick("1", "2", "3", "2", "1", "0", "-1", "99"))), list[i]
	case 4, 5:
		return g.filter(list[i]), list[i]
	case 6:
		return fmt.Sprintf("[%d%s%d]", i, g.pick(",", ", ", " , "), g.Intn(len(list))), list[i]
	}
	return fmt.Sprintf("[%d]", i), list[i]
}

// filter is one that the element mostly passes.
func (g *generator) filter(element any) string {
	path := "@"
	for steps := 1 + g.Intn(2); steps > 0; steps-- {
		object, ok := element.(map[string]any)
		if !ok || len(object) == 0 {
			break
		}
		key := g.key(object)
		path, element = path+g.field(key), object[key]
	}
	if g.once(4) {
		return "[?(" + path + ")]"
	}
	blank := g.pick("", "", " ")
	return "[?(" + path + blank + g.operator(element) + blank + g.operand(element) + ")]"
}

// operator is one that the value can be compared by.
func (g *generator) operator(value any) string {
	if _, ok := value.(bool); ok || g.once(2) {
		return g.pick("==", "==", "!=")
	}
	if g.once(30) {
		return g.pick("=", "=>", "!")
	}
	return g.pick("<", ">", "<=", ">=")
}

func (g *generator) operand(value any) string {
	if g.once(15) {
		return g.pick(g.quoted(), g.number(), "true", "false", "@.name", "@", "null", "$.kind")
	}
	switch value := value.(type) {
	case string:
		if quote := g.pick(`"`, `"`, `'`); !strings.ContainsAny(value, "\"'\\\n") {
			return quote + value + quote
		}
	case bool:
		return fmt.Sprint(value)
	case int64:
		return g.pick(fmt.Sprint(value), "1", "100")
	case float64:
		return g.pick(fmt.Sprint(value), "1.5", "0.25")
	}
	return g.quoted()
}

// anyStep is one that need not fit.
func (g *generator) anyStep(object any) string {
	switch g.Intn(8) {
	case 0:
		return g.pick(".*", "[*]", "..", "..name", "..*", "['name','kind']", "[0,1]")
	case 1:
		return g.filter(object)
	case 2:
		return g.pick(g.quoted(), g.number(), "true", "range", "end", "foo", "range.items[*]", "[?(range)]")
	case 3:
		return g.pick("", ".", "@", "$", " ", "[", "]", "(", "\t", "\n", "€", "é", ",", "\\", "[?(", ")]", "\x00")
	case 4:
		return g.pick("[0]", "[-1]", "[5]", "[1:2]", "[::]", "[:]", "[a]", `["name"]`, "[--1]", "[1:2:3:4]", "['']", "['a.b']",
			"[9223372036854775807]", "[99999999999999999999]", "[-9223372036854775808:]", "[ 1 ]", "['a b']", "[0,?(@.name)]")
	}
	return g.pick(".name", ".metadata.name", ".kind", ".a", ".b", ".missing", `.metadata.labels.app\.kubernetes\.io/name`,
		".é", ".5", ".items", "._x", ".status.conditions", `.a\`)
}

func (g *generator) columns(object any) string {
	var columns []string
	for count := 1 + g.Intn(3); count > 0; count-- {
		path := strings.ReplaceAll(g.steps(object, g.Intn(4)), ",", ":")
		switch g.Intn(4) {
		case 0:
			path = strings.TrimPrefix(path, ".")
		case 1:
			path = "{" + path + "}"
		case 2:
			path = "{" + strings.TrimPrefix(path, ".") + "}"
		}
		columns = append(columns, g.pick("NAME", "A", "LONG-HEADER", "é", "")+":"+path)
	}
	return strings.Join(columns, ",")
}

// mutate changes a few places of a template.
func (g *generator) mutate(text []byte) []byte {
	text = append([]byte{}, text...)
	for changes := 1 + g.Intn(3); changes > 0; changes-- {
		at := g.Intn(len(text) + 1)
		end := min(at+1+g.Intn(3), len(text))
		token := g.pick("{", "}", "[", "]", "(", ")", "'", `"`, "\\", ".", "..", "*", ",", ":", "@", "$", " ", "?", "=", "==",
			"0", "-", "range", "end", "true", "\n", "\t", "é", "\xff", "\x00", "[?(", ")]", "[*]", "{end}", "a", "<", "!")
		switch g.Intn(4) {
		case 0: // remove
			text = append(text[:at:at], text[end:]...)
		case 1: // replace
			text = append(append(text[:at:at], token...), text[end:]...)
		case 2: // repeat
			text = append(append(text[:end:end], text[at:end]...), text[end:]...)
		default: // insert
			text = append(append(text[:at:at], token...), text[at:]...)
		}
	}
	return text
}

// --- objects ---

func (g *generator) object() any {
	switch g.Intn(4) {
	case 0:
		return g.randomObject(4)
	case 1:
		return g.cluster()
	}
	items := []any{}
	for !g.once(5) {
		items = append(items, g.cluster())
	}
	return map[string]any{"apiVersion": "v1", "kind": "List", "metadata": map[string]any{"resourceVersion": ""}, "items": items}
}

// cluster looks like what a server answers.
func (g *generator) cluster() any {
	name := g.pick("demo", "prod-1", "a", "db.example")
	object := map[string]any{
		"apiVersion": "cluster.x-k8s.io/v1beta2",
		"kind":       g.pick("Cluster", "MachineDeployment", "Pod"),
		"metadata": map[string]any{
			"name": name, "namespace": g.pick("default", "team"), "generation": int64(g.Intn(5)),
			"creationTimestamp": "2026-11-21T05:20:23Z",
			"labels":            map[string]any{"app.kubernetes.io/name": name, "env": g.pick("test", "prod"), "size": "3"},
			"annotations":       map[string]any{"note": g.pick("one\ntwo", "tab\there", "plain", "a <b> & \"c\"", "日本", "\x1b[31mred", "")},
		},
		"spec":   map[string]any{"replicas": int64(g.Intn(4)), "paused": g.once(2), "weight": float64(g.Intn(40)) / 8, "ports": g.ports()},
		"status": map[string]any{"conditions": g.conditions(), "phase": nil},
	}
	if g.once(4) {
		delete(object["metadata"].(map[string]any), g.pick("labels", "annotations"))
	}
	if g.once(4) {
		delete(object, g.pick("spec", "status"))
	}
	return object
}

func (g *generator) ports() any {
	ports := []any{}
	for !g.once(3) {
		ports = append(ports, map[string]any{"name": g.pick("https", "http"), "port": int64(g.pick("a", "bb")[0]) + int64(g.Intn(3))})
	}
	return ports
}

func (g *generator) conditions() any {
	conditions := []any{}
	for _, kind := range []string{"Ready", "Available", "InfrastructureReady"}[:g.Intn(4)] {
		condition := map[string]any{"type": kind, "status": g.pick("True", "False", "Unknown"), "observedGeneration": int64(g.Intn(3))}
		if g.once(2) {
			condition["reason"] = g.pick("Ready", "NotReady")
		}
		conditions = append(conditions, condition)
	}
	return conditions
}

func (g *generator) randomObject(depth int) any {
	object := map[string]any{}
	for !g.once(4) {
		key := g.pick("name", "a", "b", "metadata", "app.kubernetes.io/name", "x-y", "é", "日本", "0", "5", "range", "true", "a b", "*", "$", "items", "_x", "a.b")
		object[key] = g.value(depth - 1)
	}
	return object
}

func (g *generator) value(depth int) any {
	if depth > 0 && g.once(2) {
		if g.once(2) {
			return g.randomObject(depth)
		}
		list := []any{}
		for !g.once(4) {
			list = append(list, g.value(depth-1))
		}
		return list
	}
	switch g.Intn(8) {
	case 0:
		return nil
	case 1:
		return g.once(2)
	case 2:
		return []float64{0.5, 1e21, 1e-7, -2.25, 123456789.5, 1e6, 100000.5, 3.14159}[g.Intn(8)]
	case 3, 4:
		return []int64{0, 1, -1, 5, 1000000, 9223372036854775807, -9223372036854775808, 1 << 53}[g.Intn(8)]
	}
	return g.pick("", "x", "true", "5", "a b", "é", "日本", "👍", "e\u0301", "<&>", "a\nb", "tab\t", "\x1b[2J", "\x01", "\u2028", "quote\"", "b", "5")
}
