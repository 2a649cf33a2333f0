package main

import (
	"net/url"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// Without the proxy there would be a direct connection, which is what a proxy is there to
// prevent.
func TestProxyThatCannotBeUnderstoodStopsEverything(t *testing.T) {
	for _, value := range []string{"http://bob:hun%ter22@proxy.example:3128", "socks5://proxy.example:1080", "http://", "http://:3128", "http://[::1", "ftp://proxy.example"} {
		for _, variable := range []string{"HTTPS_PROXY", "https_proxy"} {
			for _, args := range [][]string{
				{"apply"}, {"check"}, {"check", "--family"}, {"inspect", "--page", "email"}, {"login"}, {"login", "--link"}, {"schedule", "run"}, {"schedule", "install", "--every", "week", "--print"},
			} {
				s := newFakeWorld(t)
				s.env[variable] = value
				if code := s.run(args...); code != exit.Usage || !strings.Contains(s.err.String(), "HTTPS_PROXY") || strings.Contains(s.err.String(), "hun") {
					t.Errorf("%s=%s %v: exit code %d, want %d: %s", variable, value, args, code, exit.Usage, s.err.String())
				}
				s.expectNothingOpened(t)
			}
		}
		getenv := func(name string) string { return map[string]string{"HTTPS_PROXY": value}[name] }
		proxy := world.Proxy(getenv)
		if proxy == nil {
			t.Fatalf("%s counts as no proxy", value)
		}
		if at, err := proxy(mustParse(t, "https://plex.tv/")); err == nil {
			t.Errorf("%s leads to %v", value, at)
		}
	}
	for value, want := range map[string]string{"proxy.example:3128": "http://proxy.example:3128", "https://proxy.example": "https://proxy.example", "127.0.0.1:1": "http://127.0.0.1:1"} {
		at, err := world.Proxy(func(name string) string { return map[string]string{"HTTPS_PROXY": value}[name] })(mustParse(t, "https://plex.tv/"))
		if err != nil || at.String() != want {
			t.Errorf("%s leads to %v (%v), want %s", value, at, err, want)
		}
	}
}

func mustParse(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
