// SPDX-License-Identifier: Apache-2.0

// kubeconfig [-count N] [-seed N] [-only N] PROGRAM makes up set-ups of kubeconfig files,
// variables and options, and compares where our program would send its requests, and with
// which credential, with what client-go says, driven as kubectl drives it. It prints the
// differences and how often each field and option occurred, and ends with 1 when there is
// a difference, or too few set-ups to say that there is none.
package main

import (
	"flag"
	"fmt"
	"os"

	"kubectl-hetzner.dev/oracle/ours"
)

func main() {
	count := flag.Int("count", 4000, "how many set-ups")
	seed := flag.Int64("seed", 1, "where the random numbers start")
	only := flag.Int("only", -1, "show this one alone, with its files")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	good, err := run(flag.Arg(0), *count, *seed, *only)
	if err != nil {
		fmt.Fprintln(os.Stderr, "kubeconfig:", err)
	}
	if !good {
		os.Exit(1)
	}
}

// run compares count set-ups; whether all is well.
func run(path string, count int, seed int64, only int) (bool, error) {
	bed, err := newBed()
	if err != nil {
		return false, err
	}
	defer bed.remove()
	program, err := ours.Start(path)
	if err != nil {
		return false, err
	}
	counts := newCounts()
	for i := range count {
		if only >= 0 && i != only {
			continue
		}
		s := generate(seed, i, bed.root)
		if only >= 0 {
			fmt.Print(s)
		}
		if err := compare(bed, program, i, s, counts); err != nil {
			return false, err
		}
	}
	if err := program.Close(); err != nil {
		return false, err
	}
	if only >= 0 {
		return counts.differences == 0, nil
	}
	return counts.report(), nil
}
