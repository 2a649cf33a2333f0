package terminal

import (
	"io"
	"slices"
	"strings"
	"sync"
)

// Redactor hides in output what must not be seen: the secrets that it was told, in
// every form that they may have taken on the way, and whatever looks like a secret or
// an email address.
type Redactor struct {
	mu      sync.Mutex
	secrets []string
	// written are the secrets in all forms in which they may be written. encoded is
	// what base64 makes of them. Both begin with the longest, because hiding a short
	// secret first could leave the rest of a longer one that contains it.
	written, encoded []string
}

// Hidden is printed in place of what was hidden.
const Hidden = "[hidden]"

// leastHidden is the length in bytes of the shortest secret that is looked for. A
// shorter one is in ordinary words, and hiding it there would give it away: with the
// passphrase "pp", "skipped" would be "ski[hidden]ed". What we print has no secret in it
// that we know of; the search is for what others print, and errors and addresses of
// Plex have its tokens, which are long, but no passphrase.
const leastHidden = 6

// Hide adds secrets that are hidden from now on, but for very short ones.
func (r *Redactor) Hide(secrets ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range secrets {
		if len(s) < leastHidden || slices.Contains(r.secrets, s) {
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

// Redact returns a text without what must not be seen, and with what a terminal would
// obey made visible.
func (r *Redactor) Redact(text string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.written {
		text = strings.ReplaceAll(text, s, Hidden)
	}
	for _, s := range r.encoded {
		text = hideRun(text, s)
	}
	return visible(hidePatterns(text))
}

// Writer redacts what is written through it. It cannot see a secret that is divided
// over two writes, so each write must be a whole line or a whole document.
func (r *Redactor) Writer(to io.Writer) io.Writer { return redacting{r, to} }

type redacting struct {
	by *Redactor
	to io.Writer
}

// Write returns the length of what it was given, as a writer must, even if what it
// wrote is shorter.
func (w redacting) Write(p []byte) (int, error) {
	if _, err := io.WriteString(w.to, w.by.Redact(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
