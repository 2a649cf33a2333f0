package terminal

import "regexp"

// What stands between a name and its value: in a query, a header, JSON, a Go
// map; percent-encoded, or quoted once more.
const (
	openQuote = `(?:\\*["']|%22|&quot;)?`
	isSetTo   = openQuote + `\s*(?:[:=]|%3A|%3D)\s*\[?` + openQuote
	// line is up to the end of a line or a string. It does not begin with what
	// stands behind a string that ends in "cookie:", or begins a list.
	line = `(?:[^"\\\s,:{}\[\]]|\\.)(?:[^"\\\r\n]|\\.)*`
)

// secretPatterns are what looks like a secret, and what is shown in its place. None
// matches beyond a closing quote, so that a document stays one.
var secretPatterns = []struct {
	is    *regexp.Regexp
	shown string
}{
	// A header has as many secrets as it likes, up to the end of its line.
	{regexp.MustCompile(`(?i)(\b(?:proxy-)?authorization` + isSetTo + `)` + line), "${1}" + Hidden},
	{regexp.MustCompile(`(?i)(\b(?:set-)?cookie` + isSetTo + `)` + line), "${1}" + Hidden},
	// A JSON web token, wherever it stands.
	{regexp.MustCompile(`eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]*`), Hidden},
	{regexp.MustCompile(`(?i)((?:x-plex|auth|access|refresh|id|session|authentication|myplexaccess)[-_]?token` + isSetTo + `)[A-Za-z0-9._~+/-]{6,}=*`), "${1}" + Hidden},
	{regexp.MustCompile(`(?i)([?&;]token=)[^&\s"'\\]+`), "${1}" + Hidden},
	// The PIN of a member of a Plex Home.
	{regexp.MustCompile(`(?i)(\bpin` + isSetTo + `)\d{4}\b`), "${1}" + Hidden},
	// User name and password of a proxy.
	{regexp.MustCompile(`(://)[^/\s"'\\@]+@`), "${1}" + Hidden + "@"},
	// An e-mail address, whose @ may be escaped.
	{regexp.MustCompile(`([\pL\pN])[\pL\pN._+'-]*(?:@|%40|\\u0040|&#64;)[\pL\pN-]+(\.[\pL\pN-]+)+`), "${1}…@…"},
}

func hidePatterns(text string) string {
	for _, p := range secretPatterns {
		text = p.is.ReplaceAllString(text, p.shown)
	}
	return text
}
