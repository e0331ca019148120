// SPDX-License-Identifier: Apache-2.0

// The proxy between a command and an API server: HTTP/2 over TLS on both sides, with the
// certificate that the server itself has.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
)

type proxy struct {
	options  *options
	server   *url.URL
	listener net.Listener
	http     http.Server
	forward  *httputil.ReverseProxy
	log      *os.File // nil for none

	ready   chan struct{} // closed once there is a process
	process *os.Process
	order   sync.Mutex    // of the requests, in the log and in what follows
	lines   int           // of the log
	count   atomic.Int64  // of the requests that are numbered, so far
	over    chan struct{} // closed when the command is killed: nothing is forwarded any more
	cuts    cuts
	others  sync.WaitGroup // requests before the chosen one that have no answer yet
}

func (o *options) path(name string) string { return filepath.Join(o.bed, name) }

// listen opens a proxy, which serves from now on.
func listen(o *options) (*proxy, error) {
	p := &proxy{options: o, ready: make(chan struct{}), over: make(chan struct{})}
	if err := p.readBed(); err != nil {
		return nil, err
	}
	if o.log != "" {
		file, err := os.Create(o.log)
		if err != nil {
			return nil, err
		}
		p.log = file
	}
	certificate, err := tls.LoadX509KeyPair(o.path("pki/server.crt"), o.path("pki/server.key"))
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p.listener = slowListener{listener, o.delay}
	p.http = http.Server{
		Handler:     p,
		TLSConfig:   &tls.Config{Certificates: []tls.Certificate{certificate}},
		ErrorLog:    log.New(io.Discard, "", 0), // of connections that the command closed
		ConnContext: withConnection,
		ConnState:   p.cuts.note,
	}
	go func() { _ = p.http.ServeTLS(p.listener, "", "") }()
	return p, nil
}

// readBed makes what forwards requests to the API server of the test bed.
func (p *proxy) readBed() error {
	data, err := os.ReadFile(p.options.path("bed.json"))
	if err != nil {
		return err
	}
	var bed struct {
		Server string `json:"server"`
	}
	if err := json.Unmarshal(data, &bed); err != nil {
		return err
	}
	if p.server, err = url.Parse(bed.Server); err != nil {
		return err
	}
	ca, err := os.ReadFile(p.options.path("pki/ca.crt"))
	if err != nil {
		return err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	p.forward = &httputil.ReverseProxy{
		Rewrite:       func(r *httputil.ProxyRequest) { r.SetURL(p.server) },
		FlushInterval: -1, // a watch has to see its events at once
		ErrorLog:      log.New(io.Discard, "", 0),
		Transport: &http.Transport{
			TLSClientConfig:    &tls.Config{RootCAs: roots},
			ForceAttemptHTTP2:  true,
			DisableCompression: true, // what the command asks for is what it gets
		},
	}
	return nil
}

// writeKubeconfig writes the test bed's file that logs in with a token, which unlike a
// certificate passes a proxy, with the address of the proxy in place of the server's.
func (p *proxy) writeKubeconfig(name string) error {
	data, err := os.ReadFile(p.options.path("kubeconfig/token.yaml"))
	if err != nil {
		return err
	}
	ours := fmt.Sprint("https://", p.listener.Addr())
	text := strings.ReplaceAll(string(data), p.server.String(), ours)
	return os.WriteFile(name, []byte(text), 0o600)
}

// start tells the proxy whose requests it gets.
func (p *proxy) start(process *os.Process) {
	p.process = process
	close(p.ready)
}

func (p *proxy) close() {
	_ = p.http.Close()
	if p.log != nil {
		_ = p.log.Close()
	}
}

// place is where a request stands among all.
type place struct {
	chosen bool // to be disturbed
	before bool // the chosen one, which waits for its answer
	cut    int  // ends all connections, as the first, the second...; 0: does not
}

// place writes a request down and finds where it stands.
func (p *proxy) place(r *http.Request) place {
	p.order.Lock()
	defer p.order.Unlock()
	p.lines++
	if p.log != nil {
		fmt.Fprintf(p.log, "%d %s %s\n", p.lines, r.Method, r.URL.RequestURI())
	}
	numbered := !p.options.writes || r.Method != http.MethodGet
	if numbered {
		p.count.Add(1)
	}
	n := p.count.Load()
	at := place{chosen: numbered && n == p.options.at, before: n < p.options.at && !isWatch(r)}
	if p.options.every > 0 {
		return place{cut: p.countCut(n)}
	}
	if at.before {
		p.others.Add(1)
	}
	return at
}

func isWatch(r *http.Request) bool { return r.URL.Query().Get("watch") != "" }

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	at := p.place(r)
	if at.chosen {
		p.disturb(w, r)
		return
	}
	if at.cut > 0 {
		p.cutAll(r, at.cut)
	}
	if at.before {
		defer p.others.Done()
	}
	select {
	case <-p.over:
		panic(http.ErrAbortHandler)
	default:
		p.forward.ServeHTTP(w, r)
	}
}

type connectionKey struct{}

func withConnection(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connectionKey{}, c)
}

// connectionOf is what is below TLS of the connection that r came on.
func connectionOf(r *http.Request) net.Conn {
	return r.Context().Value(connectionKey{}).(*tls.Conn).NetConn()
}
