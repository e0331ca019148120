// SPDX-License-Identifier: Apache-2.0

// output [-seed N] PROGRAM compares our ages with apimachinery's HumanDuration, and our tables
// with those of cli-runtime's table printer, for generated ones. It prints the differences and
// the counts, and ends with 1 if there is a difference that is not among the deliberate ones.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"strings"
	"time"
	"unicode"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/duration"
	"k8s.io/cli-runtime/pkg/printers"

	"kubectl-hetzner.dev/oracle/ours"
)

const tableCount = 20000

// ages are all seconds of the first days, all around where the format changes, and random
// ones of up to 30 years.
func ages(random *rand.Rand) []int64 {
	var ages []int64
	for age := int64(-5); age < 200000; age++ {
		ages = append(ages, age)
	}
	for _, days := range []int64{2, 8, 364, 365, 366, 2 * 365, 3 * 365, 8 * 365, 9 * 365, 20 * 365} {
		for near := int64(-4000); near <= 4000; near++ {
			ages = append(ages, days*86400+near)
		}
	}
	for range 100000 {
		ages = append(ages, random.Int63n(30*365*86400))
	}
	return ages
}

func compareAges(program *ours.Program, random *rand.Rand) (count, differences int, err error) {
	ages := ages(random)
	var answers []string
	if err := program.Ask(map[string]any{"ages": ages}, &answers); err != nil {
		return 0, 0, err
	}
	for i, age := range ages {
		want := duration.HumanDuration(time.Duration(age) * time.Second)
		if want == answers[i] {
			continue
		}
		differences++
		fmt.Printf("age %d: upstream %s, ours %s\n", age, want, answers[i])
	}
	return len(ages), differences, nil
}

// A table as our program takes it.
type table struct {
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
	Headers bool       `json:"headers"`
}

// cell is the text of one; special ones are those that are laid out in our own way.
func cell(random *rand.Rand, special bool) string {
	cells := []string{"", "a", "<none>", "<unknown>", "production", "v1.35.4", "2d1h", "1/3", "203.0.113.7:6443", "two words",
		"ééééé", "naïve", "one\ntwo", "\n", "a\rb", "form\ffeed", "x\n", "a-name-that-is-much-longer-than-others", "Ω", "€",
		" lead", "trail ", "日本", "👍", "e\u0301", "\x1b[31mred", "a\tb", "\x01", "\u009b2J", "\u202e"}
	if !special {
		return cells[random.Intn(22)]
	}
	return cells[random.Intn(len(cells))]
}

func makeTable(random *rand.Rand) table {
	headers := []string{"NAME", "AGE", "PHASE", "CONTROL-PLANES", "A", "BB", "NAMESPACE"}
	table := table{Rows: [][]string{}, Headers: random.Intn(3) > 0}
	special := random.Intn(5) == 0
	for count := 1 + random.Intn(6); count > 0; count-- {
		table.Columns = append(table.Columns, headers[random.Intn(len(headers))])
	}
	for count := random.Intn(8); count > 0; count-- {
		var row []string
		for range table.Columns {
			row = append(row, cell(random, special))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

func upstream(table table) (string, error) {
	object := &metav1.Table{}
	for _, column := range table.Columns {
		object.ColumnDefinitions = append(object.ColumnDefinitions, metav1.TableColumnDefinition{Name: column, Type: "string"})
	}
	for _, row := range table.Rows {
		var cells []any
		for _, cell := range row {
			cells = append(cells, cell)
		}
		object.Rows = append(object.Rows, metav1.TableRow{Cells: cells})
	}
	var out bytes.Buffer
	err := printers.NewTablePrinter(printers.PrintOptions{NoHeaders: !table.Headers}).PrintObj(object, &out)
	return out.String(), err
}

// What we want to be different: characters that a cell has, and what we do with them.
var deliberate = []struct {
	name, reason string
	has          func(r rune) bool
}{
	{
		"control characters", "are shown as \\xNN or \\u{N}, and a tab is a blank; upstream has ^[ for ESC, leaves the others, " +
			"and a tab begins a cell of its own",
		func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\n\r\f", r) || r == '\u202e' },
	},
	{
		"wide and combining characters", "take the columns that they have on a terminal; upstream counts each as one",
		func(r rune) bool { return strings.ContainsRune("日本👍\u0301", r) },
	},
}

// firstLines are what is shown of the cells.
func (t table) firstLines() string {
	var lines strings.Builder
	for _, row := range t.Rows {
		for _, cell := range row {
			if end := strings.IndexAny(cell, "\n\r\f"); end >= 0 {
				cell = cell[:end]
			}
			lines.WriteString(cell + "\n")
		}
	}
	return lines.String()
}

// isDeliberate says whether a difference is among those, and counts it.
func isDeliberate(table table, counts []int) bool {
	for i := range deliberate {
		if strings.ContainsFunc(table.firstLines(), deliberate[i].has) {
			counts[i]++
			return true
		}
	}
	return false
}

func compareTables(program *ours.Program, random *rand.Rand) (same, differences int, counts []int, err error) {
	var tables []table
	for range tableCount {
		tables = append(tables, makeTable(random))
	}
	counts = make([]int, len(deliberate))
	var answers []string
	if err := program.Ask(map[string]any{"tables": tables}, &answers); err != nil {
		return 0, 0, nil, err
	}
	for i, table := range tables {
		want, err := upstream(table)
		if err != nil {
			return 0, 0, nil, err
		}
		if want == answers[i] {
			same++
		} else if !isDeliberate(table, counts) {
			differences++
			fmt.Printf("table %q headers %v\n  upstream: %q\n  ours:     %q\n", table.Rows, table.Headers, want, answers[i])
		}
	}
	return same, differences, counts, nil
}

func run(path string, seed int64) error {
	random := rand.New(rand.NewSource(seed))
	program, err := ours.Start(path)
	if err != nil {
		return err
	}
	ageCount, ageDifferences, err := compareAges(program, random)
	if err != nil {
		return err
	}
	same, differences, counts, err := compareTables(program, random)
	if err != nil {
		return err
	}
	for i := range deliberate {
		fmt.Printf("deliberate: %4d  %s: %s\n", counts[i], deliberate[i].name, deliberate[i].reason)
	}
	fmt.Printf("%d ages, %d differences; %d tables, %d the same, %d differences\n", ageCount, ageDifferences, tableCount, same, differences)
	if ageDifferences+differences > 0 {
		os.Exit(1)
	}
	return program.Close()
}

func main() {
	seed := flag.Int64("seed", 1, "of the random ages and tables")
	flag.Parse()
	if err := run(flag.Arg(0), *seed); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
