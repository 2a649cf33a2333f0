package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/flows"
)

// apiTimeout bounds one request to Plex's API, redirects and all.
const apiTimeout = 20 * time.Second

// newPlexAPI is plexpriv's own HTTP client, for what is done without a browser.
// It reaches plex.tv and nobody else.
func (w *world) newPlexAPI() flows.API {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.TLSClientConfig = &tls.Config{RootCAs: w.authorities(), MinVersion: tls.VersionTLS12}
	t.Proxy = nil
	if proxy := w.proxy(); proxy != nil {
		t.Proxy = func(req *http.Request) (*url.URL, error) { return proxy(req.URL) }
	}
	return &http.Client{
		Transport: onlyPlex{t}, Timeout: apiTimeout,
		// A redirect would carry the token and the PIN along.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// authorities are the system's, and those of SSL_CERT_FILE where the system does
// not look at it. Nil stands for the system's.
func (w *world) authorities() *x509.CertPool {
	file := w.getenv("SSL_CERT_FILE")
	if file == "" {
		return nil
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if text, err := os.ReadFile(file); err == nil {
		pool.AppendCertsFromPEM(text)
	}
	return pool
}

// onlyPlex refuses to talk to anybody but Plex.
type onlyPlex struct{ http.RoundTripper }

// RoundTrip sends requests to plex.tv.
func (t onlyPlex) RoundTrip(req *http.Request) (*http.Response, error) {
	host := req.URL.Hostname()
	if req.URL.Scheme != "https" || host != "plex.tv" && !strings.HasSuffix(host, ".plex.tv") {
		return nil, errors.New("only plex.tv is contacted")
	}
	return t.RoundTripper.RoundTrip(req)
}
