package ownserver

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"
)

// The time limits. A server at home answers within milliseconds; one that sleeps answers
// nothing at all, and there may be several addresses to try.
const (
	requestLimit = 10 * time.Second
	connectLimit = 4 * time.Second
)

// mostAnswer is how much of an answer is read, in bytes. The preferences of a server are
// some seventy thousand.
const mostAnswer = 2 << 20

var errTooLong = errors.New("the answer is too long")

// Options say how to reach servers.
type Options struct {
	// Proxy returns the proxy for a URL; a nil func means no proxy.
	Proxy func(*url.URL) (*url.URL, error)
	// Roots are the trusted certificate authorities; nil means those of the system.
	Roots *x509.CertPool
	// Log gets what was asked, and the status of the answer.
	Log *slog.Logger
}

// line is a connection to one server at one address, for one kind of request.
type line struct {
	http   *http.Client
	log    *slog.Logger
	at     *url.URL
	method string
}

// newLine opens nothing yet. Nothing but method passes, and nothing to any other host.
func (o Options) newLine(at *url.URL, method string) *line {
	dialer := &net.Dialer{Timeout: connectLimit}
	transport := &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			return dialer.DialContext(ctx, network, dialed(address))
		},
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.Roots},
		TLSHandshakeTimeout: connectLimit,
	}
	if o.Proxy != nil {
		transport.Proxy = func(r *http.Request) (*url.URL, error) { return o.Proxy(r.URL) }
	}
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &line{log: log, at: at, method: method, http: &http.Client{
		Transport: only{method, at.Host, transport}, Timeout: requestLimit,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

func (l *line) close() { l.http.CloseIdleConnections() }

// reply is what a server answers.
type reply struct {
	status     int
	retryAfter string
	body       []byte
}

// ask sends a request to the server, with the token if one is given.
func (l *line) ask(ctx context.Context, what, path, query, token string) (reply, error) {
	ctx, cancel := context.WithTimeout(ctx, requestLimit)
	defer cancel()
	// The path is opaque: "/:/prefs" stays as it is.
	u := &url.URL{Scheme: "https", Host: l.at.Host, Path: path, RawQuery: query}
	r, err := http.NewRequestWithContext(ctx, l.method, u.String(), nil)
	if err != nil {
		return reply{}, fmt.Errorf("%s: %w", what, err)
	}
	r.Header.Set("Accept", "application/json")
	if token != "" {
		r.Header.Set("X-Plex-Token", token)
	}
	res, err := l.http.Do(r)
	if err != nil {
		err = noAnswer(ctx, err)
		l.log.Debug("no answer from a server", "what", what, "error", err)
		return reply{}, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, mostAnswer+1))
	if err == nil && len(body) > mostAnswer {
		err = errTooLong
	}
	l.log.Debug("asked a server", "what", what, "status", res.StatusCode, "bytes", len(body))
	if err != nil {
		return reply{}, noAnswer(ctx, err)
	}
	return reply{res.StatusCode, res.Header.Get("Retry-After"), body}, nil
}

// only passes on requests of one method to one host, over https.
type only struct {
	method, host string
	next         http.RoundTripper
}

var errRefused = errors.New("not a request that may leave here")

// RoundTrip refuses all others.
func (o only) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != o.method || r.URL.Scheme != "https" || r.URL.Host != o.host {
		return nil, errRefused
	}
	return o.next.RoundTrip(r)
}

// CloseIdleConnections closes those of the transport below.
func (o only) CloseIdleConnections() {
	if c, ok := o.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}
