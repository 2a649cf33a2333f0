package terminal

import (
	"io"
	"slices"
	"strings"
	"sync"
)

// Redactor hides what must not be seen in output: the secrets it was told of,
// in every form that they may have taken on the way, and whatever looks like a
// secret or an e-mail address.
type Redactor struct {
	mu      sync.Mutex
	secrets []string
	// written are the secrets in all their written forms, encoded the middles
	// of their base64; each the longest first, so that no tail of one is left.
	written, encoded []string
}

// Hidden stands where something was hidden.
const Hidden = "[hidden]"

// Hide adds secrets.
func (r *Redactor) Hide(secrets ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range secrets {
		if s == "" || slices.Contains(r.secrets, s) {
			continue
		}
		r.secrets = append(r.secrets, s)
		r.written = append(r.written, writtenForms(s)...)
		r.encoded = append(r.encoded, encodedForms(s)...)
	}
	longestFirst(r.written)
	longestFirst(r.encoded)
}

func longestFirst(list []string) {
	slices.SortStableFunc(list, func(a, b string) int { return len(b) - len(a) })
}

// Redact hides in a text what must not be seen.
func (r *Redactor) Redact(text string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.written {
		text = strings.ReplaceAll(text, s, Hidden)
	}
	for _, s := range r.encoded {
		text = hideRun(text, s)
	}
	return hidePatterns(text)
}

// Writer redacts what is written through it. A secret must not be divided over
// two writes; ours are whole lines or whole documents.
func (r *Redactor) Writer(to io.Writer) io.Writer { return redacting{r, to} }

type redacting struct {
	by *Redactor
	to io.Writer
}

// Write reports the length of what it was given, whatever became of it.
func (w redacting) Write(p []byte) (int, error) {
	if _, err := io.WriteString(w.to, w.by.Redact(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
