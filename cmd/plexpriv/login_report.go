package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
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
	out := l.world.Terminal.Stdout
	switch {
	case o.output.JSON:
		l.world.Terminal.PrintJSON(r)
	case !o.output.Quiet:
		fmt.Fprintf(out, "signed in as %s; session kept in %s\n", outcome.Name(r.Account), world.StoreName(l.store))
		if r.Ends != nil {
			line := "its token ends by itself on " + r.Ends.Format(time.DateOnly)
			if o.way != byLink {
				line += "; one from " + exit.LoginLine(o.profile) + " --link usually does not"
			}
			fmt.Fprintln(out, line)
		}
		for _, e := range r.Shut {
			fmt.Fprintf(out, "%s does not accept the session, so these pages stay shut: %s\n", e.Site, strings.Join(e.Pages, ", "))
		}
		if len(r.Shut) > 0 && o.way != byWindow {
			fmt.Fprintln(out, l.atTheSites())
		}
	}
	return exit.Done(r.ExitCode)
}
