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
	// ErrCrashed says that the tab is gone, alone or with the browser.
	ErrCrashed = errors.New("the tab crashed")
	// ErrBrowserGone is ErrCrashed of every tab: the browser has ended.
	ErrBrowserGone error = browserGone{}
	// ErrElsewhere says that the tab is not where it should be.
	ErrElsewhere = errors.New("the tab is on another site")
)

type browserGone struct{}

func (browserGone) Error() string { return "the browser is gone" }

func (browserGone) Is(target error) bool { return target == ErrCrashed }

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

// Error names the address, the browser's word for the trouble, and what may be
// done about it, where that is known.
func (e *LoadError) Error() string {
	msg := fmt.Sprintf("load %s: %s", e.URL, e.Text)
	if hint := e.Hint(); hint != "" {
		msg += ": " + hint
	}
	return msg
}

// loadHints are looked through in order, for the first that the browser's word
// begins with (net/base/net_error_list.h of Chromium). There is no way to go on
// past a certificate that is not in order, so the hint is all a person gets.
var loadHints = []struct{ text, hint string }{
	{"net::ERR_CERT_DATE_INVALID", "its certificate is not valid at this time: is the clock of this machine right?"},
	{"net::ERR_CERT_AUTHORITY_INVALID", "its certificate comes from nobody that this machine trusts: if a company or a virus scanner opens your connections, its CA must be in the trust store of the system (on Linux in ~/.pki/nssdb); if not, somebody is listening"},
	{"net::ERR_CERT_COMMON_NAME_INVALID", "its certificate is somebody else's: a network that wants you to sign in first, or a wrong name server"},
	{"net::ERR_CERT_", "its certificate is not in order, and there is no way to go on regardless"},
	{"net::ERR_SSL_", "no secure connection can be made: something on the way does not speak TLS as Plex does"},
	{"net::ERR_TUNNEL_CONNECTION_FAILED", "the proxy does not lead there: see HTTPS_PROXY, and --verbose for its answer"},
	{"net::ERR_NAME_NOT_RESOLVED", "is this machine online? A proxy is only used where HTTPS_PROXY names it"},
}

// Hint is what may be done about it; empty when nothing is known.
func (e *LoadError) Hint() string {
	for _, known := range loadHints {
		if strings.HasPrefix(e.Text, known.text) {
			return known.hint
		}
	}
	return ""
}
