package reading

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/plexpriv/plexpriv/flows/answer"
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
	n, err := answer.Parse([]byte(body))
	if err != nil {
		return "", false
	}
	said, ok := n.Find(rb.Field)
	if !ok {
		return "", false
	}
	if value, ok = rb.Values[said]; ok {
		return value, true
	}
	// In XML, Plex writes true and false as numbers.
	value, ok = rb.Values[map[string]string{"1": "true", "0": "false"}[said]]
	return value, ok
}

// Contradiction describes a value that the page and the API disagree about.
func Contradiction(shown, said string) string {
	return fmt.Sprintf("the page shows %s, but Plex's API says %s", shown, said)
}
