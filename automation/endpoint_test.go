package automation

import (
	"slices"
	"strings"
	"testing"
)

func TestParseEndpoint(t *testing.T) {
	for address, why := range map[string]string{
		"wss://pool.example.test":                              "",
		"wss://pool.example.test/chrome?token=sesame-123":      "",
		"WSS://user:sesame-123@pool.example.test:8443/x":       "",
		"https://pool.example.test":                            "",
		"ws://127.0.0.1:9222/devtools/browser/0-1-2":           "",
		"ws://127.9.9.9:1":                                     "",
		"ws://[::1]:9222":                                      "",
		"ws://[::ffff:127.0.0.1]:9222":                         "",
		"http://localhost:9222":                                "",
		" ws://LOCALHOST:9222\n":                               "",
		"ws://pool.example.test?token=sesame-123":              "unencrypted",
		"http://192.168.1.2:9222":                              "unencrypted",
		"ws://localhost.example.test":                          "unencrypted",
		"ws://127.0.0.1.example.test":                          "unencrypted",
		"ws://localhost@pool.example.test":                     "unencrypted",
		"ws://0.0.0.0:9222":                                    "unencrypted",
		"ws://2130706433:9222":                                 "unencrypted",
		"pool.example.test:9222":                               "wss://",
		"ftp://pool.example.test":                              "wss://",
		"":                                                     "wss://",
		"wss:///chrome?token=sesame-123":                       "no host",
		"wss:pool.example.test":                                "no host",
		"wss://pool.example.test/#sesame-123":                  "#",
		"wss://pool.example.test/%zz?token=sesame-123":         "not an address",
		"wss://pool.example.test:port/chrome?token=sesame-123": "not an address",
	} {
		_, err := ParseEndpoint(address)
		switch {
		case why == "" && err != nil:
			t.Errorf("%s: %v", address, err)
		case why != "" && (err == nil || !strings.Contains(err.Error(), why)):
			t.Errorf("%s: %v, want %q", address, err, why)
		case err != nil && strings.Contains(err.Error(), "sesame"):
			t.Errorf("the error holds the secret: %v", err)
		}
	}
}

func endpoint(t *testing.T, address string) Endpoint {
	t.Helper()
	e, err := ParseEndpoint(address)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEndpointSecrets(t *testing.T) {
	e := endpoint(t, "wss://someone:pass%2Fword@pool.example.test/session/0123456789abcdef0123/cdp?token=sesame%2B123&stealth=true")
	if got := e.String(); got != "wss://pool.example.test" {
		t.Errorf("the endpoint is shown as %s", got)
	}
	secrets := e.Secrets()
	for _, want := range []string{"pass/word", "someone", "sesame+123", "0123456789abcdef0123"} {
		if !slices.Contains(secrets, want) {
			t.Errorf("%q is missing among the secrets %q", want, secrets)
		}
	}
	for _, harmless := range []string{"true", "session", "cdp"} {
		if slices.Contains(secrets, harmless) {
			t.Errorf("%q is not secret, but is among the secrets", harmless)
		}
	}
	if !endpoint(t, "wss://pool.example/k3y/cdp").Secretive() {
		t.Error("a short key in the path counts as none")
	}
	if !endpoint(t, "wss://pool.example/sessions/abcdefabcdefabcdef/cdp").Secretive() {
		t.Error("a part of the path that Secrets hides is no secret for Secretive")
	}
	if !e.Secretive() || endpoint(t, "ws://127.0.0.1:1/devtools/browser/1").Secretive() {
		t.Error("Secretive does not tell an address with a token from one without")
	}
}

func TestEndpointAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"https://pool.example.test?token=abc": "https://pool.example.test/json/version?token=abc",
		"http://127.0.0.1:9222/json/version/": "http://127.0.0.1:9222/json/version/",
		"wss://pool.example.test/chrome":      "https://pool.example.test/chrome/json/version",
		"ws://localhost:9222":                 "http://localhost:9222/json/version",
	} {
		if got := endpoint(t, address).question(); got != want {
			t.Errorf("endpoint %s is asked at %s", address, got)
		}
	}
	// The browser names its own host, which we must not connect to.
	found, err := endpoint(t, "https://pool.example.test?token=abc").at("ws://0.0.0.0:3000/devtools/browser/1")
	if err != nil || found.socket() != "wss://pool.example.test/devtools/browser/1?token=abc" {
		t.Errorf("%s, %v", found.socket(), err)
	}
	for _, bad := range []string{"", "http://x/", "/devtools/browser/1"} {
		if _, err := endpoint(t, "http://127.0.0.1:1").at(bad); err == nil {
			t.Errorf("%q was accepted as the address of a browser", bad)
		}
	}
}
