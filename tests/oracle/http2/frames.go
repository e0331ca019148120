// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"strconv"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// A scripted server answers frame by frame, so that it can break off anywhere.
type scripted struct {
	ledger
	// arrived is called with each request that came in whole; number counts those of the
	// server from 1, and the calls of one connection never overlap.
	arrived func(c *connection, r request, number int)
	// opened is called, if it is set, instead of waiting for requests.
	opened func(c *connection)
}

// A connection of a scripted server.
type connection struct {
	number int
	raw    net.Conn
	framer *http2.Framer
	came   []request // those that arrived on it
}

func (s *scripted) serve(raw net.Conn) {
	defer raw.Close()
	preface := make([]byte, len(http2.ClientPreface))
	if _, err := io.ReadFull(raw, preface); err != nil {
		return
	}
	c := &connection{raw: raw, framer: http2.NewFramer(raw, raw)}
	c.framer.ReadMetaHeaders = hpack.NewDecoder(4096, nil)
	c.number = s.connected()
	if s.opened != nil {
		s.opened(c)
		return
	}
	if c.framer.WriteSettings() == nil {
		s.read(c)
	}
}

// read takes frames until the connection ends, or the script has closed it.
func (s *scripted) read(c *connection) {
	begun := map[uint32]request{}
	for {
		frame, err := c.framer.ReadFrame()
		if err != nil {
			return
		}
		id := frame.Header().StreamID
		ended := false
		switch f := frame.(type) {
		case *http2.SettingsFrame:
			if !f.IsAck() {
				_ = c.framer.WriteSettingsAck()
			}
		case *http2.MetaHeadersFrame:
			begun[id] = request{c.number, id, f.PseudoValue("method"), f.PseudoValue("path")}
			ended = f.StreamEnded()
		case *http2.DataFrame:
			ended = f.StreamEnded()
		}
		if ended {
			s.arrive(c, begun[id])
		}
	}
}

func (s *scripted) arrive(c *connection, r request) {
	c.came = append(c.came, r)
	s.arrived(c, r, s.ledger.came(r))
}

// header writes the header of an answer, in as many frames as it needs.
func (c *connection) header(stream uint32, last bool, fields ...string) {
	var block bytes.Buffer
	encoder := hpack.NewEncoder(&block)
	for i := 0; i+1 < len(fields); i += 2 {
		_ = encoder.WriteField(hpack.HeaderField{Name: fields[i], Value: fields[i+1]})
	}
	const most = 16384
	first := block.Next(most)
	_ = c.framer.WriteHeaders(http2.HeadersFrameParam{
		StreamID: stream, BlockFragment: first, EndStream: last, EndHeaders: block.Len() == 0})
	for block.Len() > 0 {
		fragment := block.Next(most)
		_ = c.framer.WriteContinuation(stream, block.Len() == 0, fragment)
	}
}

// answer answers requests with 200 and their paths.
func (c *connection) answer(requests ...request) {
	for _, r := range requests {
		c.answerOne(r)
	}
}

func (c *connection) answerOne(r request) {
	c.header(r.stream, false, ":status", "200", "content-length", strconv.Itoa(len(r.path)))
	_ = c.framer.WriteData(r.stream, true, []byte(r.path))
}

func (c *connection) reset(r request, code http2.ErrCode) {
	_ = c.framer.WriteRSTStream(r.stream, code)
}

// goAway says that no stream above that of r was or will be looked at.
func (c *connection) goAway(r request) {
	_ = c.framer.WriteGoAway(r.stream, http2.ErrCodeNo, nil)
}

// finish sends no more, and goes on to read.
func (c *connection) finish() {
	secure := c.raw.(*tls.Conn)
	_ = secure.CloseWrite()
	_ = secure.NetConn().(*net.TCPConn).CloseWrite()
}

// die closes the connection, and what is under way is lost.
func (c *connection) die() {
	_ = c.raw.Close()
}
