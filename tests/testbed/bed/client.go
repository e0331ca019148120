// SPDX-License-Identifier: Apache-2.0

// The few requests that a test bed makes of its own API server.
package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
)

type client struct {
	server string
	http   http.Client
}

// statusError is an answer other than 2xx.
type statusError struct {
	request, body string
	code          int
}

func (e *statusError) Error() string {
	return fmt.Sprintf("%s: HTTP status %d: %.500s", e.request, e.code, e.body)
}

func notFound(err error) bool {
	var status *statusError
	return errors.As(err, &status) && status.code == http.StatusNotFound
}

func (b *bed) client() (*client, error) {
	user, err := tls.LoadX509KeyPair(b.path("pki/controllers.crt"), b.path("pki/controllers.key"))
	if err != nil {
		return nil, err
	}
	ca, err := os.ReadFile(b.path("pki/ca.crt"))
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	// Without a proxy: it would not reach our loopback.
	return &client{b.Server, http.Client{Transport: &http.Transport{
		TLSClientConfig:   &tls.Config{Certificates: []tls.Certificate{user}, RootCAs: roots},
		ForceAttemptHTTP2: true,
	}}}, nil
}

// do sends a request, body as contentType if there is one, and returns the JSON of the answer.
func (c *client) do(ctx context.Context, method, path, contentType string, body []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.server+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", contentType)
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode/100 != 2 {
		err = &statusError{method + " " + path, string(answer), response.StatusCode}
	}
	return answer, err
}

// get is a GET of path.
func (c *client) get(ctx context.Context, path string) ([]byte, error) {
	return c.do(ctx, http.MethodGet, path, "", nil)
}
