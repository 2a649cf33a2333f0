package signin

import (
	"bytes"
	"strings"
	"testing"
)

// FuzzAnswersOfPlex looks for an answer of Plex that names somebody it does not name, or
// says of somebody that they are managed.
func FuzzAnswersOfPlex(f *testing.F) {
	for _, s := range []string{
		`{"id":1,"uuid":"a","username":"ada","authToken":"t"}`, `<user id="1" uuid="a" authenticationToken="t"/>`,
		`{"users":[{"id":3,"uuid":"c3","title":"Cleo","restricted":true,"hasPassword":false}]}`,
		`<MediaContainer><User id="1" uuid="a" title="Kid" restricted="1" hasPassword="0"/></MediaContainer>`, `[{"id":1}]`, `{"users":[{}]}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if u, err := ReadUser(body); err == nil && u.ID == "" && u.UUID == "" {
			t.Errorf("nobody is somebody: %q", body)
		}
		if got, err := parseSwitched(body); err == nil && (got.token == "" || got.id == "" && got.number == "") {
			t.Errorf("a switch to %+v: %q", got, body)
		}
		entries, err := homeEntries(body)
		if err != nil {
			return
		}
		users, _ := usersOf(entries)
		for _, u := range users {
			if u.ID == "" || len(u.Title) > 10_000 {
				t.Errorf("a user %+v: %q", u, body)
			}
			if u.Managed && !bytes.Contains(bytes.ToLower(body), []byte("haspassword")) && !bytes.Contains(body, []byte(`\u`)) {
				t.Errorf("%+v counts as managed: %q", u, body)
			}
		}
	})
}

// FuzzCookiesAndTokens looks for a cookie or a token in which we see what is not there.
func FuzzCookiesAndTokens(f *testing.F) {
	for _, s := range []string{
		`{"authentication_token":"t"}`, `%7B%22authentication_token%22%3A%22t%22%7D`, `{"authToken":"t","authentication_token":"u"}`, "a.eyJleHAiOjF9.c",
		"a.eyJleHAiOjFlMzAwfQ.c", "%zz", "null", `{"authToken":null}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		for _, token := range tokensIn(value) {
			plain := value + strings.NewReplacer("+", " ").Replace(value)
			if token != "" && len(token) > len(plain)*3 {
				t.Errorf("%q is not in %q", token, value)
			}
		}
		if ends, ok := TokenEnds(value); ok && (ends.UTC().Year() < 1970 || ends.UTC().Year() > 9999) {
			t.Errorf("%q ends in %s", value, ends)
		}
	})
}
