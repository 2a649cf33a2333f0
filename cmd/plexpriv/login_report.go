package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// loginReport is what login --json prints.
type loginReport struct {
	terminal.Header
	Profile string `json:"profile"`
	Account string `json:"account"`
	Store   string `json:"store"`
	// Ends is when the token ends by itself, if it says so.
	Ends *time.Time `json:"ends,omitempty"`
	// Shut are the sites that do not accept the session.
	Shut     []shutSite `json:"shut,omitempty"`
	ExitCode int        `json:"exit_code"`
}

// shutSite is a site that does not accept a session, with the pages that stay shut.
type shutSite struct {
	Site   string   `json:"site"`
	Pages  []string `json:"pages"`
	Detail string   `json:"detail"`
}

// tell says who is signed in, until when, and which pages stay shut.
func (l *signIn) tell(p signin.Proof) error {
	o, s := l.options, p.Session
	r := loginReport{Header: terminal.NewHeader("login"), Profile: o.profile, Account: s.Account.Username, Store: l.store.Name(), ExitCode: exit.OK}
	if end, ok := signin.TokenEnds(s.Token); ok {
		r.Ends = &end
	}
	for _, e := range p.Shut {
		r.Shut = append(r.Shut, shutSite{e.Site, e.Pages, e.Detail})
		r.ExitCode = outcome.ExitPartly
	}
	out, words := l.world.Terminal.Stdout, world.Locale(l.world)
	line := func(text string) { fmt.Fprintln(out, out.Wrap(text, "  ")) }
	switch {
	case o.output.JSON:
		l.world.Terminal.PrintJSON(r)
	case !o.output.Quiet:
		line(words.Say("login.done", locale.Data{"Account": outcome.Name(r.Account), "Store": world.StoreName(l.world, l.store)}))
		if r.Ends != nil {
			id := "login.ends"
			if o.way != byLink {
				id = "login.ends-link"
			}
			line(words.Say(id, locale.Data{"Day": r.Ends.Format(time.DateOnly), "Command": exit.LoginLine(o.profile) + " --link"}))
		}
		for _, e := range r.Shut {
			line(words.Say("login.shut", locale.Data{"Site": e.Site, "Pages": strings.Join(e.Pages, ", ")}))
		}
		if len(r.Shut) > 0 && o.way != byWindow {
			line(words.Say("login.at-the-site", locale.Data{"Command": exit.LoginLine(o.profile) + " --window"}))
		}
	}
	return exit.Done(r.ExitCode)
}
