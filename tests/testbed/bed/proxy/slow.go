// SPDX-License-Identifier: Apache-2.0

// Connections with a long way to the client.
package main

import (
	"net"
	"time"
)

// slowListener gives connections on which each round trip takes longer by delay, as if the
// other side were farther away: the one that makes the connection, those of TLS, and each
// request. What is sent meanwhile does not wait for what was sent before.
type slowListener struct {
	net.Listener
	delay time.Duration
}

func (l slowListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil || l.delay == 0 {
		return c, err
	}
	s := &slowConn{Conn: c, delay: l.delay, opened: time.Now(), way: make(chan packet, 4096)}
	go s.send()
	return s, nil
}

// packet is something on its way.
type packet struct {
	data    []byte
	arrives time.Time
}

type slowConn struct {
	net.Conn
	delay  time.Duration
	opened time.Time
	way    chan packet
}

// Read gives nothing before the connection would have been made.
func (s *slowConn) Read(data []byte) (int, error) {
	n, err := s.Conn.Read(data)
	time.Sleep(time.Until(s.opened.Add(s.delay)))
	return n, err
}

func (s *slowConn) Write(data []byte) (int, error) {
	s.way <- packet{append([]byte(nil), data...), time.Now().Add(s.delay)}
	return len(data), nil
}

// send delivers what is on its way, to nobody once the connection is closed.
func (s *slowConn) send() {
	for p := range s.way {
		time.Sleep(time.Until(p.arrives))
		_, _ = s.Conn.Write(p.data)
	}
}
