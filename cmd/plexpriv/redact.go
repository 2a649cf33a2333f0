package main

import (
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// redactor hides what must not be seen in output: the secrets it was told of,
// and whatever looks like a token or an e-mail address.
type redactor struct {
	mu      sync.Mutex
	secrets []string
}

const hidden = "[hidden]"

var (
	// mailAddress also knows the percent-encoded @ of addresses in links.
	mailAddress = regexp.MustCompile(`([A-Za-z0-9])[A-Za-z0-9._+'-]*(@|%40)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+`)
	// tokenByName is a value that follows a name with "token" in it, as in a
	// query, a header or JSON.
	tokenByName = regexp.MustCompile(`(?i)((?:x-plex|auth|access|authentication|myplexaccess)[-_]?token(?:["']|%22)?\s*(?:[:=]|%3A|%3D)\s*(?:["']|%22)?)[A-Za-z0-9._~+/-]{6,}=*`)
	// webToken is a JSON web token, wherever it stands.
	webToken = regexp.MustCompile(`eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]*`)
)

// hide adds secrets.
func (r *redactor) hide(secrets ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range secrets {
		if s != "" && !slices.Contains(r.secrets, s) {
			r.secrets = append(r.secrets, s)
		}
	}
	// The longest first, so that no tail of one is left behind.
	slices.SortStableFunc(r.secrets, func(a, b string) int { return len(b) - len(a) })
}

func (r *redactor) redact(text string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.secrets {
		text = strings.ReplaceAll(text, s, hidden)
	}
	text = webToken.ReplaceAllString(text, hidden)
	text = tokenByName.ReplaceAllString(text, "${1}"+hidden)
	return mailAddress.ReplaceAllString(text, "${1}…@…")
}

// writer redacts what is written through it. A secret must not be divided over
// two writes; ours are whole lines or whole documents.
func (r *redactor) writer(to io.Writer) io.Writer { return redacting{r, to} }

type redacting struct {
	by *redactor
	to io.Writer
}

// Write reports the length of what it was given, whatever became of it.
func (w redacting) Write(p []byte) (int, error) {
	if _, err := io.WriteString(w.to, w.by.redact(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
