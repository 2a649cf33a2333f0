package signin

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
)

// signed says whether a token is a signed one, of three parts (RFC 7519).
func signed(token string) bool { return strings.Count(token, ".") == 2 }

// year10000 is when dates get too long to be written (seconds since 1970).
const year10000 = 253402300800

// TokenEnds returns when a token expires, if it says so. Plex's usual tokens do not end by
// themselves; since 2025 there are signed ones that do. The date of a site's cookie is not
// the end of a sign-in: a token that lives signs the site in again.
func TokenEnds(token string) (time.Time, bool) {
	if !signed(token) {
		return time.Time{}, false
	}
	parts := strings.Split(token, ".")
	text, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return time.Time{}, false
	}
	var claims struct {
		Exp float64 `json:"exp"`
	}
	if json.Unmarshal(text, &claims) != nil || claims.Exp <= 0 || claims.Exp >= year10000 {
		return time.Time{}, false
	}
	return time.Unix(int64(claims.Exp), 0), true
}
