package answer

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Answer is an answer to one request.
type Answer struct {
	// Host is whom the request was sent to.
	Host   string
	Status int
	// RetryAfter is the Retry-After header, unparsed.
	RetryAfter string
	Body       []byte
}

// Meaning is what an answer means for whoever asked.
type Meaning int

// The meanings. An answer has the first of them that fits.
const (
	// Given: Plex did as it was asked.
	Given Meaning = iota
	// Blocked: a firewall in front of Plex answered with a page. Plex has not seen the
	// request, so it says nothing of the session.
	Blocked
	// SignedOut: Plex does not accept the token.
	SignedOut
	// WrongPIN: Plex does not accept the PIN of a Home user.
	WrongPIN
	// TooMany: too many requests.
	TooMany
	// Down: Plex or a server in front of it is out of order.
	Down
	// Absent: there is nothing at the address.
	Absent
	// Refused: any other refusal.
	Refused
)

// Plex's error codes (python-plexapi and JellyPlex-Watched, issue trackers).
const (
	codeBadToken = "1001"
	codeTooMany  = "1003"
	codeWrongPIN = "1041"
)

// invalidToken are the words by which a 422 means the token and not another part of the
// request (python-plexapi, myplex.py).
const invalidToken = "invalid token"

// Meaning says what the answer means.
func (a Answer) Meaning() Meaning {
	errs := errorsIn(a)
	switch {
	case a.firewalled():
		return Blocked
	case errs.have(codeBadToken):
		return SignedOut
	case errs.have(codeWrongPIN):
		return WrongPIN
	case a.Status == http.StatusUnauthorized:
		return SignedOut
	case a.Status == http.StatusUnprocessableEntity && errs.say(invalidToken):
		return SignedOut
	case a.Status == http.StatusTooManyRequests, errs.have(codeTooMany):
		return TooMany
	case a.Status >= 500:
		return Down
	case a.Status == http.StatusNotFound, a.Status == http.StatusMethodNotAllowed, a.Status == http.StatusGone:
		return Absent
	case a.Status >= 200 && a.Status < 300:
		return Given
	}
	return Refused
}

// Said is a status for people: "Plex answers 429, too many requests".
func Said(status int) string {
	said := fmt.Sprintf("Plex answers %d", status)
	if text := http.StatusText(status); text != "" {
		said += ", " + strings.ToLower(text)
	}
	return said
}

// Code is Plex's own number for what went wrong, "" if the answer has none.
func (a Answer) Code() string {
	for _, e := range errorsIn(a) {
		if e.code != "" {
			return e.code
		}
	}
	return ""
}

// firewalled says whether a firewall answered. CloudFront and Cloudflare refuse with 403,
// AWS WAF asks for a proof with 202 and 405, a load balancer says 503, a proxy that wants
// a password of its own 401. Plex's API itself never answers with a page. The proof is also
// asked for with no body at all.
func (a Answer) firewalled() bool {
	_, page := Page(a.Body)
	return (FirewallStatus(a.Status) || a.Status == http.StatusUnauthorized) && page || a.Status == http.StatusAccepted && len(bytes.TrimSpace(a.Body)) == 0
}

// FirewallStatus says whether a document with this status is that of a firewall, and not
// one of Plex's.
func FirewallStatus(status int) bool {
	switch status {
	case http.StatusAccepted, http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusNotAcceptable, http.StatusServiceUnavailable:
		return true
	}
	return false
}

// Patience is how long to stay away, at least, after a 429 that does not say how long.
const Patience = 30 * time.Second

// Again says whether the same request may be sent again, and how long to wait before.
// After a 429 it may be only if the server says when. Plex does not, and its limits last.
func Again(status int, retryAfter string) (may bool, after time.Duration) {
	after, said := RetryAfter(retryAfter)
	if status == http.StatusTooManyRequests && !said {
		return false, Patience
	}
	return status >= 500 || status == http.StatusTooManyRequests, after
}

// errorSaid is one error in an answer.
type errorSaid struct{ code, message string }

type errorsSaid []errorSaid

func (errs errorsSaid) have(code string) bool {
	for _, e := range errs {
		if e.code == code {
			return true
		}
	}
	return false
}

func (errs errorsSaid) say(words string) bool {
	for _, e := range errs {
		if strings.Contains(strings.ToLower(e.message), words) {
			return true
		}
	}
	return false
}

// errorsIn returns the errors that a refusal names: {"errors":[{"code":1003,…}]},
// {"code":1003,…} or {"error":"…"}, and <errors><error code="1003" …/></errors>.
func errorsIn(a Answer) errorsSaid {
	if a.Status < 400 {
		return nil
	}
	n, err := Parse(a.Body)
	if err != nil {
		return nil
	}
	out := errorsSaid{{n.Word("code"), n.Word("message") + " " + n.Word("error")}}
	for _, e := range n.Items("error") {
		out = append(out, errorSaid{e.Word("code"), e.Word("message") + " " + e.Word("")})
	}
	return out
}
