// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strings"
)

// shown is how many differences are printed.
const shown = 20

// result counts what a check has seen.
type result struct {
	compared    int
	refused     int // of those compared, by both sides
	differences int
	deliberate  map[string]int // by reason
	skipped     bool           // what is to be compared is not there
}

// differ counts a difference and prints it.
func (r *result) differ(what, want, got string) {
	r.differences++
	if r.differences <= shown {
		fmt.Printf("difference: %s\n  upstream %s\n  ours     %s\n", what, want, got)
	}
}

// excuse counts a deliberate difference.
func (r *result) excuse(reason string) {
	if r.deliberate == nil {
		r.deliberate = map[string]int{}
	}
	r.deliberate[reason]++
}

// report prints the counts and returns the exit code.
func (r *result) report(seed uint64) int {
	var reasons []string
	for reason := range r.deliberate {
		reasons = append(reasons, reason)
	}
	slices.Sort(reasons)
	total := 0
	for _, reason := range reasons {
		fmt.Printf("deliberate: %d: %s\n", r.deliberate[reason], reason)
		total += r.deliberate[reason]
	}
	var by strings.Builder
	if total > 0 {
		fmt.Fprintf(&by, ", %d deliberate (%d reasons)", total, len(reasons))
	}
	fmt.Printf("%d compared, %d of them refused by both, %d differences%s, seed %d\n", r.compared,
		r.refused, r.differences, by.String(), seed)
	if r.differences > 0 || (r.compared == 0 && !r.skipped) {
		return 1
	}
	return 0
}
