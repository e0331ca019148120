// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"golang.org/x/net/http2"
)

const maybeDone = "may have been done; look before you repeat it."

// many are count requests; their methods take turns.
func many(count int, methods ...string) []wish {
	return after("", count, methods...)
}

// after is many for a second batch: the paths differ.
func after(prefix string, count int, methods ...string) []wish {
	wishes := make([]wish, count)
	for i := range wishes {
		wishes[i] = wish{methods[i%len(methods)], fmt.Sprintf("%s/%d", prefix, i), 0}
	}
	return wishes
}

// mixed are count requests, most of which change something.
func mixed(count int) []wish {
	return many(count, "GET", "POST", "PATCH", "DELETE")
}

func script(arrived func(s *scripted, c *connection, r request, number int)) func() handler {
	return func() handler {
		s := &scripted{ledger: newLedger()}
		s.arrived = func(c *connection, r request, number int) { arrived(s, c, r, number) }
		return s
	}
}

// once runs act when the first connection has that many requests, and answers those of
// all other connections.
func once(count int, act func(s *scripted, c *connection)) func() handler {
	return script(func(s *scripted, c *connection, r request, number int) {
		if c.number > 1 {
			s.done(r)
			c.answer(r)
		} else if len(c.came) == count {
			act(s, c)
		}
	})
}

// goneAway: writes that the server did not look at are sent again, or fail; an old libcurl
// cannot always tell them from those that were done. Of the first ones so many were answered.
func goneAway(answers int) func(o *outcome) {
	return func(o *outcome) {
		writesAtMostOnce(o)
		for i, w := range o.wishes {
			work := o.book().work[w.Path]
			if a := o.Answers[i]; a.Status != 200 && (w.Method == "GET" || a.Reason != "CutOff" ||
				!strings.Contains(a.Advice, maybeDone)) {
				o.fault("%s %s: %+v", w.Method, w.Path, a)
			} else if i < answers && a.Status != 200 || a.Status == 200 && work < 1 {
				o.fault("%s %s was done %d times: %+v", w.Method, w.Path, work, a)
			}
		}
	}
}

