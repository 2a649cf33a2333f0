package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// grant is a token that Plex issued when the person approved the link.
type grant struct {
	token, clientID string
}

// approve lets the person approve the sign-in in their own browser.
func (l *signIn) approve(ctx context.Context) error {
	api, err := l.world.OpenAPI(l.log)
	if err != nil {
		return err
	}
	defer api.Close()
	id := l.clientID()
	link := signin.Link{API: api, Show: l.showLink, Say: l.say}
	if l.options.show != nil {
		link.Show = l.options.show
	}
	token, err := link.Token(ctx, id)
	if token != "" {
		l.world.Terminal.Secrets.Hide(token)
		l.granted = &grant{token, id}
	}
	switch {
	case errors.Is(err, outcome.ErrSignIn):
		return exit.WithHint(err, "for a new link: "+exit.LoginLine(l.options.profile)+" --link")
	case err != nil && token != "":
		l.say("You had approved it by then.")
		return err
	case err != nil && l.replaces(id) && stopped(ctx):
		l.say("If you approve that link all the same, or have just done so, the session that this profile has now ends at Plex. Then run: " + exit.LoginLine(l.options.profile))
		return err
	case err != nil:
		return err
	}
	l.say(world.Locale(l.world).Say("login.approved"))
	return nil
}

// stopped says whether the wait was ended, and not by Plex.
func stopped(ctx context.Context) bool { return outcome.Stopped(ctx) != nil }

// replaces says whether a token for a client identifier ends that of the former session:
// Plex keeps one for each account and client.
func (l *signIn) replaces(clientID string) bool {
	return l.former != nil && l.former.ClientID == clientID
}

// showLink prints the QR code and the link, which comes last: a small screen shows the
// end of what was printed. It does so also with --quiet, because the sign-in cannot go on
// without them.
func (l *signIn) showLink(i signin.Invitation) {
	t := &l.world.Terminal
	words := world.Locale(l.world)
	ends := words.Say("login.works", locale.Data{"Life": lifeOf(words, i.Life)})
	if !terminal.PrintQRCode(t, i.ShortURL, words.Say("login.scan"), "", ends, words.Say("login.stop")) {
		fmt.Fprintln(t.Stderr, t.Stderr.Wrap(words.Say("login.open")+" "+ends+" "+words.Say("login.stop")+"\n", ""))
	}
	fmt.Fprintf(t.Stderr, "  %s\n", i.URL)
}

// lifeOf is how long a link works.
func lifeOf(words *locale.Locale, d time.Duration) string {
	if n := int(d.Round(time.Minute) / time.Minute); n > 0 {
		return words.Count("login.minutes", n)
	}
	return words.Count("login.seconds", int(d/time.Second))
}

// revokeGrant revokes a token that was not stored. It does not if the former session has
// the same client identifier, because revoking one token might revoke both.
func (l *signIn) revokeGrant(ctx context.Context) {
	g := l.granted
	if l.replaces(g.clientID) {
		l.say("What you approved stays at Plex until you sign in again or remove " + deviceAtPlex(g.clientID) + ".")
		l.say("The former session of this profile may have ended by it: run " + exit.LoginLine(l.options.profile))
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), revokeLimit)
	defer cancel()
	if err := revokeToken(ctx, l.world, g.token, g.clientID, l.log); err != nil {
		l.say("What you approved could not be taken back. Remove " + deviceAtPlex(g.clientID) + ".")
	}
}

// deviceAtPlex says where the person finds the device of a client identifier.
func deviceAtPlex(clientID string) string {
	name := "the device"
	if signin.ClientID(clientID) == clientID {
		name = fmt.Sprintf("the device %q", signin.DeviceName(clientID))
	}
	return name + " at app.plex.tv, Settings, Authorized Devices"
}
