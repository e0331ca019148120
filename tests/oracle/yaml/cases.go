// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
)

// scalarCases are the scalars of the list that the unit tests run.
func scalarCases() ([]string, error) {
	var scalars []string
	text, err := os.ReadFile(folder + "scalars.txt")
	for _, line := range strings.Split(string(text), "\n") {
		scalar, _, found := strings.Cut(line, "=> ")
		if found && !strings.HasPrefix(line, "#") {
			scalars = append(scalars, strings.TrimSuffix(scalar, " "))
		}
	}
	return scalars, err
}

// documentCases are the documents of that list, without what they become.
func documentCases() ([][]byte, error) {
	var documents [][]byte
	text, err := os.ReadFile(folder + "documents.txt")
	parts := bytes.Split(text, []byte("\n=== "))
	for _, part := range parts[1:] {
		_, document, _ := bytes.Cut(part, []byte("\n"))
		document, _, found := bytes.Cut(document, []byte("=> "))
		if !found {
			return nil, fmt.Errorf("%q has no result", part)
		}
		documents = append(documents, document)
	}
	return documents, err
}

// objectCases are the JSON values of the list of what is written.
func objectCases() ([]string, error) {
	var objects []string
	text, err := os.ReadFile(folder + "written.txt")
	for _, line := range strings.Split(string(text), "\n") {
		if object, found := strings.CutPrefix(line, "=== "); found {
			objects = append(objects, object)
		}
	}
	return objects, err
}

// checkCases holds the lists themselves to upstream: what our unit tests expect is what
// upstream says.
func checkCases(r *run) error {
	scalars, err := scalarCases()
	if err != nil {
		return err
	}
	var texts [][]byte
	for _, scalar := range scalars {
		texts = append(texts, []byte("a: "+scalar+"\n"))
	}
	documents, err := documentCases()
	if err != nil {
		return err
	}
	texts = append(texts, documents...)
	if err := r.read(texts, false); err != nil {
		return err
	}
	return r.read(documents, true)
}
