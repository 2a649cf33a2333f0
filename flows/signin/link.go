package signin

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

// PINs is the part of Plex's API that a sign-in by link needs. *plexapi.Client
// implements it.
type PINs interface {
	NewPIN(ctx context.Context, d plexapi.Device) (plexapi.PIN, error)
	Token(ctx context.Context, d plexapi.Device, p plexapi.PIN) (string, error)
}

// Invitation is what a person needs to approve a sign-in.
type Invitation struct {
	// URL can be opened in any browser. ShortURL leads to the same page, and is for a QR
	// code.
	URL, ShortURL string
	// Life is how long it can be used, counted from now.
	Life time.Duration
	// Again says that it replaces one that has expired.
	Again bool
}

// Link signs in by Plex's PIN flow: the person approves a code in a browser of their
// own, on any machine.
type Link struct {
	API PINs
	// Show shows the person an invitation, Say a line about the progress.
	Show func(Invitation)
	Say  func(string)
}

// invitations is how many codes one sign-in shows. A person who has not come back when
// the second expires is not waiting any more.
const invitations = 2

// clientPrefix marks plexpriv's own client identifiers. Others come from Plex Web in a
// sign-in window.
const clientPrefix = Product + "-"

// ClientID returns the client identifier for a sign-in. former is that of the session
// that it replaces, "" if there is none. Plex lists one device for each identifier, so
// plexpriv's own is used again; one of Plex Web is not.
func ClientID(former string) string {
	if strings.HasPrefix(former, clientPrefix) {
		return former
	}
	return clientPrefix + strings.ToLower(rand.Text())
}

// DeviceName returns the name under which Plex lists one of our client identifiers. It
// tells two machines apart and says nothing about either.
func DeviceName(clientID string) string {
	const shown = 4
	return Product + " " + clientID[max(0, len(clientID)-shown):]
}

// Token shows a code and waits until it is approved; if it expires, it shows a second
// one. It returns the token without any proof that Plex's sites accept it. If ctx ends, it
// asks once more: an approved code has ended the former token of the same client, even if
// nobody collects the new one (seen by other programs in 2026). Then it returns the token,
// if there is one, together with the error.
func (l *Link) Token(ctx context.Context, clientID string) (string, error) {
	d := plexapi.Device{ClientID: clientID, Product: Product, Name: DeviceName(clientID)}
	for n := range invitations {
		p, err := l.invite(ctx, d)
		if err != nil {
			return "", err
		}
		l.Show(Invitation{URL: plexapi.AuthURL(d, p), ShortURL: plexapi.ShortAuthURL(d, p), Life: p.Life, Again: n > 0})
		token, err := l.await(ctx, d, p)
		if !errors.Is(err, plexapi.ErrExpired) {
			return token, err
		}
		if n+1 < invitations {
			l.Say("The code has expired. Here is a new one.")
		}
	}
	return "", fmt.Errorf("%w: the second code has expired, too, and nobody has approved it; nothing was stored", outcome.ErrSignIn)
}

// codeRetry is for the request for a code, and codeWait the longest wait that Plex may
// ask for before it: a person sits in front of the screen, with nothing to do yet.
var codeRetry = page.RetryPolicy{Tries: 4, Pause: time.Second}

const codeWait = 30 * time.Second

// invite requests a code, and tries again after a temporary error. After a 429 it does not:
// each code that is asked for counts, and Plex does not say for how long.
func (l *Link) invite(ctx context.Context, d plexapi.Device) (plexapi.PIN, error) {
	var p plexapi.PIN
	var err error
	page.Retry(ctx, codeRetry, func() (temporary bool, after time.Duration) {
		p, err = l.API.NewPIN(ctx, d)
		after, temporary = isTemporary(err)
		return temporary && !limited(err) && after <= codeWait, after
	})
	if err != nil {
		return p, apiTrouble(ctx, err)
	}
	return p, nil
}

// The pauses between two questions whether a code was approved: a second at first, as
// Plex's own programs do, then longer ones. BackoffMost is the longest pause while Plex
// cannot be reached.
const (
	PollFirst   = time.Second
	PollMost    = 5 * time.Second
	BackoffMost = 15 * time.Second
)

// await polls until the code is approved or expires. Network errors do not end it
// earlier: the person may be typing a password.
func (l *Link) await(ctx context.Context, d plexapi.Device, p plexapi.PIN) (string, error) {
	end := time.Now().Add(p.Life)
	every := PollFirst
	var backoff time.Duration // replaces the pause between polls while Plex cannot be reached
	var trouble error
	for {
		left := time.Until(end)
		switch {
		case left <= 0 && trouble != nil:
			return "", apiTrouble(ctx, trouble)
		case left <= 0:
			return "", plexapi.ErrExpired
		}
		if !page.Pause(ctx, min(max(every, backoff), left)) {
			return l.lastLook(ctx, d, p)
		}
		every = min(every+every/50, PollMost)
		token, err := l.API.Token(ctx, d, p)
		if err == nil && token != "" {
			return token, nil
		}
		if err == nil {
			backoff, trouble = 0, nil
			continue
		}
		if ctx.Err() != nil {
			return l.lastLook(ctx, d, p)
		}
		after, temporary := isTemporary(err)
		if limited(err) && after == 0 {
			after = answer.Patience
		}
		if !temporary || after > time.Until(end) {
			return "", apiTrouble(ctx, err)
		}
		if trouble == nil {
			l.Say("Plex does not answer at the moment. plexpriv keeps asking; you can keep signing in.")
		}
		trouble = err
		if limited(err) {
			every = PollMost
		}
		backoff = max(after, min(2*max(every, backoff), BackoffMost))
	}
}

// lastLook asks once more after the wait was ended.
func (l *Link) lastLook(ctx context.Context, d plexapi.Device, p plexapi.PIN) (string, error) {
	const limit = 3 * time.Second
	why := outcome.Stopped(ctx)
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	token, err := l.API.Token(limited, d, p)
	switch {
	case err != nil:
		return "", why
	case token == "" && errors.Is(context.Cause(ctx), context.DeadlineExceeded):
		return "", &outcome.LaterError{What: "nobody has approved the code so far"}
	}
	return token, why
}

// isTemporary says whether another try may help, and how long Plex asks to wait.
func isTemporary(err error) (after time.Duration, temporary bool) {
	var status *plexapi.StatusError
	if errors.As(err, &status) {
		return status.After, status.Passing()
	}
	var network *plexapi.NetworkError
	return 0, errors.As(err, &network)
}

func limited(err error) bool {
	var status *plexapi.StatusError
	return errors.As(err, &status) && status.Status == http.StatusTooManyRequests
}

// apiTrouble turns an error of Plex's API into one of this package.
func apiTrouble(ctx context.Context, err error) error {
	if s := outcome.Stopped(ctx); s != nil {
		return s
	}
	var trust *plexapi.TrustError
	if errors.As(err, &trust) || errors.Is(err, plexapi.ErrExpired) {
		return err
	}
	after, _ := isTemporary(err)
	return &outcome.LaterError{What: err.Error(), After: after}
}
