package automation

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// RemoteError says that a remote browser cannot be used. It holds no more of the
// address than scheme and host.
type RemoteError struct {
	// Where is scheme and host.
	Where string
	// Status is the HTTP status of the answer, 0 where there was none.
	Status int
	Err    error
}

// Error names the address and the error.
func (e *RemoteError) Error() string { return fmt.Sprintf("remote browser %s: %v", e.Where, e.Err) }

// Unwrap returns the error.
func (e *RemoteError) Unwrap() error { return e.Err }

// Hint says what a person may do about it; empty if there is no hint.
func (e *RemoteError) Hint() string {
	var authority x509.UnknownAuthorityError
	var name x509.HostnameError
	switch {
	case e.Status == http.StatusUnauthorized, e.Status == http.StatusForbidden:
		return "it wants a token, or another one: most pools take it as ?token=… in the address"
	case e.Status >= 300 && e.Status < 400:
		return "redirects are not followed: name the address that it leads to"
	case e.Status == http.StatusNotFound:
		return "the address of a Chrome has its own path; https://HOST (or http://127.0.0.1:PORT) has it looked up"
	case errors.As(e.Err, &authority):
		return "its certificate comes from nobody that this machine trusts: a company's authority goes into the file that SSL_CERT_FILE names"
	case errors.As(e.Err, &name):
		return "its certificate is somebody else's"
	}
	return ""
}

// BusyError says that a pool has no free browser at the moment.
type BusyError struct {
	Where string
	// Why is the pool's reason.
	Why string
	// After is how long the pool asks to wait, 0 if it does not say.
	After time.Duration
}

// Error names the pool.
func (e *BusyError) Error() string {
	return fmt.Sprintf("remote browser %s: no session is free (%s)", e.Where, e.Why)
}
