package fakeplex

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// jwtLife is how long Plex's signed tokens are valid.
const jwtLife = 7 * 24 * time.Hour

// JWT gives an account a signed token of three parts, as Plex's newer sign-in does. It
// opens the same addresses as the account's other token, except that it cannot switch to
// another user of the Home.
func (s *Site) JWT(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	part := func(v any) string {
		text, _ := json.Marshal(v)
		return base64.RawURLEncoding.EncodeToString(text)
	}
	token := strings.Join([]string{
		part(map[string]string{"alg": "EdDSA", "typ": "JWT", "kid": "fake"}),
		part(map[string]any{"user": map[string]string{"username": name}, "exp": time.Now().Add(jwtLife).Unix()}),
		fmt.Sprintf("canary-signature-%s-%d", name, len(s.sessions)),
	}, ".")
	s.sessions[token] = name
	return token
}

// signed says whether a token is a signed one.
func signed(token string) bool { return strings.Count(token, ".") == 2 }
