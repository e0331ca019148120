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
	if want, err := printJSON(value); err != nil || got.JSON != want {
		r.result.differ(fmt.Sprintf("%q as JSON", text), show([]byte(want), err), got.JSON+got.Error)
		return
	}
	want, err := printYAML(value)
	if err == nil && got.YAML == want {
		return
	}
	if reason := excuseWriting(value, want, err, got.YAML); reason != "" {
		r.result.excuse(reason)
		return
	}
	r.result.differ(fmt.Sprintf("%q as YAML", text), fmt.Sprintf("%q", show([]byte(want), err)),
		fmt.Sprintf("%q", got.YAML))
}

// isObject says whether kubectl's printers take the value.
func isObject(value any) (*unstructured.Unstructured, bool) {
	object, _ := value.(map[string]any)
	u := &unstructured.Unstructured{Object: object}
	return u, object != nil && !u.GroupVersionKind().Empty()
}

// printJSON prints as -o json does; what is no Kubernetes object, by the same rules of Go.
func printJSON(value any) (string, error) {
	if object, ok := isObject(value); ok {
		var out bytes.Buffer
		err := (&printers.JSONPrinter{}).PrintObj(object, &out)
		return out.String(), err
	}
	text, err := json.MarshalIndent(value, "", "    ")
	return string(text) + "\n", err
}

// printYAML prints as -o yaml does.
func printYAML(value any) (string, error) {
	if object, ok := isObject(value); ok {
		var out bytes.Buffer
		err := (&printers.YAMLPrinter{}).PrintObj(object, &out)
		return out.String(), err
	}
	text, err := yaml.Marshal(value)
	return string(text), err
}
