package plexapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
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
	// Strange says that the answer could not be parsed.
	Strange bool
}

// Error names the status. It leaves out Plex's own text, which may hold anything.
func (e *StatusError) Error() string {
	if e.Strange {
		return fmt.Sprintf("%s: Plex's answer is not understood (status %d)", e.What, e.Status)
	}
	return fmt.Sprintf("%s: Plex answers %d", e.What, e.Status)
}

// Passing says that the same request may succeed a little later. A 404 without a body
// comes from a proxy in front of Plex's API, not from the API.
func (e *StatusError) Passing() bool {
	return e.Status == http.StatusTooManyRequests || e.Status == http.StatusRequestTimeout || e.Status >= 500 ||
		(e.Status == http.StatusNotFound && e.Code == 0)
}

// newStatusError reads the two forms of Plex's errors: {"errors":[{"code":1003,…}]} and
// {"code":1003,…}.
func newStatusError(what string, answer *http.Response, body []byte) *StatusError {
	var said struct {
		Code   int `json:"code"`
		Errors []struct {
			Code int `json:"code"`
		} `json:"errors"`
	}
	e := &StatusError{What: what, Status: answer.StatusCode, After: retryAfter(answer.Header, time.Now())}
	if json.Unmarshal(body, &said) == nil {
		e.Code = said.Code
		if len(said.Errors) > 0 {
			e.Code = said.Errors[0].Code
		}
	}
	return e
}

// retryAfter reads both forms of the header: seconds and a date (RFC 9110). Package page
// reads it too, and may not import this one, nor this one any other.
func retryAfter(h http.Header, now time.Time) time.Duration {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if n, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}
