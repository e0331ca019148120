// SPDX-License-Identifier: Apache-2.0

// Connections that end again and again.
package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
)

// cuts knows the connections of the command.
type cuts struct {
	lock sync.Mutex
	open map[net.Conn]bool
}

// note is the ConnState of the server.
func (c *cuts) note(conn net.Conn, state http.ConnState) {
	c.lock.Lock()
	defer c.lock.Unlock()
	switch state {
	case http.StateNew:
		if c.open == nil {
			c.open = map[net.Conn]bool{}
		}
		c.open[conn] = true
	case http.StateClosed, http.StateHijacked:
		delete(c.open, conn)
	}
}

// end closes all of them, without the courtesies of TLS; with a reset, also of TCP.
func (c *cuts) end(reset bool) {
	c.lock.Lock()
	defer c.lock.Unlock()
	for conn := range c.open {
		below := conn.(*tls.Conn).NetConn()
		if tcp, ok := below.(*net.TCPConn); ok && reset {
			_ = tcp.SetLinger(0)
		}
		_ = below.Close()
	}
}

// countCut is the number of the cut that request n brings about, or 0; written down.
func (p *proxy) countCut(n int64) int {
	if n%p.options.every != 0 {
		return 0
	}
	number := int(n / p.options.every)
	if p.log != nil {
		fmt.Fprintf(p.log, "%d CUT\n", p.lines)
	}
	return number
}

// cutAll ends all connections at request r.
func (p *proxy) cutAll(r *http.Request, number int) {
	if number%2 == 0 && !isWatch(r) {
		p.forward.ServeHTTP(httptest.NewRecorder(), r.WithContext(context.WithoutCancel(r.Context())))
	}
	p.cuts.end(number%4 >= 2)
	panic(http.ErrAbortHandler)
}
