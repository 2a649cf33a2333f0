package plexapi

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// onlyPlex passes on requests to Plex and refuses all others.
type onlyPlex struct{ next http.RoundTripper }

// RoundTrip refuses requests that do not go to Plex.
func (o onlyPlex) RoundTrip(r *http.Request) (*http.Response, error) {
	if !isPlex(r.URL) {
		return nil, fmt.Errorf("%w: %s://%s", errForeign, r.URL.Scheme, r.URL.Host)
	}
	return o.next.RoundTrip(r)
}

// CloseIdleConnections closes those of the transport below.
func (o onlyPlex) CloseIdleConnections() {
	if c, ok := o.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// errForeign says that an address does not belong to Plex.
var errForeign = errors.New("not an address of plex.tv")

func isPlex(u *url.URL) bool {
	host := strings.ToLower(u.Host) // Host includes the port, so an address with a port is refused
	return u.Scheme == "https" && u.User == nil && (host == "plex.tv" || strings.HasSuffix(host, ".plex.tv"))
}

// checkRedirect follows a few redirects, but only if they keep the method and the host: a
// DELETE that ends as a GET has deleted nothing, and no other host of Plex needs the token.
// The address before may hold a PIN, so it is not sent as the Referer.
func checkRedirect(r *http.Request, via []*http.Request) error {
	const most = 3
	switch {
	case r.Method != via[0].Method:
		return errors.New("redirected to another method")
	case r.URL.Host != via[0].URL.Host || r.URL.Scheme != via[0].URL.Scheme:
		return errors.New("redirected to another host")
	case len(via) > most:
		return errors.New("redirected too often")
	}
	r.Header.Del("Referer")
	return nil
}
