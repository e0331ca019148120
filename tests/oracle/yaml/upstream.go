// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"

	utiljson "k8s.io/apimachinery/pkg/util/json"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// tree is a JSON text as the unstructured objects of kubectl have it: integers are int64
// where that holds them, all other numbers float64.
func tree(text []byte) (any, error) {
	var value any
	err := utiljson.Unmarshal(text, &value)
	return value, err
}

// canonical writes the text as Go writes it: members sorted, floats alike.
func canonical(text []byte) string {
	value, err := tree(text)
	if err != nil {
		return err.Error()
	}
	written, _ := json.Marshal(value)
	return string(written)
}

// read gives the first document of the text as JSON, or a list of all.
func read(text []byte, all bool) ([]byte, error) {
	if all {
		return readAll(text)
	}
	return readOne(text)
}

// isJSON says whether upstream takes the text for JSON before it tries YAML. kubectl does
// so for objects only; for lists, which no API takes, it makes no difference but that some
// are no YAML.
func isJSON(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	return len(text) > 0 && (text[0] == '{' || text[0] == '[') && json.Valid(text)
}

// readOne gives the first document as JSON text.
func readOne(text []byte) ([]byte, error) {
	if isJSON(text) {
		if _, err := tree(text); err == nil {
			return text, nil
		}
	}
	return yaml.YAMLToJSON(text)
}

// readAll gives a list of all documents that are not null, as `kubectl apply -f` reads them.
func readAll(text []byte) ([]byte, error) {
	return decodeAll(utilyaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096))
}

func decodeAll(decoder interface{ Decode(into any) error }) ([]byte, error) {
	documents := []json.RawMessage{}
	for {
		var document json.RawMessage
		err := decoder.Decode(&document)
		if errors.Is(err, io.EOF) {
			return json.Marshal(documents)
		}
		if err != nil {
			return nil, err
		}
		if len(document) > 0 && string(document) != "null" {
			documents = append(documents, document)
		}
	}
}

// withoutNegativeZero makes the integer 0 of -0.0: kubectl's tree has no -0 that came from
// YAML, and no reader of JSON tells them apart.
func withoutNegativeZero(value any) any {
	switch value := value.(type) {
	case float64:
		if value == 0 && math.Signbit(value) {
			return int64(0)
		}
	case []any:
		for i := range value {
			value[i] = withoutNegativeZero(value[i])
		}
	case map[string]any:
		for key := range value {
			value[key] = withoutNegativeZero(value[key])
		}
	}
	return value
}
