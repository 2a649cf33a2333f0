package world

import (
	"net/url"
	"strings"
	"testing"
)

// FuzzProxy looks for a value of the variable that leads to a direct connection, or whose
// password stands in an error.
func FuzzProxy(f *testing.F) {
	for _, s := range []string{
		"http://proxy:3128", "proxy:3128", "http://bob:hun%ter22@proxy.corp:3128", "user:pass@proxy", "socks5://x", "http://[::1]:1", "http://", ":", "http://a b", "https://u:p%40@h",
	} {
		f.Add(s)
	}
	plex := &url.URL{Scheme: "https", Host: "plex.tv"}
	f.Fuzz(func(t *testing.T, value string) {
		if value == "" {
			return
		}
		getenv := func(name string) string {
			if name == ProxyVariable {
				return value
			}
			return ""
		}
		ask := Proxy(getenv)
		if ask == nil {
			t.Fatalf("%q is no proxy", value)
		}
		proxy, err := ask(plex)
		if (err != nil) != (CheckProxy(getenv) != nil) {
			t.Errorf("%q: %v, but the check says %v", value, err, CheckProxy(getenv))
		}
		switch {
		case err == nil && (proxy == nil || proxy.Hostname() == ""):
			t.Errorf("%q leads to a direct connection", value)
		case err != nil && len(value) > 8 && strings.Contains(err.Error(), value):
			t.Errorf("the error quotes the variable: %v", err)
		}
	})
}
