package terminal

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// writtenForms are the ways in which a secret may be written in a text: as it is,
// escaped as a part of an address, and each of these in quotes, and in quotes within
// quotes, as in a log line that quotes JSON.
func writtenForms(secret string) []string {
	forms := []string{secret, url.QueryEscape(secret), url.PathEscape(secret)}
	for _, f := range forms[1:] {
		forms = append(forms, lowerEscapes(f))
	}
	const depth = 2
	for from, level := 0, 0; level < depth; level++ {
		end := len(forms)
		for _, f := range forms[from:end] {
			forms = append(forms, quotedForms(f)...)
		}
		from = end
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

var percentEscape = regexp.MustCompile(`%[0-9A-F]{2}`)

// lowerEscapes is the address with small letters in its escapes, %3d for %3D, as some
// programs write it.
func lowerEscapes(text string) string {
	return percentEscape.ReplaceAllStringFunc(text, strings.ToLower)
}

// quotedForms are what stands between the quotes when a text is written as a string
// of JSON or of Go.
func quotedForms(text string) []string {
	inner := func(quoted string) string { return quoted[1 : len(quoted)-1] }
	forms := []string{inner(strconv.Quote(text)), inner(strconv.QuoteToASCII(text))}
	if asJSON, err := json.Marshal(text); err == nil { // with < > & escaped
		forms = append(forms, inner(string(asJSON)))
	}
	var plain strings.Builder
	encoder := json.NewEncoder(&plain)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(text) == nil {
		forms = append(forms, inner(strings.TrimSuffix(plain.String(), "\n")))
	}
	return forms
}

// leastEncoded is the length in bytes of the shortest secret that is looked for in
// base64. Of a shorter one so little is sure to be there that it could be in any word.
const leastEncoded = 8

// encodedForms are what is sure to be in the base64 of any text that holds the secret.
// Base64 makes four digits of each three bytes, and the secret may begin at any of the
// three. For each of them it is the digits that depend on nothing but the secret.
func encodedForms(secret string) []string {
	if len(secret) < leastEncoded {
		return nil
	}
	var forms []string
	for before := range 3 {
		text := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("x", before) + secret))
		const byteBits, digitBits = 8, 6
		first := (byteBits*before + digitBits - 1) / digitBits
		end := byteBits * (before + len(secret)) / digitBits
		own := text[first:end]
		forms = append(forms, own, strings.NewReplacer("+", "-", "/", "_").Replace(own))
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// hideRun hides every run of base64 digits that has the form in it.
func hideRun(text, form string) string {
	var out strings.Builder
	for {
		at := strings.Index(text, form)
		if at < 0 {
			return out.String() + text
		}
		from, end := at, at+len(form)
		for from > 0 && isDigit64(text[from-1]) {
			from--
		}
		for end < len(text) && isDigit64(text[end]) {
			end++
		}
		out.WriteString(text[:from] + Hidden)
		text = text[end:]
	}
}

// isDigit64 reports whether a character may be in base64, of either alphabet.
func isDigit64(c byte) bool {
	letter := 'a' <= c|0x20 && c|0x20 <= 'z'
	return letter || '0' <= c && c <= '9' || strings.IndexByte("+/-_=", c) >= 0
}
