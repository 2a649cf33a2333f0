package sight

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Reasons why a control cannot be used.
var (
	// ErrNotFound says that nothing on the page matches.
	ErrNotFound = errors.New("not found")
	// ErrAmbiguous says that several things on the page match equally well.
	ErrAmbiguous = errors.New("ambiguous")
	// ErrDisabled says that the control exists but cannot be operated.
	ErrDisabled = errors.New("disabled")
	// ErrUnreadable says that the control exists but does not show its state.
	ErrUnreadable = errors.New("unreadable")
)

// ActionError says what was attempted, on what, how often, and what was seen.
type ActionError struct {
	// Op is what was attempted: "click", "choose", "find".
	Op string
	// Target describes the control in words.
	Target string
	// Seen are the observations made meanwhile, oldest first.
	Seen []string
	// Tries is the number of looks, and Waited how long they took together.
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

// Unwrap returns the reason.
func (e *ActionError) Unwrap() error { return e.Err }

// fold counts equal neighbors, so that a wait of ten seconds needs one line.
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
