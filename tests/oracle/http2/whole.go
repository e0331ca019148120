// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/http2"
)

// Scenarios in which all is answered.
var whole = []scenario{
	{
		name:    "100 gets at once over one connection",
		batches: [][]wish{many(100, "GET")},
		server: func() handler {
			var all sync.WaitGroup
			all.Add(100)
			return goes(http2.Server{}, func(s *served, w http.ResponseWriter, r *http.Request) {
				all.Done()
				all.Wait() // so that none is answered before the last is there
				reply(s, w, r)
			})()
		},
		check: all(answered, doneOnce, connections(1)),
	},
	limited(1),
	limited(2),
	limited(3),
	{
		name:    "large bodies beside each other",
		batches: [][]wish{many(8, "GET")},
		server: goes(http2.Server{}, func(s *served, w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, strings.Repeat("y", 3<<20))
		}),
		check: all(large(3<<20), connections(1)),
	},
	{
		name:    "uploads through a small window",
		batches: [][]wish{sized(many(8, "PUT"), 1<<20)},
		server: goes(http2.Server{MaxUploadBufferPerStream: 1 << 16, MaxUploadBufferPerConnection: 1 << 16},
			func(s *served, w http.ResponseWriter, r *http.Request) {
				if n, err := io.Copy(io.Discard, r.Body); n == 1<<20 && err == nil {
					reply(s, w, r)
				}
			}),
		check: all(answered, doneOnce, connections(1)),
	},
	{
		name:    "a server that moves its clients on now and then, as --goaway-chance does",
		batches: [][]wish{many(10, "GET"), after("/a", 10, "PATCH"), after("/b", 10, "POST"), after("/c", 10, "GET")},
		server: goes(http2.Server{}, func(s *served, w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "7") {
				w.Header().Set("Connection", "close")
			}
			reply(s, w, r)
		}),
		check: all(goneAway(0), counted),
	},
}

// reply answers with the path.
func reply(s *served, w http.ResponseWriter, r *http.Request) {
	_, _ = io.WriteString(w, r.URL.Path)
}

func sized(wishes []wish, size int) []wish {
	for i := range wishes {
		wishes[i].Size = size
	}
	return wishes
}

// limited is a server that takes so many streams at once, and refuses more; the client
// learns that only when it has sent some.
func limited(streams uint32) scenario {
	const ours = 4 // connections to one server
	return scenario{
		name:    fmt.Sprintf("SETTINGS_MAX_CONCURRENT_STREAMS=%d", streams),
		batches: [][]wish{many(30, "GET"), after("/later", 20, "GET", "POST", "PATCH")},
		server: goes(http2.Server{MaxConcurrentStreams: streams},
			func(s *served, w http.ResponseWriter, r *http.Request) {
				time.Sleep(time.Millisecond)
				reply(s, w, r)
			}),
		check: all(answered, doneOnce, counted, atMost(ours*int(streams))),
	}
}
