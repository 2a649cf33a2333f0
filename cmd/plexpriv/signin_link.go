package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// grant is a token that the person's approval has made at Plex.
type grant struct {
	token, clientID string
}

// approve lets the person approve the sign-in with a browser of their own.
func (l *signIn) approve(ctx context.Context) error {
	api, err := l.world.OpenAPI(l.log)
	if err != nil {
		return err
	}
	defer api.Close()
	id := l.clientID()
	link := signin.Link{API: api, Show: l.invite, Say: l.say}
	token, err := link.Token(ctx, id)
	if errors.Is(err, outcome.ErrSignIn) {
		return exit.WithHint(err, "for another code: "+exit.LoginLine(l.options.profile)+" --link")
	}
	if err != nil {
		return err
	}
	l.world.Terminal.Secrets.Hide(token)
	l.granted = &grant{token, id}
	l.say("Approved. Signing in at www.plex.tv and app.plex.tv …")
	return nil
}

// invite prints what the person needs, also with --quiet: nothing goes on
// without it.
func (l *signIn) invite(i signin.Invitation) {
	w := l.world
	if !i.Again {
		fmt.Fprint(w.Terminal.Stderr, "Open this in a browser, on this or any other device, and sign in to Plex there:\n\n")
	}
	fmt.Fprintf(w.Terminal.Stderr, "  %s\n\n", i.URL)
	if picture := terminal.QRCode(&w.Terminal, i.URL); picture != "" {
		fmt.Fprintln(w.Terminal.Stderr, picture)
	}
	fmt.Fprintf(w.Terminal.Stderr, "Code: %s (part of the link; good for %s)\n", i.Code, minutes(i.Life))
	l.say("Waiting for you to sign in there. Ctrl-C stops, and nothing is stored.")
}

func minutes(d time.Duration) string {
	switch n := int(d.Round(time.Minute) / time.Minute); n {
	case 0:
		return fmt.Sprintf("%d seconds", int(d/time.Second))
	case 1:
		return "1 minute"
	default:
		return fmt.Sprintf("%d minutes", n)
	}
}

// takeBack ends a token that nothing was stored of, unless Plex knows it under
// the identifier of the former session: ending one might end the other.
func (l *signIn) takeBack(ctx context.Context) {
	g := l.granted
	if l.former != nil && l.former.ClientID == g.clientID {
		l.say("What you approved stays at Plex until you sign in again or remove " + deviceAtPlex(g.clientID) + ".")
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), revokeLimit)
	defer cancel()
	if err := revokeToken(ctx, l.world, g.token, g.clientID, l.log); err != nil {
		l.say("What you approved could not be taken back. Remove " + deviceAtPlex(g.clientID) + ".")
	}
}

// deviceAtPlex says where a person finds what a client identifier signs in.
func deviceAtPlex(clientID string) string {
	name := "the device"
	if signin.ClientID(clientID) == clientID {
		name = fmt.Sprintf("the device %q", signin.DeviceName(clientID))
	}
	return name + " at app.plex.tv, Settings, Authorized Devices"
}
