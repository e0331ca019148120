// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/client-go/util/jsonpath"
	"k8s.io/kubectl/pkg/cmd/get"
)

// leavesOrderOpen says whether upstream's answer depends on the order of Go's maps.
func leavesOrderOpen(one one) bool {
	template := string(one.Template)
	return strings.Contains(template, "*") || strings.Contains(template, "..") ||
		// the path "." becomes {..}
		one.Style == "columns" && (strings.Contains(template, ".}") || strings.Contains(template+",", ":.,"))
}

// inOrder is upstream's answer with the fields of objects in the order of their keys. Columns
// take no structs; there it is enough that the same characters are printed in one of many
// tries, with as many blanks as they may need.
func inOrder(one one, want, got answer) answer {
	if one.Style != "columns" {
		return upstream(one, ordered)
	}
	for tries := 0; tries < 100; tries++ {
		if another := upstream(one, plain); (another.Error != "") == (got.Error != "") &&
			bytes.Equal(characters(another.Text), characters(got.Text)) {
			return got
		}
	}
	return want
}

// characters are the sorted bytes less the blanks.
func characters(text []byte) []byte {
	text = bytes.ReplaceAll(text, []byte(" "), nil)
	slices.Sort(text)
	return text
}

// decode makes of the object what kubectl has: integers as int64, other numbers as float64.
func decode(object any) any {
	text, err := json.Marshal(object)
	if err != nil {
		panic(err)
	}
	var decoded any
	if err := utiljson.Unmarshal(text, &decoded); err != nil {
		panic(err)
	}
	return decoded
}

// plain is the object as it is.
func plain(object any) any {
	return object
}

// ordered is the object with structs in place of maps, whose fields have an order: jsonpath
// takes both.
func ordered(object any) any {
	switch value := object.(type) {
	case []any:
		list := make([]any, len(value))
		for i := range value {
			list[i] = ordered(value[i])
		}
		return list
	case map[string]any:
		return orderedMap(value)
	}
	return object
}

func orderedMap(object map[string]any) any {
	var keys []string
	for key := range object {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	fields := make([]reflect.StructField, len(keys))
	for i, key := range keys {
		fields[i] = reflect.StructField{
			Name: fmt.Sprintf("Hz%d", i),
			Type: reflect.TypeFor[any](),
			Tag:  reflect.StructTag(fmt.Sprintf("json:%q", key)),
		}
	}
	result := reflect.New(reflect.StructOf(fields)).Elem()
	for i, key := range keys {
		if value := ordered(object[key]); value != nil {
			result.Field(i).Set(reflect.ValueOf(value))
		}
	}
	return result.Interface()
}

// upstream is what upstream prints; a panic of it is an error.
func upstream(one one, shape func(any) any) (result answer) {
	defer func() {
		if problem := recover(); problem != nil {
			result = answer{Error: fmt.Sprintf("panic: %v", problem)}
		}
	}()
	var out bytes.Buffer
	var err error
	if one.Style == "columns" {
		err = printColumns(&out, one)
	} else {
		err = printPath(&out, one, shape)
	}
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Text: out.Bytes()}
}

func printPath(out *bytes.Buffer, one one, shape func(any) any) error {
	path := jsonpath.New("out").AllowMissingKeys(true)
	path.EnableJSONOutput(one.Style == "json")
	if err := path.Parse(string(one.Template)); err != nil {
		return err
	}
	return path.Execute(out, shape(decode(one.Object)))
}

func printColumns(out *bytes.Buffer, one one) error {
	printer, err := get.NewCustomColumnsPrinterFromSpec(string(one.Template), nil, false)
	if err != nil {
		return err
	}
	list := &unstructured.UnstructuredList{Object: map[string]any{"kind": "List", "apiVersion": "v1"}}
	for _, row := range decode(one.Object).([]any) {
		list.Items = append(list.Items, unstructured.Unstructured{Object: row.(map[string]any)})
	}
	return printer.PrintObj(list, out)
}

// A difference is one that we want.
type difference struct {
	name, reason string
	is           func(one one, want, got answer) bool
}

var deliberate = []difference{
	{
		"what can only fail", "words and operators that do not exist, and range and end in brackets, are " +
			"refused before the request; upstream fails when it comes to them, if it does",
		func(one one, want, got answer) bool {
			return want.Error == "" &&
				(strings.Contains(got.Error, ": there is no \"") || strings.Contains(got.Error, ": there is no operator"))
		},
	},
	{
		"symbols beyond ASCII", "count as letters; upstream asks Unicode whether they are",
		func(one one, want, got answer) bool {
			return got.Error == "" && strings.HasPrefix(want.Error, "unrecognized character in action: U+")
		},
	},
	{
		"bytes that are no UTF-8", "are U+FFFD itself in JSON, where upstream escapes it, and \\xNN in cells",
		func(one one, want, got answer) bool {
			if one.Style == "columns" {
				return want.Error == "" && got.Error == "" && (!utf8.Valid(one.Template) || bytes.Contains(one.Template, []byte(`\x`)))
			}
			return one.Style == "json" && bytes.Equal(bytes.ReplaceAll(want.Text, []byte(`\ufffd`), []byte("\ufffd")), got.Text)
		},
	},
	{
		"null that a range goes over", "is null in JSON; upstream panics",
		func(one one, want, got answer) bool {
			return one.Style == "json" && got.Error == "" && strings.Contains(string(got.Text), "null") &&
				want.Error == "panic: reflect: call of reflect.Value.Interface on zero Value"
		},
	},
	{
		"columns with a range", "are the same in each row; upstream loses the rest of the template after the first",
		func(one one, want, got answer) bool {
			return one.Style == "columns" && strings.Contains(string(one.Template), "range") && got.Error == ""
		},
	},
	{
		"cells that leave their row", "line breaks cut a cell, as in kubectl's own tables, and tabs are blanks; " +
			"upstream prints them and spoils the table",
		func(one one, want, got answer) bool {
			return one.Style == "columns" && got.Error == "" && want.Error == "" &&
				(hasText(one.Object, "\n\t\r\f\v") || strings.ContainsAny(string(one.Template), "\n\t"))
		},
	},
	{
		"wide characters", "take the columns that they have on a terminal; upstream counts each as one",
		func(one one, want, got answer) bool {
			return one.Style == "columns" && got.Error == "" && hasText(one.Object, "日本👍\u0301") &&
				strings.Join(strings.Fields(string(want.Text)), " ") == strings.Join(strings.Fields(string(got.Text)), " ")
		},
	},
	{
		"control characters in cells", "are shown as \\xNN, all of them; upstream has ^[ for ESC and leaves others",
		func(one one, want, got answer) bool {
			return one.Style == "columns" && got.Error == "" && want.Error == "" && hasText(one.Object, "\x1b\x01")
		},
	},
}

// hasText says whether a string or key in the object has one of the characters.
func hasText(object any, characters string) bool {
	switch value := object.(type) {
	case string:
		return strings.ContainsAny(value, characters)
	case []any:
		for _, element := range value {
			if hasText(element, characters) {
				return true
			}
		}
	case map[string]any:
		for key, element := range value {
			if strings.ContainsAny(key, characters) || hasText(element, characters) {
				return true
			}
		}
	}
	return false
}
