package judge

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// address is an address with the ways in which a server may read its path and its query.
type address struct {
	*url.URL
	paths, queries []string
}

// readAddress returns false for an address that no two servers read alike.
func readAddress(u *url.URL) (a address, ok bool) {
	a.URL = u
	if a.paths, ok = readings(u.EscapedPath()); !ok {
		return a, false
	}
	a.queries, ok = readings(u.RawQuery)
	return a, ok
}

// deepest is how often an address may be escaped over and over. Addresses that carry
// another one, which carries a third, are escaped three times.
const deepest = 8

// readings returns the ways in which a server may read a part of an address: as it
// stands, and with its escapes taken off once, twice and so on. It returns false for
// what no two servers read alike: bytes that are not UTF-8, and escapes that do not end.
func readings(part string) ([]string, bool) {
	first := unescape(part)
	if !utf8.ValidString(first) {
		return nil, false
	}
	out := []string{plain(part)}
	for range deepest {
		last := out[len(out)-1]
		next := plain(unescape(last))
		if next == last {
			return out, true
		}
		out = append(out, next)
	}
	return nil, false
}

// plain returns text as it looks: letters of other widths become the usual ones, and what
// is not seen is left out.
func plain(text string) string {
	if isASCII(text) && !strings.ContainsFunc(text, unicode.IsControl) {
		return text
	}
	unseen := func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Mn) {
			return -1
		}
		return r
	}
	return strings.Map(unseen, norm.NFKD.String(strings.ToValidUTF8(text, "")))
}

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
}

// unescape takes off one layer of escapes: %41, the %u0041 of old servers, and the \u0041
// of JSON in a parameter. What is no escape stays.
func unescape(text string) string {
	if !strings.ContainsAny(text, `%\`) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, length := escapeAt(text[i:])
		switch {
		case length == 0:
			b.WriteByte(text[i])
			length = 1
		case length == 3:
			b.WriteByte(byte(r)) // a byte of a character
		default:
			b.WriteRune(r)
		}
		i += length
	}
	return b.String()
}

// escapeAt returns what the escape at the beginning of text stands for, and its length,
// which is 0 if there is none.
func escapeAt(text string) (value rune, length int) {
	digits := func(from, to int) (rune, int) {
		if len(text) < to {
			return 0, 0
		}
		n, err := strconv.ParseUint(text[from:to], 16, 32)
		if err != nil {
			return 0, 0
		}
		return rune(n), to
	}
	switch {
	case strings.HasPrefix(text, "%u"), strings.HasPrefix(text, "%U"), strings.HasPrefix(text, `\u`):
		return digits(2, 6)
	case strings.HasPrefix(text, "%"):
		return digits(1, 3)
	}
	return 0, 0
}
