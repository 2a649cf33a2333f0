package automation

import (
	"net/url"
	"strings"
	"testing"
)

// FuzzParseEndpoint looks for an address of a browser that goes unencrypted over a
// network, or whose secret is shown.
func FuzzParseEndpoint(f *testing.F) {
	for _, s := range []string{
		"wss://pool.example/x?token=secret1", "ws://127.0.0.1:9222/devtools/browser/1", "http://localhost:1", "ws://LOCALHOST", "ws://[::1]:1/", "ws://127.1",
		"ws://[::ffff:127.0.0.1]", "https://u:p@h/", "wss:opaque", "ws://127.0.0.1@evil.example/", "ws://localhost.evil.example",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, address string) {
		e, err := ParseEndpoint(address)
		if err != nil {
			// It may name scheme and host.
			if u, bad := url.Parse(strings.TrimSpace(address)); bad == nil {
				said := strings.ReplaceAll(err.Error(), u.Host, "")
				for _, secret := range []string{u.User.String(), u.RawQuery, u.EscapedPath()} {
					if len(secret) > 12 && strings.Contains(said, secret) {
						t.Errorf("the error quotes the address: %v", err)
					}
				}
			}
			return
		}
		host := e.address.Hostname()
		if !e.secure() && !strings.EqualFold(host, "localhost") && !strings.HasPrefix(host, "127.") && !strings.HasPrefix(strings.ToLower(host), "::") && !strings.Contains(host, ":") {
			t.Errorf("%q goes unencrypted to %s", address, host)
		}
		if shown := e.String(); strings.ContainsAny(shown, "?#@") {
			t.Errorf("%q is shown as %q", address, shown)
		}
		_, _, _, _ = e.socket(), e.question(), e.Secrets(), e.Secretive()
		if next, err := e.at(address); err == nil && next.address.Host != e.address.Host {
			t.Errorf("%q leads to %s", address, next)
		}
	})
}
