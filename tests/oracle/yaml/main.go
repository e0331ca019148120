// SPDX-License-Identifier: Apache-2.0

// yaml [-seed N] [-count N] CHECK PROGRAM holds our YAML and JSON beside those of
// sigs.k8s.io/yaml and of kubectl. The checks are the functions of the table below. Each
// prints the differences, the deliberate ones by reason, and as its last line the counts,
// and ends with 1 on a difference.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"

	"kubectl-hetzner.dev/oracle/ours"
)

// folder is where the cases lie that the unit tests run too, seen from the repository.
const folder = "tests/unit/data/yaml/"

type check struct {
	name  string
	count int // how many, unless the caller says otherwise; 0: all there are
	run   func(r *run) error
}

var checks = []check{
	{"cases", 0, checkCases},
	{"scalars", 120000, checkScalars},
	{"documents", 8000, checkDocuments},
	{"strings", 30000, checkStrings},
	{"objects", 6000, checkObjects},
	{"manifests", 0, checkManifests},
}

// run is one check under way.
type run struct {
	program *ours.Program
	random  *rand.Rand
	count   int
	result  result
}

func main() {
	seed := flag.Uint64("seed", 1, "of all that is random")
	count := flag.Int("count", 0, "of texts, instead of the default")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: yaml [-seed N] [-count N] CHECK PROGRAM")
		os.Exit(2)
	}
	for _, c := range checks {
		if c.name != flag.Arg(0) {
			continue
		}
		if *count > 0 {
			c.count = *count
		}
		os.Exit(start(c, flag.Arg(1), *seed))
	}
	fmt.Fprintf(os.Stderr, "yaml: there is no check %q\n", flag.Arg(0))
	os.Exit(2)
}

// start runs the check and returns the exit code.
func start(c check, path string, seed uint64) int {
	program, err := ours.Start(path)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	r := &run{program: program, random: rand.New(rand.NewPCG(seed, 0)), count: c.count}
	err = c.run(r)
	if closed := program.Close(); err == nil {
		err = closed
	}
	if err != nil {
		fmt.Println(err)
		return 1
	}
	return r.result.report(seed)
}
