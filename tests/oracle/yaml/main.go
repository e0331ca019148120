// SPDX-License-Identifier: Apache-2.0

// yaml PROGRAM compares what our YAML reader makes of texts with what sigs.k8s.io/yaml
// makes of them. It prints the differences and the counts, and ends with 1 if there is one.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"kubectl-hetzner.dev/oracle/ours"
	"sigs.k8s.io/yaml"
)

type answer struct {
	Value json.RawMessage `json:"value"`
	Error string          `json:"error"`
}

func main() {
	texts := []string{"a: b", "a: [no, 0x10]", "a: [", "{<<: {b: 1}, a: ~}"}
	program, err := ours.Start(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var answers []answer
	if err := program.Ask(map[string]any{"texts": texts}, &answers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	differences := 0
	for i, text := range texts {
		want, err := yaml.YAMLToJSON([]byte(text))
		got := answers[i]
		if (err == nil) != (got.Error == "") {
			differences++
		} else if err == nil && !bytes.Equal(want, got.Value) {
			differences++
		}
	}
	fmt.Printf("%d texts, %d differences\n", len(texts), differences)
	if differences > 0 {
		os.Exit(1)
	}
}
