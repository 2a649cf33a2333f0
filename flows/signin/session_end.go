package signin

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
)

// SessionEnds returns when a stored session expires, if it says so: its sign-in cookie
// has a date, and its token may have one (RFC 7519, "exp"). Plex may end it earlier.
func SessionEnds(s *session.Session) (time.Time, bool) {
	var first time.Time
	earlier := func(seconds float64) {
		if at := time.Unix(int64(seconds), 0); seconds > 0 && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	for _, c := range s.Cookies {
		if c.Name == AuthCookie {
			earlier(c.Expires)
		}
	}
	earlier(tokenEnd(s.Token))
	return first, !first.IsZero()
}

// signed says whether a token is a signed one, of three parts (RFC 7519).
func signed(token string) bool { return strings.Count(token, ".") == 2 }

// tokenEnd returns when a signed token expires, in seconds since 1970; 0 if the token
// does not say.
func tokenEnd(token string) float64 {
	if !signed(token) {
		return 0
	}
	parts := strings.Split(token, ".")
	text, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return 0
	}
	var claims struct {
		Exp float64 `json:"exp"`
	}
	if json.Unmarshal(text, &claims) != nil {
		return 0
	}
	return claims.Exp
}
