// SPDX-License-Identifier: Apache-2.0

// What can happen to the chosen request.
package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
)

// faults has the words of --do.
var faults = map[string]bool{"kill": true, "cut": true, "429": true, "500": true, "503": true}

// disturb is the fate of the chosen request.
func (p *proxy) disturb(w http.ResponseWriter, r *http.Request) {
	p.others.Wait()
	if p.options.after && !isWatch(r) {
		// Whatever happens to the command meanwhile, the server does what it was asked.
		p.forward.ServeHTTP(httptest.NewRecorder(), r.WithContext(context.WithoutCancel(r.Context())))
	}
	switch p.options.fault {
	case "kill":
		<-p.ready
		close(p.over)
		_ = p.process.Kill()
		panic(http.ErrAbortHandler)
	case "cut":
		_ = connectionOf(r).Close()
		panic(http.ErrAbortHandler)
	default:
		answer(w, p.options.fault)
	}
}

// answer is what an API server says that is too busy or broken.
func answer(w http.ResponseWriter, code string) {
	status, _ := strconv.Atoi(code)
	if status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "1")
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"apiVersion":"v1","kind":"Status","status":"Failure","code":%d,"message":"disturbed by the test"}`, status)
}
