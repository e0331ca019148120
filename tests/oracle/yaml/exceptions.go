// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
	yamlv2 "sigs.k8s.io/yaml/goyaml.v2"
)

// difference is one text that both sides read in their own ways.
type difference struct {
	text []byte
	all  bool
	want string // of upstream, "" when it refuses the text
	got  string // of ours, the same
}

// exception is a difference that is deliberate.
type exception struct {
	reason string
	holds  func(d difference) bool
}

// Where ours can agree it does; these are all that is left of reading. The first that holds
// counts.
var readingExceptions = []exception{
	{"a tag with a comma or bracket is refused: upstream makes them a part of the tag, and in a " +
		"list drops a value by that", hasOddTag},
	{"NUL in a key is refused: a C string ends there", hasNulKey},
	{"what stands directly behind a list or mapping in brackets is refused: upstream drops it",
		hasMoreBehind},
	{"two byte order marks at the start are skipped: upstream then skips a character of each line too",
		beginsTwice},
	{"of keys that are the same only as JSON (1 and \"1\") the last one wins: upstream takes either, " +
		"by chance", isByChance},
	{"half a surrogate pair in JSON is refused: upstream makes U+FFFD of it", hasHalfPair},
	{"what a later key replaces must be JSON too (no .inf, no null key): upstream looks only at what " +
		"is left", isReplaced},
	{"of all documents, one that goes on behind its end is refused: upstream drops the rest",
		goesOn},
	{"of all documents, each may be JSON that is no YAML: upstream takes that of the first ones only",
		isLaterJSON},
	{"of all documents, the first may begin with a brace and be no JSON: upstream guesses, and does " +
		"not always come back to YAML", isGuessed},
}

func excuseReading(d difference) string {
	for _, e := range readingExceptions {
		if e.holds(d) {
			return e.reason
		}
	}
	return ""
}

var oddTag = regexp.MustCompile(`![^ \t\r\n]*[,\[\]]`)

func hasOddTag(d difference) bool {
	return d.got == "" && oddTag.Match(d.text)
}

func hasNulKey(d difference) bool {
	return d.got == "" && regexp.MustCompile(`\\u0000[^"]*":`).MatchString(d.want)
}

func beginsTwice(d difference) bool {
	return bytes.HasPrefix(d.text, []byte("\ufeff\ufeff"))
}

// hasMoreBehind looks for a beginning of the text that is all upstream has read.
func hasMoreBehind(d difference) bool {
	if d.all || d.got != "" || d.want == "" {
		return false
	}
	for i, c := range d.text[:len(d.text)-1] {
		if c != ']' && c != '}' {
			continue
		}
		if want, err := read(d.text[:i+1], d.all); err == nil && canonical(want) == canonical([]byte(d.want)) {
			return true
		}
	}
	return false
}

func isByChance(d difference) bool {
	return d.got != "" && happens(canonical([]byte(d.got)), func() string {
		want, err := read(d.text, d.all)
		if err != nil {
			return ""
		}
		return canonical(want)
	})
}

// happens says whether upstream, asked again and again, says now and then what ours says.
// When it says the same 60 times there is no chance in it.
func happens(ours string, ask func() string) bool {
	first := ask()
	chance := false
	for i := 0; i < 1000 && (chance || i < 60); i++ {
		text := ask()
		if text == ours {
			return true
		}
		chance = chance || text != first
	}
	return false
}

var halfPair = regexp.MustCompile(`(?i)\\ud[89a-f][0-9a-f]{2}`)

func hasHalfPair(d difference) bool {
	return d.got == "" && strings.ContainsRune(canonical([]byte(d.want)), '\ufffd') && halfPair.Match(d.text)
}

// isReplaced says whether a key stands twice, by upstream's strict reader.
func isReplaced(d difference) bool {
	if d.got != "" || d.want == "" {
		return false
	}
	for _, document := range split(d) {
		if _, err := yaml.YAMLToJSONStrict(document); err != nil && strings.Contains(err.Error(), "already set") {
			return true
		}
	}
	return false
}

// split gives the documents as upstream cuts them.
func split(d difference) [][]byte {
	if !d.all {
		return [][]byte{d.text}
	}
	var documents [][]byte
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(d.text)))
	for {
		document, err := reader.Read()
		if err != nil {
			return documents
		}
		documents = append(documents, document)
	}
}

// goesOn reads each document to its end, which upstream does not do.
func goesOn(d difference) bool {
	if !d.all || d.got != "" || d.want == "" {
		return false
	}
	for _, document := range split(d) {
		var first, second any
		decoder := yamlv2.NewDecoder(bytes.NewReader(document))
		err := decodeQuietly(decoder, &first)
		if !errors.Is(err, io.EOF) && !errors.Is(decodeQuietly(decoder, &second), io.EOF) {
			return true
		}
	}
	return false
}

// decodeQuietly makes an error of the panics that the decoder of streams has.
func decodeQuietly(decoder *yamlv2.Decoder, value any) (err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("%v", problem)
		}
	}()
	return decoder.Decode(value)
}

func isLaterJSON(d difference) bool {
	if !d.all || d.got == "" || d.want != "" {
		return false
	}
	for _, document := range split(d) {
		_, behind, _ := bytes.Cut(document, []byte("\n"))
		if isJSON(document) || (bytes.HasPrefix(document, []byte("---")) && isJSON(behind)) {
			return true
		}
	}
	return false
}

// isGuessed says whether upstream agrees without its guess.
func isGuessed(d difference) bool {
	if !d.all || d.want != "" || d.got == "" {
		return false
	}
	want, err := decodeAll(utilyaml.NewYAMLToJSONDecoder(bytes.NewReader(d.text)))
	return err == nil && canonical(want) == canonical([]byte(d.got))
}

// Of writing there are only those where upstream's text is no use.
func excuseWriting(value any, want string, err error, got string) string {
	switch {
	case err != nil:
		return "what has a control character (DEL, C1) is written: upstream ends with an error"
	case !readsBack(value, want) && readsBack(value, got):
		return "what is written reads back: upstream's text does not (a key \"<<\", U+0085)"
	case isOrderedByChance(value, got):
		return "keys that mix leading zeros and digits have one order: upstream's is another each time"
	}
	return ""
}

func readsBack(value any, text string) bool {
	back, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		return false
	}
	written, _ := json.Marshal(value)
	return canonical(back) == canonical(written)
}

func isOrderedByChance(value any, got string) bool {
	return happens(got, func() string {
		text, _ := printYAML(value)
		return text
	})
}
