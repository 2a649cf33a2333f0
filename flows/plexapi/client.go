package plexapi

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"
)

// The time limits of one request.
const (
	requestLimit = 15 * time.Second
	connectLimit = 10 * time.Second
)

// mostAnswer bounds what is read of an answer, in bytes. A PIN's is under one
// kilobyte.
const mostAnswer = 64 << 10

// Options say how to reach Plex.
type Options struct {
	// Proxy finds the proxy for an address; nil means none.
	Proxy func(*url.URL) (*url.URL, error)
	// Roots are the trusted authorities; nil means the system's.
	Roots *x509.CertPool
	// Log gets what was asked and the status of the answer.
	Log *slog.Logger
}

// Client asks Plex's API. It may be used by several goroutines.
type Client struct {
	http *http.Client
	log  *slog.Logger
}

// New makes a client. Nothing is contacted yet.
func New(o Options) *Client {
	transport := &http.Transport{
		DialContext:         (&net.Dialer{Timeout: connectLimit}).DialContext,
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.Roots},
		TLSHandshakeTimeout: connectLimit,
		ForceAttemptHTTP2:   true,
		IdleConnTimeout:     time.Minute,
	}
	if o.Proxy != nil {
		transport.Proxy = func(r *http.Request) (*url.URL, error) { return o.Proxy(r.URL) }
	}
	return newClient(transport, o.Log)
}

func newClient(transport http.RoundTripper, log *slog.Logger) *Client {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Client{log: log, http: &http.Client{
		Transport: onlyPlex{transport}, CheckRedirect: checkRedirect, Timeout: requestLimit,
	}}
}

// Close gives up idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// request is one request to Plex's API.
type request struct {
	what    string // for errors and the log: "ask for a code"
	method  string
	url     string
	headers map[string]string
}

// do sends a request, and decodes a JSON answer into out unless that is nil. Its errors
// are *StatusError, *TrustError and *NetworkError, or the context's.
func (c *Client) do(ctx context.Context, q request, out any) error {
	r, err := http.NewRequestWithContext(ctx, q.method, q.url, nil)
	if err != nil {
		return fmt.Errorf("%s: %w", q.what, err)
	}
	r.Header.Set("Accept", "application/json")
	for name, value := range q.headers {
		r.Header.Set(name, value)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return c.failed(ctx, q, err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, mostAnswer))
	if err != nil {
		return c.failed(ctx, q, err)
	}
	c.log.Debug("asked Plex", "what", q.what, "status", answer.StatusCode)
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return newStatusError(q.what, answer, body)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(bytes.TrimSpace(body), out); err != nil {
		// Without err: it may quote the answer, which may hold a token.
		return &StatusError{What: q.what, Status: answer.StatusCode, Strange: true}
	}
	return nil
}

// Do sends a request that another part of flows has put together; what names it
// in errors and in the log. An answer is given as it is, whatever its status.
func (c *Client) Do(what string, r *http.Request) (*http.Response, error) {
	answer, err := c.http.Do(r)
	if err != nil {
		return nil, c.failed(r.Context(), request{what: what}, err)
	}
	c.log.Debug("asked Plex", "what", what, "status", answer.StatusCode)
	return answer, nil
}

// Answer is what a host answers to [Client.Reach].
type Answer struct {
	Status int
	// Date is the host's clock, to the second; zero if it did not say.
	Date time.Time
}

// Reach finds out whether a host of Plex answers, with a valid certificate. Any answer
// will do, a refusal or a redirect too, which is not followed.
func (c *Client) Reach(ctx context.Context, host string) (Answer, error) {
	q := request{what: "reach " + host}
	r, err := http.NewRequestWithContext(ctx, http.MethodHead, "https://"+host+"/", nil)
	if err != nil {
		return Answer{}, fmt.Errorf("%s: %w", q.what, err)
	}
	answer, err := c.http.Transport.RoundTrip(r)
	if err != nil {
		return Answer{}, c.failed(ctx, q, err)
	}
	defer answer.Body.Close()
	c.log.Debug("asked Plex", "what", q.what, "status", answer.StatusCode)
	date, err := http.ParseTime(answer.Header.Get("Date"))
	if err != nil {
		date = time.Time{} // an unreadable date counts as none
	}
	return Answer{Status: answer.StatusCode, Date: date}, nil
}

// failed says why there was no answer, without the address, which the library
// puts into its errors.
func (c *Client) failed(ctx context.Context, q request, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w", q.what, context.Cause(ctx))
	}
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	c.log.Debug("no answer from Plex", "what", q.what, "error", err)
	var bad *tls.CertificateVerificationError
	if errors.As(err, &bad) {
		return &TrustError{What: q.what, Err: bad.Err}
	}
	return &NetworkError{What: q.what, Err: err}
}
