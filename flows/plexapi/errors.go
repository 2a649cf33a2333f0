package plexapi

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/plexpriv/plexpriv/flows/answer"
)

// ErrExpired says that Plex does not know the PIN any more.
var ErrExpired = errors.New("the code has expired")

// NetworkError says that there was no answer.
type NetworkError struct {
	What string
	Err  error
}

// Error says what was asked and why there was no answer.
func (e *NetworkError) Error() string { return fmt.Sprintf("%s: %v", e.What, e.Err) }

// Unwrap gives the reason.
func (e *NetworkError) Unwrap() error { return e.Err }

// Again says whether the same request may be sent again in the same run: a connection that
// breaks may be another one the next time. What took all of its time would take it again.
func (e *NetworkError) Again() (may bool, after time.Duration) {
	var slow net.Error
	return !errors.As(e.Err, &slow) || !slow.Timeout(), 0
}

// TrustError says that the server has no valid certificate for Plex. Asking again does
// not help.
type TrustError struct {
	What string
	Err  error
}

// Error says what was asked and what is wrong with the certificate.
func (e *TrustError) Error() string { return fmt.Sprintf("%s: %v", e.What, e.Err) }

// Unwrap gives the reason.
func (e *TrustError) Unwrap() error { return e.Err }

// StatusError says that Plex answered, but not with what was asked for.
type StatusError struct {
	What   string
	Status int
	// Code is Plex's own number for the error, 0 if it gave none.
	Code int
	// After is how long Plex asked to wait, 0 if it did not say.
	After time.Duration
	// Meaning is what the answer means, and Page the title of the page that a firewall
	// sent.
	Meaning answer.Meaning
	Page    string
	// Strange says why the answer is not understood, nil if it is.
	Strange error
	host    string
	// retryAfter is the header of that name, unparsed.
	retryAfter string
}

// Error names the status. It leaves out Plex's own text, which may hold anything.
func (e *StatusError) Error() string {
	switch {
	case e.Strange != nil:
		return fmt.Sprintf("%s: the answer is not understood (status %d): %v", e.What, e.Status, e.Strange)
	case e.Meaning == answer.Blocked:
		return e.What + ": " + answer.Block(e.host, e.Status, e.Page)
	}
	return fmt.Sprintf("%s: Plex answers %d", e.What, e.Status)
}

// Passing says that the same request may succeed a little later. A 404 without a body
// comes from a proxy in front of Plex's API, not from the API.
func (e *StatusError) Passing() bool {
	return e.Status == http.StatusTooManyRequests || e.Status == http.StatusRequestTimeout || e.Status >= 500 ||
		(e.Status == http.StatusNotFound && e.Code == 0)
}

// Again says whether the same request may be sent again in the same run, and after how
// long. A firewall's answer does not change within a run.
func (e *StatusError) Again() (may bool, after time.Duration) {
	if e.Strange != nil || e.Meaning == answer.Blocked {
		return false, 0
	}
	return answer.Again(e.Status, e.retryAfter)
}

// newStatusError makes the error for an answer that is a refusal.
func newStatusError(what string, a answer.Answer) *StatusError {
	e := &StatusError{What: what, Status: a.Status, Meaning: a.Meaning(), host: a.Host, retryAfter: a.RetryAfter}
	e.Code, _ = strconv.Atoi(a.Code())
	e.After, _ = answer.RetryAfter(a.RetryAfter)
	e.Page, _ = answer.Page(a.Body)
	return e
}
