package terminal

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

// disguises are what programs may do to a text that has a secret in it.
var disguises = map[string]func(text string) string{
	"plain":                func(s string) string { return s },
	"in a query":           url.QueryEscape,
	"in a path":            url.PathEscape,
	"in a query, small":    func(s string) string { return lowerEscapes(url.QueryEscape(s)) },
	"in Go's quotes":       strconv.Quote,
	"in ASCII quotes":      strconv.QuoteToASCII,
	"in JSON":              asJSON,
	"in JSON, in quotes":   func(s string) string { return strconv.Quote(asJSON(s)) },
	"in JSON, in JSON":     func(s string) string { return asJSON(asJSON(s)) },
	"in a query, in JSON":  func(s string) string { return asJSON("https://plex.tv/?t=" + url.QueryEscape(s)) },
	"in base64":            func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"in base64, unpadded":  func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
	"in base64, of a pair": func(s string) string { return base64.URLEncoding.EncodeToString([]byte("u:" + s)) },
}

func asJSON(text string) string {
	out, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(out)
}

func TestRedactHidesEncodedSecrets(t *testing.T) {
	const secret = `canary "secret" ü<&>\ +/=~`
	r := &Redactor{}
	r.Hide(secret)
	for name, disguise := range disguises {
		for _, around := range [][2]string{{"", ""}, {"a", "b"}, {"say ", " now"}, {"xy", "z"}} {
			in := disguise(around[0] + secret + around[1])
			if out := r.Redact(in); !strings.Contains(out, Hidden) || strings.Contains(out, "canary") || strings.Contains(out, "secret") ||
				strings.Contains(out, "Y2FuYXJ5") {
				t.Errorf("%s: the secret in %q is shown: %q", name, in, out)
			}
		}
	}
}

// FuzzRedact puts a secret into a text, and disguises the text.
func FuzzRedact(f *testing.F) {
	f.Add("say ", "a-known-secret", " now")
	f.Add("x", `with "quotes" and \`, "y")
	f.Add("?a=b&token=", "percent%20and+plus", "&c=d")
	f.Add("[hidden]", "ünï©ode\x00\xff", "\n")
	f.Add("Cookie: ", "name=value; other", "\r\nX: y")
	f.Fuzz(func(t *testing.T, before, secret, after string) {
		const least = leastHidden
		if len(secret) < least || strings.Contains(Hidden+Hidden, secret) {
			t.Skip("no secret")
		}
		r := &Redactor{}
		r.Hide(secret)
		for name, disguise := range disguises {
			if strings.Contains(name, "base64") && len(secret) < leastEncoded {
				continue
			}
			in := disguise(before + secret + after)
			out := r.Redact(in)
			if !strings.Contains(out, Hidden) {
				t.Fatalf("%s: nothing of %q is hidden: %q", name, in, out)
			}
			if strings.Contains(strings.ReplaceAll(out, Hidden, "\x01"), secret) {
				t.Fatalf("%s: the secret %q still shows in %q", name, secret, out)
			}
			if again := r.Redact(out); strings.Contains(strings.ReplaceAll(again, Hidden, "\x01"), secret) {
				t.Fatalf("%s: when it is redacted again, the secret %q shows in %q", name, secret, again)
			}
		}
	})
}

// FuzzRedactPatterns has secrets that the redactor was not told.
func FuzzRedactPatterns(f *testing.F) {
	f.Add("GET ", " HTTP/1.1")
	f.Add("{\"a\":\"", "\"}")
	f.Add("x", "y")
	f.Fuzz(func(t *testing.T, before, after string) {
		r := &Redactor{}
		for _, secret := range []string{
			"?X-Plex-Token=canaryToken12345", `{"authToken":"canaryToken12345"}`, " Authorization: Bearer canary",
			" Cookie: a=canary; b=canary", "&pin=1234", "eyJhbGciOiJI.eyJzdWIiOiIx.canarySig", "http://canary:canary@",
			" x.canary@mail.example.test", "%20x.canary%40mail.example.test",
		} {
			// A line break is in no secret, so it keeps this one apart from the rest.
			out := r.Redact(before + "\n" + secret + "\n" + after)
			for _, word := range []string{"canary", "1234"} {
				if strings.Contains(secret, word) && strings.Count(out, word) > strings.Count(before+"\n"+after, word) {
					t.Fatalf("the secret %q still shows in %q", secret, out)
				}
			}
		}
	})
}

// A report is still a document when everything in it was hidden.
func FuzzRedactKeepsJSON(f *testing.F) {
	f.Add("Cookie: a=b", "X-Plex-Token=abcdef123456")
	f.Add(`pin="1234`, `Authorization: \"x`)
	f.Add(`\`, `\\"@x.test`)
	f.Fuzz(func(t *testing.T, one, two string) {
		in, err := json.MarshalIndent(map[string]any{one: two, "list": []string{two, one}, "n": 1234, "deep": asJSON(one)}, "", "  ")
		if err != nil {
			t.Skip()
		}
		out := (&Redactor{}).Redact(string(in))
		if !json.Valid([]byte(out)) {
			t.Fatalf("this document is not valid JSON after it was redacted:\n%s\n%s", in, out)
		}
	})
}

func TestRedactHidesBeforeItBreaksLines(t *testing.T) {
	var printed strings.Builder
	s := Screen{To: &printed, Width: 30, secrets: &Redactor{}}
	long := strings.Repeat("canary", 20)
	s.secrets.Hide(long)
	if out := s.Wrap("it said "+long+" and went on", "  "); strings.Contains(out, "canary") {
		t.Errorf("a secret shows in a paragraph: %s", out)
	}
	table := NewTable("WHY")
	table.Add(fmt.Sprintf("it said %s and went on", long))
	s.PrintTable(table)
	if out := printed.String(); strings.Contains(out, "canary") || !strings.Contains(out, Hidden) {
		t.Errorf("a secret shows in a table: %s", out)
	}
}
