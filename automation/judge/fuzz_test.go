package judge

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// FuzzJudgeAddress looks for an address that is let through although a server could find
// an acting word in it. It reads addresses with the standard library, in its own way.
func FuzzJudgeAddress(f *testing.F) {
	for _, s := range []string{
		"/logout", "/%6cogout", "/%256cogout?x", "/js/unsubscribe.js", "/sign_out.js", "/?do=logout", "/?x=1;do=sign+out", "/a;do=logout", "/?_method=put",
		"/api?query=%7Ba%7D", "/?query=mutation%7Ba%7D", "/%c1%ac", "/?x=\\u006cogout", "/?x=%u006cogout",
	} {
		f.Add(s)
	}
	file := regexp.MustCompile(`\.(?:js|mjs|css)$`)
	f.Fuzz(func(t *testing.T, address string) {
		address = "https://www.plex.tv" + address
		v := testRules().Judge(Request{URL: address, Method: "GET", Kind: "Document"})
		if v.Action != LetThrough {
			return
		}
		u, err := url.Parse(address)
		if err != nil || !strings.HasSuffix("."+strings.ToLower(u.Hostname()), ".plex.tv") {
			t.Fatalf("let through: %q", address)
		}
		path := u.EscapedPath()
		if file.MatchString(path) {
			path = path[:strings.LastIndex(path, "/")+1]
		}
		for _, read := range []string{path + "?" + u.RawQuery, u.Path[:min(len(u.Path), strings.LastIndex(u.Path, "/")+1)] + "?" + u.RawQuery} {
			for range 3 {
				words := strings.FieldsFunc(strings.ToLower(read), func(c rune) bool { return c < 'a' || c > 'z' })
				if slices.Contains(words, "logout") || slices.Contains(words, "unsubscribe") {
					// A letter of another script makes another word of it.
					if !strings.ContainsFunc(read, func(c rune) bool { return c >= 0x80 }) {
						t.Fatalf("let through: %q, read as %q", address, read)
					}
				}
				if plain, err := url.QueryUnescape(read); err == nil {
					read = plain
				}
			}
		}
	})
}
