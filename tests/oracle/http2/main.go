// SPDX-License-Identifier: Apache-2.0

// http2 [-only NAME] PROGRAM has our HTTP client talk to servers that break off wherever
// HTTP/2 lets them. It prints what was not as it has to be and the counts, and ends with 1
// if there is anything.
package main

import (
	"cmp"
	"crypto/tls"
	"flag"
	"fmt"
	"net"
	"os"
	"slices"

	"kubectl-hetzner.dev/oracle/ours"
)

const (
	mostFaults = 5     // that are shown of one scenario
	patience   = 20000 // milliseconds; what takes longer is not noticed to be dead
)

// What our program is asked for.
type wish struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Size   int    `json:"size"` // of the body
}

// What it says of one request.
type answer struct {
	Status  int
	Size    int
	Body    string
	Reason  string
	Message string
	Advice  string
}

// A scenario is a server, what is asked of it, and what has to come of that.
type scenario struct {
	name    string
	batches [][]wish
	stall   int            // milliseconds after which a silent server is given up; 0: patience
	server  func() handler // a new one
	check   func(o *outcome)
}

// A handler serves one connection after its TLS handshake.
type handler interface {
	serve(raw net.Conn)
	book() *ledger
}

// The outcome of a scenario.
type outcome struct {
	Answers     []answer
	Requests    int
	Connections int // as the library counts them

	wishes []wish
	server handler
	faults []string
}

func (o *outcome) fault(format string, args ...any) {
	o.faults = append(o.faults, fmt.Sprintf(format, args...))
}

// listen serves s on a port of its own until the listener is closed.
func (s *scenario) listen(certificate tls.Certificate) (net.Listener, handler, error) {
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		Certificates: []tls.Certificate{certificate},
		NextProtos:   []string{"h2"},
	})
	if err != nil {
		return nil, nil, err
	}
	server := s.server()
	go func() {
		for {
			raw, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer raw.Close()
				if raw.(*tls.Conn).Handshake() == nil {
					server.serve(raw)
				}
			}()
		}
	}()
	return listener, server, nil
}

func (s *scenario) run(program *ours.Program, certificate tls.Certificate, authority string) (*outcome, error) {
	listener, server, err := s.listen(certificate)
	if err != nil {
		return nil, err
	}
	defer listener.Close()
	o := &outcome{server: server}
	for _, batch := range s.batches {
		o.wishes = append(o.wishes, batch...)
	}
	err = program.Ask(map[string]any{
		"url":      "https://" + listener.Addr().String(),
		"ca":       authority,
		"stall_ms": cmp.Or(s.stall, patience),
		"batches":  s.batches,
	}, o)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.name, err)
	}
	if len(o.Answers) != len(o.wishes) {
		o.fault("%d answers to %d requests", len(o.Answers), len(o.wishes))
	} else {
		s.check(o)
	}
	return o, nil
}

// runAll runs the scenarios of that name, or all; it returns how many went wrong.
func runAll(path, only string) (int, error) {
	certificate, authority, err := newCertificate()
	if err != nil {
		return 0, err
	}
	program, err := ours.Start(path)
	if err != nil {
		return 0, err
	}
	count, requests, wrong := 0, 0, 0
	for _, s := range slices.Concat(whole, broken) {
		if only != "" && only != s.name {
			continue
		}
		o, err := s.run(program, certificate, authority)
		if err != nil {
			return 0, err
		}
		count++
		requests += len(o.wishes)
		if len(o.faults) > 0 {
			wrong++
		}
		for _, fault := range o.faults[:min(len(o.faults), mostFaults)] {
			fmt.Printf("%s: %s\n", s.name, fault)
		}
	}
	fmt.Printf("%d scenarios, %d requests, %d went wrong\n", count, requests, wrong)
	return wrong, program.Close()
}

func main() {
	only := flag.String("only", "", "run the scenario of this `NAME`")
	flag.Parse()
	wrong, err := runAll(flag.Arg(0), *only)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err != nil || wrong > 0 {
		os.Exit(1)
	}
}