var broken = []scenario{
	{
		name:    "GOAWAY when some were done",
		batches: [][]wish{mixed(20)},
		server: once(20, func(s *scripted, c *connection) {
			s.done(c.came[:10]...)
			c.answer(c.came[:5]...)
			c.goAway(c.came[9])
			c.answer(c.came[5:10]...)
			c.finish()
		}),
		check: goneAway(10),
	},
	{
		name:    "GOAWAY, and those that were done get no answer",
		batches: [][]wish{many(20, "POST")},
		server: once(20, func(s *scripted, c *connection) {
			s.done(c.came[:10]...)
			c.goAway(c.came[9])
			c.finish()
		}),
		check: goneAway(0),
	},
	{
		name:    "GOAWAY while nothing is under way",
		batches: [][]wish{mixed(3), after("/later", 6, "PATCH")},
		server: once(3, func(s *scripted, c *connection) {
			s.done(c.came...)
			c.answer(c.came...)
			c.goAway(c.came[2])
			c.finish()
		}),
		check: all(answered, doneOnce),
	},
	{
		name:    "REFUSED_STREAM is safe to send again",
		batches: [][]wish{many(1, "GET"), mixed(12)},
		server: script(func(s *scripted, c *connection, r request, number int) {
			if c.number == 1 && r.path != "/0" {
				c.reset(r, http2.ErrCodeRefusedStream)
				return
			}
			s.done(r)
			c.answer(r)
		}),
		check: answered,
	},
	{
		name:    "REFUSED_STREAM without an end",
		batches: [][]wish{mixed(4)},
		server: script(func(s *scripted, c *connection, r request, number int) {
			c.reset(r, http2.ErrCodeRefusedStream)
		}),
		check: all(
			fails(reads, "CutOff", "broke again and again before the answer came", "try again"),
			fails(writes, "CutOff", "it refused the request again and again, unseen", "try again")),
	},
	{
		name:    "RST_STREAM of another kind",
		batches: [][]wish{mixed(8)},
		server: script(func(s *scripted, c *connection, r request, number int) {
			s.done(r)
			c.reset(r, http2.ErrCodeInternal)
		}),
		check: all(writesAtMostOnce, sentOnce,
			fails(reads, "CutOff", "INTERNAL_ERROR", ""),
			fails(writes, "CutOff", "INTERNAL_ERROR", maybeDone)),
	},
	{
		name:    "RST_STREAM within a body",
		batches: [][]wish{mixed(8)},
		server: script(func(s *scripted, c *connection, r request, number int) {
			s.done(r)
			c.header(r.stream, false, ":status", "200")
			_ = c.framer.WriteData(r.stream, false, []byte("half"))
			c.reset(r, http2.ErrCodeInternal)
		}),
		check: all(writesAtMostOnce, sentOnce,
			fails(reads, "CutOff", "", "ry again"),
			fails(writes, "CutOff", "", maybeDone)),
	},
	{
		name:    "the connection dies under several streams",
		batches: [][]wish{mixed(20)},
		server: once(20, func(s *scripted, c *connection) {
			s.done(c.came...)
			c.die()
		}),
		check: all(writesAtMostOnce, sentOnce,
			fails(writes, "CutOff", "the connection broke before the answer came", maybeDone)),
	},
	{
		name:    "the connection dies under several streams that reuse it",
		batches: [][]wish{many(1, "GET"), mixed(20)},
		server: script(func(s *scripted, c *connection, r request, number int) {
			s.done(r)
			if len(c.came) == 1 || c.number > 1 {
				c.answer(r)
			} else if len(c.came) == 21 {
				c.die()
			}
		}),
		check: all(writesAtMostOnce,
			fails(writes, "CutOff", "the connection broke before the answer came", maybeDone)),
	},
	{
		name:    "one stream stalls, and the others go on",
		batches: [][]wish{many(10, "GET")},
		stall:   300,
		server: script(func(s *scripted, c *connection, r request, number int) {
			if r.path != "/0" {
				c.answer(r)
				return
			}
			c.header(r.stream, false, ":status", "200")
			_ = c.framer.WriteData(r.stream, false, []byte("half"))
		}),
		check: func(o *outcome) {
			stalled := func(w wish) bool { return w.Path == "/0" }
			fails(stalled, "Timeout", "nothing came for 0.3s", "")(o)
			o.Answers, o.wishes = o.Answers[1:], o.wishes[1:]
			answered(o)
			connections(1)(o)
		},
	},
	{
		name:    "an upload for which no room is ever made",
		batches: [][]wish{{{"POST", "/0", 1 << 20}}},
		stall:   300,
		server:  script(func(s *scripted, c *connection, r request, number int) {}),
		check:   fails(every, "Timeout", "nothing came for 0.3s", maybeDone),
	},
	{
		name:    "a header of many lines",
		batches: [][]wish{many(1, "PATCH")},
		server: script(func(s *scripted, c *connection, r request, number int) {
			fields := []string{":status", "200"}
			for i := range 100 {
				fields = append(fields, fmt.Sprintf("x-%d", i), strings.Repeat("y", 8000))
			}
			c.header(r.stream, true, fields...)
		}),
		check: fails(every, "NotHttp", "it breaks the rules of HTTP/2, or its header is too large", maybeDone),
	},
	{
		name:    "a header line that is too long",
		batches: [][]wish{many(1, "GET")},
		server: script(func(s *scripted, c *connection, r request, number int) {
			c.header(r.stream, true, ":status", "200", "x-long", strings.Repeat("y", 300<<10))
		}),
		check: fails(every, "CutOff", "the connection broke before the answer came", ""),
	},
	{
		name:    "what is no frame",
		batches: [][]wish{many(1, "GET")},
		server: script(func(s *scripted, c *connection, r request, number int) {
			_ = c.framer.WriteRawFrame(http2.FrameHeaders, 0, 0, []byte("garbage"))
		}),
		check: fails(every, "CutOff", "the connection broke before the answer came", ""),
	},
	{
		name:    "HTTP/1.1 where HTTP/2 was agreed",
		batches: [][]wish{many(1, "GET")},
		server: func() handler {
			return &scripted{ledger: newLedger(), opened: func(c *connection) {
				_, _ = c.raw.Write([]byte("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
			}}
		},
		check: fails(every, "CutOff", "the connection broke before the answer came", ""),
	},
}
