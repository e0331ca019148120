// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/drone/envsubst/v2"
	"github.com/drone/envsubst/v2/parse"
)

// The steps of clusterctl v1.13.5, said again because its module would change the versions of
// ours: cmd/clusterctl/client/yamlprocessor/simple_processor.go of cluster-api.

var (
	padded = regexp.MustCompile(`\${(\s+[A-Za-z0-9_$]+\s*|[A-Za-z0-9_$]+\s+)}`)
	space  = regexp.MustCompile(`\s`)
)

// errMissing is the failure for want of values.
type errMissing []string

func (e errMissing) Error() string { return strings.Join(e, ", ") }

// errPanic is a panic of upstream's.
var errPanic = errors.New("panic")

// result is what one side makes of a template. variables is nil if it could not be read; a
// variable that must have a value has a default of "".
type result struct {
	text      string
	err       error
	variables map[string]string
}

// defaultOf is the text of the arguments of a substitution.
func defaultOf(function *parse.FuncNode) string {
	var text strings.Builder
	for _, argument := range function.Args {
		switch argument := argument.(type) {
		case *parse.FuncNode:
			text.WriteString("${" + argument.Param + "}")
		case *parse.TextNode:
			text.WriteString(argument.Value)
		}
	}
	return text.String()
}

// list adds the variables of node and the default at the first occurrence of each.
func list(node parse.Node, variables map[string]string) {
	switch node := node.(type) {
	case *parse.ListNode:
		for _, node := range node.Nodes {
			list(node, variables)
		}
	case *parse.FuncNode:
		if _, known := variables[node.Param]; !known {
			variables[node.Param] = defaultOf(node)
		}
	}
}

func missing(variables map[string]string, values map[string][]byte) errMissing {
	var names errMissing
	for name, text := range variables {
		if _, set := values[name]; !set && text == "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func upstream(text string, values map[string][]byte) (got result) {
	defer func() {
		if panicked := recover(); panicked != nil {
			got.text, got.err = "", fmt.Errorf("%w: %v", errPanic, panicked)
		}
	}()
	text = padded.ReplaceAllStringFunc(text, func(found string) string {
		return space.ReplaceAllString(found, "")
	})
	tree, err := parse.Parse(text)
	if err != nil {
		return result{err: err}
	}
	got.variables = map[string]string{}
	list(tree.Root, got.variables)
	if names := missing(got.variables, values); names != nil {
		got.err = names
		return got
	}
	got.text, got.err = envsubst.Eval(text, func(name string) string { return string(values[name]) })
	return got
}
