package reading

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/plexpriv/plexpriv/selectors"
)

// Answers says whether an address (host and path) answers the same question as a
// read-back: it has the same path or one below it, on a host of Plex.
func Answers(rb *selectors.Readback, at string) bool {
	u, err := url.Parse(rb.URL)
	if err != nil {
		return false
	}
	host, path, _ := strings.Cut(at, "/")
	path = "/" + path
	return (host == u.Host || strings.HasSuffix(host, ".plex.tv")) &&
		(path == u.Path || strings.HasPrefix(path, strings.TrimSuffix(u.Path, "/")+"/"))
}

// ValueIn returns the setting's value in an answer. ok is false if the answer has none.
func ValueIn(rb *selectors.Readback, body string) (value string, ok bool) {
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

// Contradiction describes a value that the page and the API disagree about.
func Contradiction(shown, said string) string {
	return fmt.Sprintf("the page shows %s, but Plex's API says %s", shown, said)
}
