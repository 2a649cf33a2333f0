package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/urfave/cli/v2"
)

func logoutCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "logout",
		Usage: "end a session at Plex and remove it from this machine",
		Description: description(`Asks Plex to end the session's token, which takes a few seconds at most, and removes
the session from the keyring, whatever Plex has said. It reports for each profile
whether Plex has ended it. Whatever else uses the same token is signed out, too; a
token that another profile here still uses is left alone.`,
			[]string{"plexpriv logout", "plexpriv logout --profile partner", "plexpriv logout --all"}),
		Flags: []cli.Flag{profileFlag("profile to sign out"), &cli.BoolFlag{Name: "all", Category: groupAccounts, Usage: "end and remove every stored session"}, langFlag(), jsonFlag(), quietFlag(), verboseFlag()},
		Action: func(c *cli.Context) error {
			if c.Bool("all") && c.IsSet("profile") {
				return exit.Usagef("--all and --profile can't be used together")
			}
			profile, err := oneProfile(w, c)
			if err != nil {
				return err
			}
			o, err := outputOf(c)
			if err != nil {
				return err
			}
			return logout(c.Context, w, profile, c.Bool("all"), o)
		},
	}
}

// logoutReport is what logout --json prints.
type logoutReport struct {
	terminal.Header
	// Removed are the profiles whose session was removed.
	Removed  []string    `json:"removed"`
	Profiles []signedOut `json:"profiles"`
	Error    string      `json:"error,omitempty"`
	ExitCode int         `json:"exit_code"`
}

// signedOut is the result for one profile.
type signedOut struct {
	Profile string `json:"profile"`
	Account string `json:"account"`
	Removed bool   `json:"removed"`
	// Ended means that Plex has revoked the token. Detail is the reason if it has not.
	Ended  bool   `json:"ended_at_plex"`
	Detail string `json:"detail,omitempty"`

	device string
	err    error
}

func logout(ctx context.Context, w *world.World, profile string, all bool, o terminal.Output) error {
	ctx, end := w.Interruptible(ctx, nil)
	defer end()
	store, err := w.Store()
	if err != nil {
		return err
	}
	leaving := []string{profile}
	if all {
		if leaving, err = store.Profiles(ctx); err != nil {
			return world.EndCause(ctx, err)
		}
	}
	r := &revoker{world: w, store: store, log: terminal.NewLogger(w.Terminal.Stderr, o), answers: map[string]error{}}
	report := logoutReport{Header: terminal.NewHeader("logout"), Removed: []string{}, Profiles: []signedOut{}}
	var errs []error
	for _, p := range leaving {
		out := r.signOut(ctx, p, leaving)
		if errors.Is(out.err, session.ErrNotFound) {
			continue
		}
		if out.err != nil {
			errs = append(errs, world.EndCause(ctx, out.err))
		} else {
			report.Removed = append(report.Removed, p)
		}
		report.Profiles = append(report.Profiles, out)
	}
	err = errors.Join(errs...)
	report.ExitCode = exit.Code(err)
	if err != nil {
		report.Error = err.Error()
	}
	switch {
	case o.JSON:
		w.Terminal.PrintJSON(report)
		return exit.Done(report.ExitCode)
	case !o.Quiet:
		printLogout(w, report, store)
	}
	return err
}

func printLogout(w *world.World, r logoutReport, store session.Store) {
	words, out := world.Locale(w), w.Terminal.Stdout
	line := func(text string) { fmt.Fprintln(out, out.Wrap(text, "  ")) }
	for _, p := range r.Profiles {
		if !p.Removed {
			continue
		}
		about := locale.Data{"Profile": p.Profile, "Store": world.StoreName(w, store), "Why": p.Detail}
		if p.Ended {
			line(words.Say("logout.ended", about))
			continue
		}
		line(words.Say("logout.removed", about))
		if p.device != "" {
			line("  " + words.Say("logout.device", locale.Data{"Device": p.device}))
		}
	}
	if len(r.Profiles) == 0 && r.Error == "" {
		line(words.Say("logout.nobody"))
	}
}
