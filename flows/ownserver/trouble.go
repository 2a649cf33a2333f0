package ownserver

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"syscall"
	"time"
)

// Kind says what is wrong with a server, as far as the person has to act on it.
type Kind int

// The kinds of trouble.
const (
	// Unreachable: it is off, or there is no way to it that may be taken.
	Unreachable Kind = iota
	// Untrusted: something answers that is not the server, or cannot show that it is.
	Untrusted
	// SignedOut: it does not accept the token.
	SignedOut
	// Strange: it answers, and the answer is not understood.
	Strange
)

// Trouble says why a server was not read, or not set. It names neither the server nor its
// address.
type Trouble struct {
	Kind Kind
	What string
	// passing says that the same request may be answered a moment later, and after how
	// long at the earliest.
	passing bool
	after   time.Duration
}

// Error says what is wrong.
func (t *Trouble) Error() string { return t.What }

// Again says whether the same request may be sent again in the same run, and after how
// long.
func (t *Trouble) Again() (may bool, after time.Duration) { return t.passing, t.after }

func trouble(kind Kind, what string) *Trouble { return &Trouble{Kind: kind, What: what} }

func strange(format string, args ...any) *Trouble {
	return trouble(Strange, fmt.Sprintf(format, args...))
}

// noAnswer returns why there was no answer. The errors of package net have addresses in
// them, which are those of a home, so their text is not used.
func noAnswer(ctx context.Context, err error) error {
	var bad *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var name *net.DNSError
	var slow net.Error
	switch {
	case ctx.Err() != nil && errors.Is(context.Cause(ctx), context.DeadlineExceeded):
		return trouble(Unreachable, "it does not answer")
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &bad):
		return trouble(Untrusted, "its certificate is not valid for the name that Plex gave; it did not get the token")
	case errors.As(err, &record):
		return trouble(Untrusted, "it does not answer over https; it did not get the token")
	case errors.Is(err, errTooLong):
		return strange("its answer is too long to be what was asked for")
	case errors.Is(err, syscall.ECONNREFUSED):
		return trouble(Unreachable, "nothing answers at its address")
	case errors.As(err, &name):
		return trouble(Unreachable, "the name that Plex gave for it cannot be looked up")
	case errors.As(err, &slow) && slow.Timeout():
		return trouble(Unreachable, "it does not answer")
	}
	return &Trouble{Kind: Unreachable, What: "the connection to it failed", passing: true}
}
