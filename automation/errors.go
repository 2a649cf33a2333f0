package automation

import (
	"errors"
	"fmt"
	"strings"
)

// Errors that callers tell apart.
var (
	// ErrNotActionable says that a click would not arrive where it should.
	ErrNotActionable = errors.New("not actionable")
	// ErrCovered is ErrNotActionable because something lies over the control.
	ErrCovered = fmt.Errorf("%w: covered", ErrNotActionable)
	// ErrNoEffect says that a click arrived and changed nothing.
	ErrNoEffect = errors.New("no effect")
	// ErrDoubt says that a glance is not enough, and the page has to be looked at as a whole.
	ErrDoubt = errors.New("a glance is not enough")
	// ErrReadOnly says that a read-only tab was asked to act.
	ErrReadOnly = errors.New("read only")
	// ErrUnguarded says that something in the tab went past the guard.
	ErrUnguarded = errors.New("the page went past the guard")
	// ErrUnresponsive says that the tab or the browser does not answer.
	ErrUnresponsive = errors.New("the tab does not answer")
	// ErrTooMuch says that a page shows more than a look can take.
	ErrTooMuch = errors.New("the page has too much on it")
	// ErrCrashed says that the tab is gone, alone or with the browser.
	ErrCrashed = errors.New("the tab crashed")
	// ErrBrowserGone is ErrCrashed of every tab: the browser has ended.
	ErrBrowserGone error = browserGone{}
	// ErrElsewhere says that the tab is not where it should be.
	ErrElsewhere = errors.New("the tab is on another site")
)

// browserGone is the type of ErrBrowserGone: it is an ErrCrashed, too.
type browserGone struct{}

func (browserGone) Error() string { return "the browser is gone" }

func (browserGone) Is(target error) bool { return target == ErrCrashed }

// LoadError says that an address could not be loaded.
type LoadError struct {
	// URL is the address without its query.
	URL string
	// Text is the browser's error: "net::ERR_NAME_NOT_RESOLVED".
	Text string
}

// Error names the address, the browser's error and, if there is one, the hint.
func (e *LoadError) Error() string {
	msg := fmt.Sprintf("load %s: %s", e.URL, e.Text)
	if hint := e.Hint(); hint != "" {
		msg += ": " + hint
	}
	return msg
}

// Refused says that the network guard refused it. A plain request is refused if its answer
// leads to another host.
func (e *LoadError) Refused() bool { return strings.Contains(e.Text, blockedByClient) }

// blockedByClient is in the browser's error for what the guard refuses.
const blockedByClient = "BLOCKED_BY_CLIENT"

// loadHints explains the browser's errors (net/base/net_error_list.h of Chromium). The
// first entry that an error begins with counts. A bad certificate cannot be bypassed,
// so the hint is all that a person gets.
var loadHints = []struct{ text, hint string }{
	{"net::ERR_CERT_DATE_INVALID", "its certificate is not valid at this time: is the clock of this machine right?"},
	{"net::ERR_CERT_AUTHORITY_INVALID", "its certificate comes from nobody that this machine trusts: if a company or a virus scanner opens your connections, its CA must be in the trust store of the system (on Linux in ~/.pki/nssdb); if not, somebody is listening"},
	{"net::ERR_CERT_COMMON_NAME_INVALID", "its certificate is somebody else's: a network that wants you to sign in first, or a wrong name server"},
	{"net::ERR_CERT_", "its certificate is not in order, and there is no way to go on regardless"},
	{"net::ERR_SSL_", "no secure connection can be made: something on the way does not speak TLS as Plex does"},
	{"net::ERR_TUNNEL_CONNECTION_FAILED", "the proxy does not lead there: see HTTPS_PROXY, and --verbose for its answer"},
	{"net::ERR_NAME_NOT_RESOLVED", "is this machine online? A proxy is only used where HTTPS_PROXY names it"},
}

// Hint says what a person may do about it; empty if there is no hint.
func (e *LoadError) Hint() string {
	for _, known := range loadHints {
		if strings.HasPrefix(e.Text, known.text) {
			return known.hint
		}
	}
	return ""
}
