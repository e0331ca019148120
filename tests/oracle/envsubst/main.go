// SPDX-License-Identifier: Apache-2.0

// envsubst [-seed N] [-count N] -rows FILE PROGRAM compares what our templates become with
// what drone/envsubst makes of them in the way that clusterctl uses it: the rows of FILE, and
// COUNT random templates. It prints the differences and the counts, and ends with 1 if there
// is one.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand"
	"os"
	"slices"
	"strings"
	"unicode"

	"kubectl-hetzner.dev/oracle/ours"
)

// deliberate are the differences that we want.
var deliberate = []struct {
	name, reason string
	holds        func(theirs, ours result) bool
}{
	{"panic", "clusterctl ends by a panic; we say where the template is wrong",
		func(theirs, ours result) bool {
			return errors.Is(theirs.err, errPanic) && ours.err != nil && isSubstring(ours.err)
		}},
}

func isSubstring(err error) bool {
	return strings.Contains(err.Error(), "a substring of length")
}

// answer is what our program says of one template.
type answer struct {
	Text      []byte
	Error     string
	Reason    string
	Variables map[string][]byte
}

func (a answer) result() result {
	got := result{text: string(a.Text)}
	switch a.Reason {
	case "":
	case "MissingVariables":
		_, list, _ := strings.Cut(a.Error, "without a value: ")
		got.err = errMissing(strings.Split(list, ", "))
	default:
		got.err = errors.New(a.Error)
	}
	if a.Variables != nil {
		got.variables = map[string]string{}
		for name, text := range a.Variables {
			got.variables[name] = string(text)
		}
	}
	return got
}

// same tells whether both filled the template alike, miss the same values, or refuse it.
func same(theirs, ours result) bool {
	var their, our errMissing
	if errors.As(theirs.err, &their) != errors.As(ours.err, &our) || their.Error() != our.Error() {
		return false
	}
	return (theirs.err == nil) == (ours.err == nil) && !errors.Is(theirs.err, errPanic) &&
		theirs.text == ours.text && maps.Equal(theirs.variables, ours.variables) &&
		(theirs.variables == nil) == (ours.variables == nil)
}

// counts is what was seen.
type counts struct {
	templates, filled, missing, refused, differences int
	deliberate                                       map[string]int
}

func (c *counts) add(t template, theirs, ours result) {
	c.templates++
	var names errMissing
	switch {
	case theirs.err == nil:
		c.filled++
	case errors.As(theirs.err, &names):
		c.missing++
	default:
		c.refused++
	}
	if same(theirs, ours) {
		return
	}
	for _, difference := range deliberate {
		if difference.holds(theirs, ours) {
			c.deliberate[difference.name]++
			return
		}
	}
	c.differences++
	fmt.Printf("%q with %q\n\ttheirs: %q %v %q\n\tours:   %q %v %q\n", t.Text, t.Values,
		theirs.text, theirs.err, theirs.variables, ours.text, ours.err, ours.variables)
}

func (c *counts) compare(program *ours.Program, templates []template) error {
	var answers []answer
	if err := program.Ask(map[string]any{"templates": templates}, &answers); err != nil {
		return err
	}
	for i, t := range templates {
		c.add(t, upstream(string(t.Text), t.Values), answers[i].result())
	}
	return nil
}

// readRows reads the cases of the unit test.
func readRows(path string) ([]template, error) {
	var file struct {
		Values map[string]string
		Rows   map[string][]struct{ Text string }
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, err
	}
	values := map[string][]byte{}
	for name, value := range file.Values {
		values[name] = []byte(value)
	}
	var rows []template
	for _, name := range slices.Sorted(maps.Keys(file.Rows)) {
		for _, row := range file.Rows[name] {
			rows = append(rows, template{[]byte(row.Text), values})
		}
	}
	return rows, nil
}

// compareCharacters compares what both know of each character, and returns how many differ.
func compareCharacters(program *ours.Program) (int, error) {
	const block = 0x1000
	differences := 0
	if unicode.Version != "15.0.0" {
		fmt.Printf("the characters are not compared: this Go has Unicode %s\n", unicode.Version)
		return 0, nil
	}
	for first := rune(0); first <= unicode.MaxRune; first += block {
		var answers [][3]rune
		if err := program.Ask(map[string]any{"characters": []rune{first, block}}, &answers); err != nil {
			return 0, err
		}
		for i, got := range answers {
			c := first + rune(i)
			want := [3]rune{0, unicode.ToUpper(c), unicode.ToLower(c)}
			if unicode.IsLetter(c) || unicode.IsDigit(c) {
				want[0] = 1
			}
			if got != want {
				differences++
				fmt.Printf("%U: theirs: %x, ours: %x\n", c, want, got)
			}
		}
	}
	return differences, nil
}

func run(program *ours.Program, rowsPath string, seed int64, count int) (*counts, error) {
	seen := &counts{deliberate: map[string]int{}}
	rows, err := readRows(rowsPath)
	if err != nil {
		return nil, err
	}
	if err := seen.compare(program, rows); err != nil {
		return nil, err
	}
	characters, err := compareCharacters(program)
	if err != nil {
		return nil, err
	}
	seen.differences += characters
	g := &generator{Rand: rand.New(rand.NewSource(seed))}
	for _, row := range rows {
		g.rows = append(g.rows, string(row.Text))
	}
	for seen.templates < count+len(rows) {
		var templates []template
		for range 500 {
			templates = append(templates, g.next())
		}
		if err := seen.compare(program, templates); err != nil {
			return nil, err
		}
	}
	return seen, nil
}

func main() {
	seed := flag.Int64("seed", 1, "of the random templates")
	count := flag.Int("count", 50000, "of random templates")
	rows := flag.String("rows", "", "the cases of the unit test")
	flag.Parse()
	program, err := ours.Start(flag.Arg(0))
	if err == nil {
		var seen *counts
		seen, err = run(program, *rows, *seed, *count)
		if err == nil {
			report(seen)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func report(seen *counts) {
	for _, difference := range deliberate {
		fmt.Printf("deliberate: %d times %s: %s\n", seen.deliberate[difference.name], difference.name,
			difference.reason)
	}
	fmt.Printf("%d templates: %d filled, %d without a value, %d refused; %d differences\n",
		seen.templates, seen.filled, seen.missing, seen.refused, seen.differences)
	if seen.differences > 0 || seen.filled < seen.templates/2 {
		os.Exit(1)
	}
}
