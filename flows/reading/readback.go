package reading

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/plexpriv/plexpriv/selectors"
)

// Tells says whether an answer from an address, host and path, is about the
// same thing as a read-back: the same path on a host of Plex, or one below it.
func Tells(rb *selectors.Readback, at string) bool {
	u, err := url.Parse(rb.URL)
	if err != nil {
		return false
	}
	host, path, _ := strings.Cut(at, "/")
	path = "/" + path
	return (host == u.Host || strings.HasSuffix(host, ".plex.tv")) &&
		(path == u.Path || strings.HasPrefix(path, strings.TrimSuffix(u.Path, "/")+"/"))
}

// Told reads a setting's value off an answer. ok is false where it does not say.
func Told(rb *selectors.Readback, body string) (value string, ok bool) {
	var at any
	if err := json.Unmarshal([]byte(body), &at); err != nil {
		return "", false
	}
	for _, key := range strings.Split(rb.Field, ".") {
		m, isObject := at.(map[string]any)
		if !isObject {
			return "", false
		}
		if at, ok = m[key]; !ok {
			return "", false
		}
	}
	value, ok = rb.Values[fmt.Sprint(at)]
	return value, ok
}

// Contradiction tells both values.
func Contradiction(shown, said string) string {
	return fmt.Sprintf("the page shows %s, but Plex's API says %s", shown, said)
}
