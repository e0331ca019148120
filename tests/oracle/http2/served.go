// SPDX-License-Identifier: Apache-2.0

package main

import (
	"net"
	"net/http"

	"golang.org/x/net/http2"
)

// A served server is Go's own, which kube-apiserver is made of.
type served struct {
	ledger
	settings http2.Server
	handle   func(s *served, w http.ResponseWriter, r *http.Request)
}

func (s *served) serve(raw net.Conn) {
	number := s.connected()
	handler := func(w http.ResponseWriter, r *http.Request) {
		s.begin()
		defer s.end()
		is := request{connection: number, method: r.Method, path: r.URL.Path}
		s.came(is)
		s.done(is)
		s.handle(s, w, r)
	}
	s.settings.ServeConn(raw, &http2.ServeConnOpts{Handler: http.HandlerFunc(handler)})
}

// goes makes such a server for a scenario.
func goes(settings http2.Server, handle func(s *served, w http.ResponseWriter, r *http.Request)) func() handler {
	return func() handler {
		return &served{ledger: newLedger(), settings: settings, handle: handle}
	}
}
