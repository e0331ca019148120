// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/cli-runtime/pkg/printers"
	"sigs.k8s.io/yaml"
)

// writing is how our writers print an object.
type writing struct {
	JSON  string `json:"json"`
	YAML  string `json:"yaml"`
	Error string `json:"error"`
}

// write compares how both sides print JSON texts, as YAML and as JSON.
func (r *run) write(texts []string) error {
	for len(texts) > 0 {
		n := min(batch, len(texts))
		var answers []writing
		if err := r.program.Ask(map[string]any{"write": texts[:n]}, &answers); err != nil {
			return err
		}
		if len(answers) != n {
			return fmt.Errorf("%d answers to %d objects", len(answers), n)
		}
		for i, answer := range answers {
			r.compareWriting(texts[i], answer)
		}
		texts = texts[n:]
	}
	return nil
}

func (r *run) compareWriting(text string, got writing) {
	value, err := tree([]byte(text))
	if err != nil {
		r.result.differ(text, "cannot read it: "+err.Error(), got.Error)
		return
	}
	r.result.compared++
	if want := printJSON(value); got.Error != "" || got.JSON != want {
		r.result.differ(fmt.Sprintf("%q as JSON", text), fmt.Sprintf("%q", want),
			fmt.Sprintf("%q%s", got.JSON, got.Error))
		return
	}
	want := printYAML(value)
	if got.YAML == want {
		return
	}
	if reason := excuseWriting(value, want, got.YAML); reason != "" {
		r.result.excuse(reason)
		return
	}
	r.result.differ(fmt.Sprintf("%q as YAML", text), fmt.Sprintf("%q", want), fmt.Sprintf("%q", got.YAML))
}

// isObject says whether kubectl's printers take the value.
func isObject(value any) (*unstructured.Unstructured, bool) {
	object, _ := value.(map[string]any)
	u := &unstructured.Unstructured{Object: object}
	return u, object != nil && !u.GroupVersionKind().Empty()
}

// printJSON prints as -o json does: what is no Kubernetes object by the rules of the
// printer, which are those of Go.
func printJSON(value any) string {
	var out bytes.Buffer
	if object, ok := isObject(value); ok {
		if err := (&printers.JSONPrinter{}).PrintObj(object, &out); err != nil {
			return err.Error()
		}
		return out.String()
	}
	text, err := json.MarshalIndent(value, "", "    ")
	if err != nil {
		return err.Error()
	}
	return string(text) + "\n"
}

// printYAML prints as -o yaml does.
func printYAML(value any) string {
	var out bytes.Buffer
	if object, ok := isObject(value); ok {
		if err := (&printers.YAMLPrinter{}).PrintObj(object, &out); err != nil {
			return err.Error()
		}
		return out.String()
	}
	text, err := yaml.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
