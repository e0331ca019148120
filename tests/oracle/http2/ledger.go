// SPDX-License-Identifier: Apache-2.0

package main

import "sync"

// A ledger is what a server saw.
type ledger struct {
	mu          sync.Mutex
	connections int
	requests    []request
	work        map[string]int // how often each path was not only read, but done
	open        int            // requests under way
	mostOpen    int
}

// A request that came in whole.
type request struct {
	connection int    // they count from 1
	stream     uint32 // where the server knows it
	method     string
	path       string
}

func newLedger() ledger {
	return ledger{work: map[string]int{}}
}

func (l *ledger) book() *ledger { return l }

// connected gives a new connection its number.
func (l *ledger) connected() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.connections++
	return l.connections
}

// came gives a request its number among all.
func (l *ledger) came(r request) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.requests = append(l.requests, r)
	return len(l.requests)
}

// done notes that requests were not only read.
func (l *ledger) done(requests ...request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range requests {
		l.work[r.path]++
	}
}

// begin and end count those under way.
func (l *ledger) begin() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open++
	l.mostOpen = max(l.mostOpen, l.open)
}

func (l *ledger) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open--
}
