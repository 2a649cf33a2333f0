package ownserver

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"syscall"
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
}

// Error says what is wrong.
func (t *Trouble) Error() string { return t.What }

func strange(format string, args ...any) *Trouble {
	return &Trouble{Strange, fmt.Sprintf(format, args...)}
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
		return &Trouble{Unreachable, "it does not answer"}
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &bad):
		return &Trouble{Untrusted, "its certificate is not valid for the name that Plex gave; it did not get the token"}
	case errors.As(err, &record):
		return &Trouble{Untrusted, "it does not answer over https; it did not get the token"}
	case errors.Is(err, errTooLong):
		return strange("its answer is too long to be what was asked for")
	case errors.Is(err, syscall.ECONNREFUSED):
		return &Trouble{Unreachable, "nothing answers at its address"}
	case errors.As(err, &name):
		return &Trouble{Unreachable, "the name that Plex gave for it cannot be looked up"}
	case errors.As(err, &slow) && slow.Timeout():
		return &Trouble{Unreachable, "it does not answer"}
	}
	return &Trouble{Unreachable, "the connection to it failed"}
}
