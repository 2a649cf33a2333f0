package automation

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

// TestTLSErrorsAreFatal: a site with a bad certificate gets no request, and the error
// names a likely reason.
func TestTLSErrorsAreFatal(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Type", "text/html") }))
	o := s.options()
	trusting := launchBrowser(t, o)
	o.Home = t.TempDir() // its trust store does not have the CA
	strange := launchBrowser(t, o)
	for _, c := range []struct {
		name, address, want, hint string
		b                         *Browser
	}{
		{"expired", "https://expired.plex.tv/", "net::ERR_CERT_DATE_INVALID", "clock", trusting},
		{"of another host", "https://a.b.plex.tv/", "net::ERR_CERT_COMMON_NAME_INVALID", "sign in first", trusting},
		{"of an unknown authority", "https://www.plex.tv/", "net::ERR_CERT_AUTHORITY_INVALID", "CA must be in the trust store", strange},
	} {
		t.Run(c.name, func(t *testing.T) {
			i, err := c.b.NewIsolate(t.Context(), SiteState{})
			if err != nil {
				t.Fatal(err)
			}
			defer i.Close()
			tab, err := i.NewTab(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			_, err = tab.Goto(t.Context(), c.address)
			var load *LoadError
			if !errors.As(err, &load) || load.Text != c.want || !strings.Contains(err.Error(), c.hint) {
				t.Errorf("got %v, want %s and a word of %q", err, c.want, c.hint)
			}
			if all := s.arrived(func(arrival) bool { return true }); len(all) > 0 {
				t.Errorf("a request reached the site: %s%s", all[0].host, all[0].path)
			}
		})
	}
}
