// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// batch is how many texts one request holds.
const batch = 500

// reading is what our reader says of a text.
type reading struct {
	JSON  string          `json:"json"`
	Value json.RawMessage `json:"value"`
	Error string          `json:"error"`
}

// read compares what both sides make of the texts: of the first document, or of all.
func (r *run) read(texts [][]byte, all bool) error {
	for len(texts) > 0 {
		n := min(batch, len(texts))
		var answers []reading
		request := map[string]any{"read": texts[:n], "all": all}
		if err := r.program.Ask(request, &answers); err != nil {
			return err
		}
		if len(answers) != n {
			return fmt.Errorf("%d answers to %d texts", len(answers), n)
		}
		for i, answer := range answers {
			r.compareReading(texts[i], all, answer)
		}
		texts = texts[n:]
	}
	return nil
}

func (r *run) compareReading(text []byte, all bool, got reading) {
	want, err := read(text, all)
	r.result.compared++
	if err != nil && got.Error != "" {
		r.result.refused++
		return
	}
	if err == nil && got.Error == "" && isSame(want, got) {
		return
	}
	d := difference{text: text, all: all, want: string(want), got: got.JSON}
	if reason := excuseReading(d); reason != "" {
		r.result.excuse(reason)
		return
	}
	r.result.differ(fmt.Sprintf("%q", text), show(want, err), got.show())
}

// isSame compares the texts, with the integers that no int64 holds as kubectl has them, and
// then what is a real number and what is an integer.
func isSame(want []byte, got reading) bool {
	if canonical(want) != canonical([]byte(got.JSON)) {
		return false
	}
	wanted, err := tree(want)
	if err != nil {
		return false
	}
	typed, err := tree(got.Value)
	return err == nil && reflect.DeepEqual(withoutNegativeZero(wanted), withoutNegativeZero(typed))
}

func show(value []byte, err error) string {
	if err != nil {
		return "refuses it: " + err.Error()
	}
	return string(value)
}

func (got reading) show() string {
	if got.Error != "" {
		return "refuses it: " + got.Error
	}
	return got.JSON + " (" + string(got.Value) + ")"
}
