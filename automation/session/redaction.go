package session

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"slices"
	"strings"
)

// errNoJSON is the error of encoding secrets as JSON. Leaving them out instead would
// yield a document that could be stored as a session and sign nobody in.
var errNoJSON = errors.New("a session is not for printing: use session.Encode")

// String identifies a session without showing anything that signs in.
func (s Session) String() string {
	name := s.Account.Username
	if strings.Contains(name, "@") {
		name = "(email)"
	}
	entries := 0
	for _, values := range s.Storage {
		entries += len(values)
	}
	return fmt.Sprintf("session(account %q, token %s, %d cookies, %d storage entries)",
		name, setOrNot(s.Token), len(s.Cookies), entries)
}

// GoString is String, so that %#v shows no secret either.
func (s Session) GoString() string { return s.String() }

// Format makes every verb of fmt print String.
func (s Session) Format(f fmt.State, _ rune) { io.WriteString(f, s.String()) }

// LogValue is what slog records of a session.
func (s Session) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalJSON refuses: see [Encode].
func (s Session) MarshalJSON() ([]byte, error) { return nil, errNoJSON }

// String names the cookie and hides its value.
func (c Cookie) String() string {
	return fmt.Sprintf("cookie(%s of %s, value %s)", c.Name, c.Domain, setOrNot(c.Value))
}

// GoString is String.
func (c Cookie) GoString() string { return c.String() }

// Format makes every verb of fmt print String.
func (c Cookie) Format(f fmt.State, _ rune) { io.WriteString(f, c.String()) }

// LogValue is what slog records of a cookie.
func (c Cookie) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON refuses: see [Encode].
func (c Cookie) MarshalJSON() ([]byte, error) { return nil, errNoJSON }

// String counts the origins and hides the rest.
func (s Storage) String() string { return fmt.Sprintf("storage(%d origins)", len(s)) }

// GoString is String.
func (s Storage) GoString() string { return s.String() }

// Format makes every verb of fmt print String.
func (s Storage) Format(f fmt.State, _ rune) { io.WriteString(f, s.String()) }

// LogValue is what slog records of a storage.
func (s Storage) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalJSON refuses: see [Encode]. The entries of one origin are a plain map, which
// can be encoded.
func (s Storage) MarshalJSON() ([]byte, error) { return nil, errNoJSON }

func setOrNot(secret string) string {
	if secret == "" {
		return "none"
	}
	return "set"
}

// shortestSecret is the shortest value that counts as a secret. A shorter one is a flag
// or a language; hiding it would garble other output.
const shortestSecret = 8

// Secrets returns every string that must not be seen in output: token, client
// identifier, the values of cookies and storage entries, and tokens inside values that
// are JSON (such as plex_tv_auth), each also percent-encoded and decoded. The longest
// come first, so that replacing them in this order leaves no rest of one behind.
func (s Session) Secrets() []string {
	found := map[string]bool{}
	add := func(value string) {
		for _, form := range []string{value, url.QueryEscape(value), url.PathEscape(value), unescaped(value)} {
			if len(form) >= shortestSecret {
				found[form] = true
			}
		}
	}
	addValue := func(value string) {
		add(value)
		for _, token := range tokensWithin(unescaped(value)) {
			add(token)
		}
	}

	add(s.Token)
	add(s.ClientID)
	for _, c := range s.Cookies {
		addValue(c.Value)
	}
	for _, values := range s.Storage {
		for _, value := range values {
			addValue(value)
		}
	}

	secrets := make([]string, 0, len(found))
	for secret := range found {
		secrets = append(secrets, secret)
	}
	slices.SortFunc(secrets, func(a, b string) int {
		return cmp.Or(len(b)-len(a), strings.Compare(a, b))
	})
	return secrets
}

func unescaped(value string) string {
	if plain, err := url.QueryUnescape(value); err == nil {
		return plain
	}
	return value
}

// tokensWithin returns the strings in a JSON document whose key contains "token".
func tokensWithin(text string) []string {
	var document any
	if json.Unmarshal([]byte(text), &document) != nil {
		return nil
	}
	var tokens []string
	var walk func(key string, value any)
	walk = func(key string, value any) {
		switch value := value.(type) {
		case string:
			if strings.Contains(strings.ToLower(key), "token") {
				tokens = append(tokens, value)
			}
		case map[string]any:
			for key, inner := range value {
				walk(key, inner)
			}
		case []any:
			for _, inner := range value {
				walk(key, inner)
			}
		}
	}
	walk("", document)
	return tokens
}
