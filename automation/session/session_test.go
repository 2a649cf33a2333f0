package session

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
)

func TestSessionIsNeverPrinted(t *testing.T) {
	s := testSession(1, 2)
	s.Cookies = append(s.Cookies, Cookie{Name: "plex_tv_auth", Value: canary, Domain: ".plex.tv"})
	things := map[string]any{
		"session": *s, "pointer": s, "cookie": s.Cookies[0], "cookies": s.Cookies, "storage": s.Storage,
		"in a struct": struct{ S Session }{*s}, "in a map": map[string]*Session{"x": s}, "in a slice": []Session{*s},
	}
	for name, thing := range things {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			// Not %p: fmt calls no method for it, and go vet refuses it.
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X", "%t", "%T"} {
				fmt.Fprintf(&out, verb+"\n", thing)
			}
			fmt.Fprintln(&out, fmt.Errorf("about %v", thing))
			slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "thing", thing)
			slog.New(slog.NewTextHandler(&out, nil)).Info("x", "thing", thing)
			text, err := json.Marshal(thing)
			if err == nil {
				t.Error("a session was encoded as JSON")
			}
			out.Write(text)
			if strings.Contains(out.String(), canary) || strings.Contains(out.String(), fmt.Sprintf("%x", canary)) {
				t.Errorf("a secret was printed:\n%s", out.String())
			}
		})
	}
	if got := fmt.Sprint(s); !strings.Contains(got, "alice") || !strings.Contains(got, "3 cookies") {
		t.Errorf("%q does not tell sessions apart", got)
	}
	s.Account.Username = "alice@example.org"
	if got := fmt.Sprint(s); strings.Contains(got, "example") {
		t.Errorf("%q shows an email address", got)
	}
}

func TestSecrets(t *testing.T) {
	s := Session{
		ClientID: "client-0123456789", Token: "token/with+chars",
		Cookies: []Cookie{
			{Name: "plex_tv_auth", Value: "%7B%22authentication_token%22%3A%22inner-token-1%22%2C%22plan%22%3A%22lifetime-pass%22%7D"},
			{Name: "lang", Value: "en"},
		},
		Storage: Storage{"https://app.plex.tv": {"plex_tv_auth": `{"users":[{"authToken":"inner-token-2"}]}`}},
	}
	secrets := s.Secrets()
	for _, want := range []string{
		"client-0123456789", "token/with+chars", "token%2Fwith%2Bchars", "inner-token-1", "inner-token-2",
		s.Cookies[0].Value, `{"authentication_token":"inner-token-1","plan":"lifetime-pass"}`,
	} {
		if !slices.Contains(secrets, want) {
			t.Errorf("%q is not among the secrets", want)
		}
	}
	for _, innocent := range []string{"en", "", "lifetime-pass"} {
		if slices.Contains(secrets, innocent) {
			t.Errorf("%q is among the secrets, but is not secret", innocent)
		}
	}
	if !slices.IsSortedFunc(secrets, func(a, b string) int { return len(b) - len(a) }) {
		t.Errorf("the secrets are not ordered by length, longest first: %q", secrets)
	}
}

func TestReduce(t *testing.T) {
	for _, c := range []struct {
		domain, name string
		want         bool
	}{
		{".plex.tv", "plex_tv_auth", true},
		{"plex.tv", "_my-plex_session_32", true},
		{"clients.plex.tv", "_my-plex_session_40", true},
		{"APP.PLEX.TV", "something_new", true},
		{".plex.tv", "plex_tv_cookie_consent", false},
		{".plex.tv", "plex_tv_optin_analytics", false},
		{".plex.tv", "_ga", false},
		{".plex.tv", "_ga_ABC123", false},
		{".plex.tv", "_gid", false},
		{".plex.tv", "_gaming", false},
		{".plex.tv", "__cf_bm", false},
		{".plex.tv", "fs_uid", false},
		{".plex.tv", "OptanonConsent", false},
		{".plex.tv", "OptanonAlertBoxClosed", false},
		{".plex.tv", "euconsent-v2", false},
		{".plex.tv", "ideal", true},
		{".plex.tv", "IDE", false},
		{"notplex.tv", "plex_tv_auth", false},
		{"plex.tv.evil.example", "plex_tv_auth", false},
		{".doubleclick.net", "anything", false},
		{"", "plex_tv_auth", false},
	} {
		kept := Reduce([]Cookie{{Domain: c.domain, Name: c.name}})
		if got := len(kept) == 1; got != c.want {
			t.Errorf("%s of %q kept: %v, want %v", c.name, c.domain, got, c.want)
		}
	}
}

func TestReduceOrder(t *testing.T) {
	a := []Cookie{{Domain: ".plex.tv", Name: "b"}, {Domain: ".plex.tv", Name: "a"}, {Domain: ".app.plex.tv", Name: "z"}}
	b := []Cookie{a[2], a[0], a[1]}
	twice := []Cookie{{Domain: ".plex.tv", Path: "/", Name: "a", Value: "old"}, {Domain: ".plex.tv", Path: "/", Name: "a", Value: "new"}}
	if kept := Reduce(twice); len(kept) != 1 || kept[0].Value != "new" {
		t.Errorf("of two values of a cookie %v is kept", kept)
	}
	if !slices.Equal(Reduce(a), Reduce(b)) {
		t.Error("the same cookies in another order give another session")
	}
}

func TestReduceStorage(t *testing.T) {
	got := ReduceStorage(Storage{
		"https://app.plex.tv":          {"myPlexAccessToken": "1", "clientID": "2", "plex_tv_auth": "3", "users": "4", "watchHistory": "5"},
		"https://www.plex.tv":          {"theme": "dark"},
		"http://app.plex.tv":           {"myPlexAccessToken": "1"},
		"https://app.plex.tv.evil.com": {"myPlexAccessToken": "1"},
		"https://plex.tv@evil.com":     {"myPlexAccessToken": "1"},
		"%":                            {"myPlexAccessToken": "1"},
	})
	if len(got) != 1 || len(got["https://app.plex.tv"]) != 4 {
		t.Errorf("kept %d origins and %d entries, want 1 and 4", len(got), len(got["https://app.plex.tv"]))
	}
}

func TestEncodeStoresOnlyWhatIsNeeded(t *testing.T) {
	s := testSession(1, 1)
	s.Cookies = append(s.Cookies, Cookie{Name: "_ga", Value: "GA1.2.3", Domain: ".plex.tv"})
	s.Storage["https://app.plex.tv"]["watchHistory"] = "all of it"
	got, err := Decode([]byte(generationOf(t, s)))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Cookies) != 1 || len(got.Storage["https://app.plex.tv"]) != 2 {
		t.Errorf("stored %d cookies and %d entries, want 1 and 2", len(got.Cookies), len(got.Storage["https://app.plex.tv"]))
	}
	if len(s.Cookies) != 2 || len(s.Storage["https://app.plex.tv"]) != 3 {
		t.Error("Encode changed the caller's session")
	}
}
