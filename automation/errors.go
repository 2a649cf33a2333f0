package automation

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// The kinds of trouble a caller may want to tell apart.
var (
	// ErrNotFound says that nothing on the page is what was looked for.
	ErrNotFound = errors.New("not found")
	// ErrAmbiguous says that several things are, and none is to be preferred.
	ErrAmbiguous = errors.New("ambiguous")
	// ErrDisabled says that the control is there and cannot be operated.
	ErrDisabled = errors.New("disabled")
	// ErrUnreadable says that the control is there and does not say its state.
	ErrUnreadable = errors.New("unreadable")
	// ErrNotActionable says that a click would not arrive where it should.
	ErrNotActionable = errors.New("not actionable")
	// ErrCovered is ErrNotActionable because something lies over the control.
	ErrCovered = fmt.Errorf("%w: covered", ErrNotActionable)
	// ErrNoEffect says that a click arrived and changed nothing.
	ErrNoEffect = errors.New("no effect")
	// ErrReadOnly says that something tried to act through a read-only tab.
	ErrReadOnly = errors.New("read only")
	// ErrUnresponsive says that the tab or the browser does not answer.
	ErrUnresponsive = errors.New("the tab does not answer")
	// ErrCrashed says that the tab or the browser is gone.
	ErrCrashed = errors.New("the tab crashed")
	// ErrElsewhere says that the tab is not where it should be.
	ErrElsewhere = errors.New("the tab is on another site")
)

// ActionError tells what was attempted, on what, how often, and what was seen.
type ActionError struct {
	// Op is what was attempted: "click", "choose", "find".
	Op string
	// Target describes the control in words.
	Target string
	// Seen are the observations made on the way, the last one last.
	Seen []string
	// Tries counts the looks, and Waited is how long they took together.
	Tries  int
	Waited time.Duration
	Err    error
}

// Error folds repeated observations: "looked 14 times in 10s: 12 × covered by <div>".
func (e *ActionError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %v", e.Op, e.Target, e.Err)
	if len(e.Seen) == 0 {
		return b.String()
	}
	if e.Tries > 1 {
		fmt.Fprintf(&b, " (looked %d times in %s: ", e.Tries, e.Waited.Round(100*time.Millisecond))
	} else {
		b.WriteString(" (")
	}
	b.WriteString(strings.Join(fold(e.Seen), ", "))
	b.WriteByte(')')
	return b.String()
}

// Unwrap gives the kind of trouble.
func (e *ActionError) Unwrap() error { return e.Err }

// fold counts equal neighbours, so that a wait of ten seconds reads as one line.
func fold(seen []string) []string {
	var out []string
	for i := 0; i < len(seen); {
		j := i
		for j < len(seen) && seen[j] == seen[i] {
			j++
		}
		if n := j - i; n > 1 {
			out = append(out, fmt.Sprintf("%d × %s", n, seen[i]))
		} else {
			out = append(out, seen[i])
		}
		i = j
	}
	return out
}

// LoadError says that an address could not be loaded.
type LoadError struct {
	// URL is the address without its query.
	URL string
	// Text is the browser's word for it: "net::ERR_NAME_NOT_RESOLVED".
	Text string
}

// Error names the address and the browser's word for the trouble.
func (e *LoadError) Error() string { return fmt.Sprintf("load %s: %s", e.URL, e.Text) }
