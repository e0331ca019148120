// SPDX-License-Identifier: Apache-2.0

package main

import "strings"

// What the checks of scenarios are made of.

func (o *outcome) book() *ledger {
	return o.server.book()
}

// answered: each request got its own answer.
func answered(o *outcome) {
	for i, a := range o.Answers {
		if a.Status != 200 || a.Body != o.wishes[i].Path {
			o.fault("%s %s: %+v", o.wishes[i].Method, o.wishes[i].Path, a)
		}
	}
}

// doneOnce: each request was done, and once.
func doneOnce(o *outcome) {
	for _, w := range o.wishes {
		if n := o.book().work[w.Path]; n != 1 {
			o.fault("%s %s was done %d times", w.Method, w.Path, n)
		}
	}
}

// writesAtMostOnce: nothing that changes anything was done twice.
func writesAtMostOnce(o *outcome) {
	for _, w := range o.wishes {
		if n := o.book().work[w.Path]; w.Method != "GET" && n > 1 {
			o.fault("%s %s was done %d times", w.Method, w.Path, n)
		}
	}
}

// sentOnce: no write was sent again, done or not.
func sentOnce(o *outcome) {
	times := map[string]int{}
	for _, r := range o.book().requests {
		times[r.path]++
	}
	for _, w := range o.wishes {
		if w.Method != "GET" && times[w.Path] != 1 {
			o.fault("%s %s was sent %d times", w.Method, w.Path, times[w.Path])
		}
	}
}

// connections: the server saw that many.
func connections(want int) func(o *outcome) {
	return func(o *outcome) {
		if n := o.book().connections; n != want {
			o.fault("%d connections", n)
		}
		if n := o.Connections; n != want {
			o.fault("%d connections by our own count", n)
		}
	}
}

// counted: the library counts connections as the server does.
func counted(o *outcome) {
	if o.Connections != o.book().connections {
		o.fault("%d connections, and %d by our own count", o.book().connections, o.Connections)
	}
}

// atMost: the server never saw more at once.
func atMost(open int) func(o *outcome) {
	return func(o *outcome) {
		if n := o.book().mostOpen; n > open {
			o.fault("%d requests at once", n)
		}
	}
}

// large: each answer has that many bytes.
func large(size int) func(o *outcome) {
	return func(o *outcome) {
		for i, a := range o.Answers {
			if a.Status != 200 || a.Size != size {
				o.fault("%s %s: %+v", o.wishes[i].Method, o.wishes[i].Path, a)
			}
		}
	}
}

// fails: those requests that which takes failed with reason, message and advice.
func fails(which func(w wish) bool, reason, message, advice string) func(o *outcome) {
	return func(o *outcome) {
		for i, a := range o.Answers {
			if which(o.wishes[i]) && (a.Reason != reason || !strings.Contains(a.Message, message) ||
				!strings.Contains(a.Advice, advice)) {
				o.fault("%s %s: %+v", o.wishes[i].Method, o.wishes[i].Path, a)
			}
		}
	}
}

func all(checks ...func(o *outcome)) func(o *outcome) {
	return func(o *outcome) {
		for _, check := range checks {
			check(o)
		}
	}
}

func every(wish) bool    { return true }
func reads(w wish) bool  { return w.Method == "GET" }
func writes(w wish) bool { return w.Method != "GET" }
