package plexapi

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// onlyPlex lets requests to Plex through and no others.
type onlyPlex struct{ next http.RoundTripper }

// RoundTrip refuses what does not go to Plex.
func (o onlyPlex) RoundTrip(r *http.Request) (*http.Response, error) {
	if !isPlex(r.URL) {
		return nil, fmt.Errorf("%w: %s://%s", errForeign, r.URL.Scheme, r.URL.Host)
	}
	return o.next.RoundTrip(r)
}

// CloseIdleConnections passes it on.
func (o onlyPlex) CloseIdleConnections() {
	if c, ok := o.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// errForeign says that an address is not one of Plex's.
var errForeign = errors.New("not an address of plex.tv")

func isPlex(u *url.URL) bool {
	host := strings.ToLower(u.Host) // with its port, so that there is none
	return u.Scheme == "https" && u.User == nil && (host == "plex.tv" || strings.HasSuffix(host, ".plex.tv"))
}

// checkRedirect follows a few redirects that keep the method: what began as DELETE must
// not end as GET and count as done. onlyPlex makes sure that they stay within Plex.
func checkRedirect(r *http.Request, via []*http.Request) error {
	const most = 3
	switch {
	case r.Method != via[0].Method:
		return errors.New("redirected to another method")
	case len(via) > most:
		return errors.New("redirected too often")
	}
	return nil
}
