package terminal

import (
	"regexp"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// These are parts of the patterns below.
const (
	// quote is a quotation mark, however it is escaped, or none.
	quote = `(?:\\*["']|%22|&quot;)?`
	// isSetTo is what stands between a name and its value in a query, in a header, in
	// JSON, and in a map that Go has printed.
	isSetTo = quote + `\s*(?:[:=]|%3A|%3D)\s*\[?` + quote
	// line goes up to the end of a line or of a string. It does not begin with a
	// character that ends a string such as "cookie:", or that begins a list.
	line = `(?:[^"\\\s,:{}\[\]]|\\.)(?:[^"\\\r\n]|\\.)*`
)

// secretPatterns match what looks like a secret, and say what is shown in its place.
// None matches beyond a closing quote, so that a JSON document stays valid.
var secretPatterns = []struct {
	is    *regexp.Regexp
	shown string
}{
	// A header may have several secrets, so all of its line is hidden.
	{regexp.MustCompile(`(?i)(\b(?:proxy-)?authorization` + isSetTo + `)` + line), "${1}" + Hidden},
	{regexp.MustCompile(`(?i)(\b(?:set-)?cookie` + isSetTo + `)` + line), "${1}" + Hidden},
	// A JSON web token, with or without a name before it.
	{regexp.MustCompile(`eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]*`), Hidden},
	{regexp.MustCompile(`(?i)((?:x-plex|auth|access|refresh|id|session|authentication|myplexaccess)[-_]?token` + isSetTo + `)[A-Za-z0-9._~+/-]{6,}=*`), "${1}" + Hidden},
	{regexp.MustCompile(`(?i)([?&;]token=)[^&\s"'\\]+`), "${1}" + Hidden},
	// The PIN of a member of a Plex Home.
	{regexp.MustCompile(`(?i)(\bpin` + isSetTo + `)\d{4}\b`), "${1}" + Hidden},
	// User name and password in the address of a proxy.
	{regexp.MustCompile(`(://)[^/\s"'\\@]+@`), "${1}" + Hidden + "@"},
	// An email address, in which the @ may be escaped. Its first letter may be the end of
	// an escape of JSON (\u0026), which stays whole.
	{regexp.MustCompile(`(\\u[0-9A-Fa-f]{4}|[\pL\pN])[\pL\pN._+'-]*(?:@|%40|\\u0040|&#64;)[\pL\pN-]+(\.[\pL\pN-]+)+`), "${1}…@…"},
}

// hidePatterns hides what looks like a secret, and the names of the person's servers.
func hidePatterns(text string) string {
	text = outcome.HideServers(text)
	for _, p := range secretPatterns {
		text = p.is.ReplaceAllString(text, p.shown)
	}
	return text
}
