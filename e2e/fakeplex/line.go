package fakeplex

import (
	"crypto/tls"
	"net/http"
)

// hangUp ends a request without an answer, as a lost connection does. net/http resets
// the stream (HTTP/2) or closes the connection (HTTP/1).
func hangUp() { panic(http.ErrAbortHandler) }

// oldProtocol is the quirk "http1": the site speaks HTTP/1.1 only. Browsers repeat a
// request by themselves if it got no answer on an HTTP/1.1 connection that was used
// before.
func (s *Site) oldProtocol(*tls.ClientHelloInfo) (*tls.Config, error) {
	if !s.has("http1", "") {
		return nil, nil // the usual configuration
	}
	return &tls.Config{Certificates: []tls.Certificate{s.CA.Leaf}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}, nil
}
