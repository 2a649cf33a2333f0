package fakeplex

import (
	"crypto/tls"
	"net/http"
)

// hangUp ends a request as a bad line would: the client gets no answer. net/http
// resets a stream of HTTP/2 and closes a connection of HTTP/1.
func hangUp() { panic(http.ErrAbortHandler) }

// oldProtocol is the quirk "http1": a browser asks once more, by itself, what got
// no answer on a connection of HTTP/1 that was used before.
func (s *Site) oldProtocol(*tls.ClientHelloInfo) (*tls.Config, error) {
	if !s.has("http1", "") {
		return nil, nil // the usual one
	}
	return &tls.Config{Certificates: []tls.Certificate{s.CA.Leaf}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}, nil
}
