package plexapi

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

	"github.com/plexpriv/plexpriv/flows/answer"
)

// The time limits of one request.
const (
	requestLimit = 15 * time.Second
	connectLimit = 10 * time.Second
)

// mostAnswer is how much of an answer is read, in bytes. The answer for a PIN is less
// than a kilobyte, that for a user some dozens.
const mostAnswer = 1 << 20

// Options say how to reach Plex.
type Options struct {
	// Proxy returns the proxy for a URL; a nil func means no proxy.
	Proxy func(*url.URL) (*url.URL, error)
	// Roots are the trusted certificate authorities; nil means those of the system.
	Roots *x509.CertPool
	// Log gets each request and the status of its answer.
	Log *slog.Logger
}

// Client sends requests to Plex's API. It is safe for concurrent use.
type Client struct {
	http *http.Client
	log  *slog.Logger
}

// New makes a client. It contacts nobody yet.
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

// Close closes idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// request is one request to Plex's API.
type request struct {
	what    string // for errors and the log: "ask for a code"
	method  string
	url     string
	headers map[string]string
	// data is what the data in the answer is called in XML, "" if none is wanted.
	data string
}

// do sends a request and returns the data in the answer. Its errors are *StatusError,
// *TrustError and *NetworkError, or that of the context.
func (c *Client) do(ctx context.Context, q request) (answer.Node, error) {
	r, err := http.NewRequestWithContext(ctx, q.method, q.url, nil)
	if err != nil {
		return answer.Node{}, fmt.Errorf("%s: %w", q.what, err)
	}
	// Plex answers in XML unless the header is exactly this.
	r.Header.Set("Accept", "application/json")
	for name, value := range q.headers {
		r.Header.Set(name, value)
	}
	res, err := c.http.Do(r)
	if err != nil {
		return answer.Node{}, c.failed(ctx, q, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, mostAnswer))
	if err != nil {
		return answer.Node{}, c.failed(ctx, q, err)
	}
	c.log.Debug("asked Plex", "what", q.what, "status", res.StatusCode)
	a := answer.Answer{Host: r.URL.Host, Status: res.StatusCode, RetryAfter: res.Header.Get("Retry-After"), Body: body}
	if a.Meaning() != answer.Given {
		return answer.Node{}, newStatusError(q.what, a)
	}
	if q.data == "" {
		return answer.Node{}, nil
	}
	n, err := answer.Data(body, q.data)
	if err != nil {
		return answer.Node{}, &StatusError{What: q.what, Status: a.Status, Strange: err}
	}
	return n, nil
}

// Do sends a request that another package made. what names it in errors and in the log.
// It returns the answer whatever its status.
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
	// Date is the time on the host's clock, in whole seconds; zero if the answer has
	// none.
	Date time.Time
}

// Reach checks that a host of Plex answers and has a valid certificate. Any status will
// do, also an error or a redirect, which it does not follow.
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
		date = time.Time{} // treat an unreadable date like a missing one
	}
	return Answer{Status: answer.StatusCode, Date: date}, nil
}

// failed returns why there was no answer. It drops the URL that net/http puts into its
// errors, because it may hold a PIN.
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
