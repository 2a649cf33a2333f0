package signin

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

// PINs is what a sign-in by code needs of Plex's API. *plexapi.Client is one.
type PINs interface {
	NewPIN(ctx context.Context, d plexapi.Device) (plexapi.PIN, error)
	Token(ctx context.Context, d plexapi.Device, p plexapi.PIN) (string, error)
}

// Invitation is what the person needs to approve a sign-in.
type Invitation struct {
	// URL is to be opened in any browser; Code stands in it.
	URL, Code string
	// Life is how long it can be used, from now on.
	Life time.Duration
	// Again says that it replaces one that has expired.
	Again bool
}

// Link signs in with a code that the person approves in a browser of their own,
// on whatever machine that is: Plex's PIN flow.
type Link struct {
	API PINs
	// Show gives the person an invitation, Say a line about what goes on.
	Show func(Invitation)
	Say  func(string)
}

// invitations is how many codes a sign-in goes through: who has not come back
// after the second has gone elsewhere.
const invitations = 2

// clientPrefix marks the client identifiers that are plexpriv's own. Others are
// those of Plex Web in a sign-in window.
const clientPrefix = Product + "-"

// ClientID is the identifier for a sign-in that replaces a session with the given
// one, "" if there is none. Plex lists one device for each identifier, so ours is
// kept; that of Plex Web is not taken over.
func ClientID(former string) string {
	if strings.HasPrefix(former, clientPrefix) {
		return former
	}
	return clientPrefix + strings.ToLower(rand.Text())
}

// DeviceName is the name under which Plex lists a client identifier of ours. It
// tells two machines apart and says nothing of either.
func DeviceName(clientID string) string {
	const shown = 4
	return Product + " " + clientID[max(0, len(clientID)-shown):]
}

// Token asks for a code, shows it and waits until it was approved, with a second
// code when the first one expires. The token comes from Plex as it is; nothing
// has been proved of it.
func (l *Link) Token(ctx context.Context, clientID string) (string, error) {
	d := plexapi.Device{ClientID: clientID, Product: Product, Name: DeviceName(clientID)}
	for n := range invitations {
		p, err := l.invite(ctx, d)
		if err != nil {
			return "", err
		}
		l.Show(Invitation{URL: plexapi.AuthURL(d, p), Code: p.Code, Life: p.Life, Again: n > 0})
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

// invite asks for a code, again after a passing trouble.
func (l *Link) invite(ctx context.Context, d plexapi.Device) (plexapi.PIN, error) {
	const most = 30 * time.Second
	var p plexapi.PIN
	var err error
	page.Again(ctx, page.Asking{Tries: 4, Pause: time.Second}, func() (passing bool, after time.Duration) {
		p, err = l.API.NewPIN(ctx, d)
		after, passing = passes(err)
		return passing && after <= most, after
	})
	if err != nil {
		return p, apiTrouble(ctx, err)
	}
	return p, nil
}

// How often Plex is asked about a code: every second at first, as its own
// programs do, and less often the longer it takes.
const (
	PollFirst = time.Second
	PollMost  = 5 * time.Second
	BlipMost  = 15 * time.Second
)

// await polls until the code was approved or has expired. Trouble on the way to
// Plex ends it only with the code: the person may be typing a password.
func (l *Link) await(ctx context.Context, d plexapi.Device, p plexapi.PIN) (string, error) {
	end := time.Now().Add(p.Life)
	every := PollFirst
	var blip time.Duration // the pause in place of every while there is trouble
	var trouble error
	for {
		left := time.Until(end)
		switch {
		case left <= 0 && trouble != nil:
			return "", apiTrouble(ctx, trouble)
		case left <= 0:
			return "", plexapi.ErrExpired
		}
		if !page.Pause(ctx, min(max(every, blip), left)) {
			if errors.Is(context.Cause(ctx), context.DeadlineExceeded) {
				return "", &outcome.LaterError{What: "nobody has approved the code so far"}
			}
			return "", outcome.Stopped(ctx)
		}
		every = min(every+every/50, PollMost)
		token, err := l.API.Token(ctx, d, p)
		if err == nil && token != "" {
			return token, nil
		}
		if err == nil {
			blip, trouble = 0, nil
			continue
		}
		after, passing := passes(err)
		if !passing || after > time.Until(end) {
			return "", apiTrouble(ctx, err)
		}
		if trouble == nil {
			l.Say("Plex does not answer at the moment. I go on asking, and you can go on signing in.")
		}
		trouble = err
		if limited(err) {
			every = PollMost
		}
		blip = max(after, min(2*max(every, blip), BlipMost))
	}
}

// passes says whether asking again may help, and how long Plex wants us to wait.
func passes(err error) (after time.Duration, passing bool) {
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

// apiTrouble makes an error of Plex's API one of ours.
func apiTrouble(ctx context.Context, err error) error {
	if s := outcome.Stopped(ctx); s != nil {
		return s
	}
	var trust *plexapi.TrustError
	if errors.As(err, &trust) || errors.Is(err, plexapi.ErrExpired) {
		return err
	}
	after, _ := passes(err)
	return &outcome.LaterError{What: err.Error(), After: after}
}
