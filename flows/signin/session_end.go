package signin

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
)

// SessionEnds is when a stored session runs out by itself, if it says so: its
// sign-in cookie has a date, and a token may (RFC 7519, "exp"). Plex may end it
// before.
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

// tokenEnd is when a signed token runs out, in seconds since 1970; 0 for a token
// that says nothing of itself.
func tokenEnd(token string) float64 {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return 0
	}
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
