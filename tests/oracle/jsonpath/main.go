// SPDX-License-Identifier: Apache-2.0

// jsonpath [-seed N] [-count N] PROGRAM compares what our JSONPath templates and custom
// columns print with what those of client-go and kubectl print, for generated templates on
// generated objects. It prints the differences and the counts, and ends with 1 if there is
// a difference that is not among the deliberate ones.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"sort"
	"strings"

	"kubectl-hetzner.dev/oracle/ours"
)

const batch = 200

// A one is a template, the object it is applied to, and how results are printed.
type one struct {
	Style    string `json:"style"` // text, json, columns
	Template []byte `json:"template"`
	Object   any    `json:"object"` // of columns the rows
}

// An answer has a text, or an error.
type answer struct {
	Text  []byte `json:"text"`
	Error string `json:"error"`
}

func (a answer) String() string {
	if a.Error != "" {
		return "error: " + a.Error
	}
	return fmt.Sprintf("%q", a.Text)
}

// counts are what the run ends with.
type counts struct {
	cases, texts, errors, differences int
	unordered                         int // alike when fields come in the order of their keys
	features                          map[string]int
	deliberate                        map[string]int
}

func (c *counts) print() {
	fmt.Println("in how many templates that give a text:", list(c.features))
	for _, difference := range deliberate {
		fmt.Printf("deliberate: %4d  %s: %s\n", c.deliberate[difference.name], difference.name, difference.reason)
	}
	fmt.Printf("%d templates, %d the same text (%d times with objects in the order of keys), "+
		"%d both refused, %d deliberate, %d differences\n",
		c.cases, c.texts, c.unordered, c.errors, c.cases-c.texts-c.errors-c.differences, c.differences)
}

func list(numbers map[string]int) string {
	var words []string
	for name, number := range numbers {
		words = append(words, fmt.Sprintf("%s %d", name, number))
	}
	sort.Strings(words)
	return strings.Join(words, ", ")
}

// same says whether both answers are texts and equal, or both are errors.
func same(want, got answer) bool {
	return (want.Error != "") == (got.Error != "") && bytes.Equal(want.Text, got.Text)
}

func (c *counts) judge(one one, got answer) {
	c.cases++
	want := upstream(one, plain)
	if !same(want, got) && leavesOrderOpen(one) {
		want = inOrder(one, want, got)
		c.unordered++
	}
	switch {
	case !same(want, got):
		c.differ(one, want, got)
	case want.Error != "":
		c.errors++
	default:
		c.texts++
		for _, feature := range featuresOf(one) {
			c.features[feature]++
		}
	}
}

func (c *counts) differ(one one, want, got answer) {
	for _, difference := range deliberate {
		if difference.is(one, want, got) {
			c.deliberate[difference.name]++
			return
		}
	}
	c.differences++
	if c.differences > 30 {
		return
	}
	object, _ := json.Marshal(one.Object)
	if len(object) > 600 {
		object = append(object[:600], "..."...)
	}
	fmt.Printf("%s %q\n  of %s\n  upstream: %.600v\n  ours:     %.600v\n", one.Style, one.Template, object, want, got)
}

// featuresOf names what the template has in it, so that the counts show what was compared.
func featuresOf(one one) []string {
	features := []string{one.Style}
	for text, feature := range map[string]string{
		"..": "..", "*": "*", "[?(": "filter", "range": "range", "end": "end", ",": "union",
		"['": "key", "\\.": "escaped dot", "\"": "quotes", ":": "slice or column", "==": "==", "!=": "!=",
		"<": "<", ">": ">", "@": "@", "$": "$", "\n": "line break",
	} {
		if strings.Contains(string(one.Template), text) {
			features = append(features, feature)
		}
	}
	return features
}

func compare(program *ours.Program, make *generator, count int) (*counts, error) {
	c := &counts{features: map[string]int{}, deliberate: map[string]int{}}
	for c.cases < count {
		var ones []one
		for len(ones) < batch {
			ones = append(ones, make.one())
		}
		var answers []answer
		if err := program.Ask(ones, &answers); err != nil {
			return nil, err
		}
		for i := range ones {
			c.judge(ones[i], answers[i])
		}
	}
	return c, nil
}

func main() {
	seed := flag.Int64("seed", 1, "of the random templates and objects")
	count := flag.Int("count", 30000, "of templates")
	flag.Parse()
	program, err := ours.Start(flag.Arg(0))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	counts, err := compare(program, &generator{rand.New(rand.NewSource(*seed))}, *count)
	if err == nil {
		err = program.Close()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	counts.print()
	if counts.differences > 0 {
		os.Exit(1)
	}
}
