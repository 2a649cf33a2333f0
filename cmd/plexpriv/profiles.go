package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/urfave/cli/v2"
)

func profilesCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "profiles",
		Usage: "list who is signed in, and since when",
		Description: description("Lists the stored sessions. Whether Plex still accepts them is seen at the next run.",
			[]string{"plexpriv profiles", "plexpriv profiles --json"}),
		Flags:  []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error { return profiles(c.Context, w, c.Bool("json")) },
	}
}

// profileEntry is one stored session, or the error if it cannot be read.
type profileEntry struct {
	Profile  string     `json:"profile"`
	Account  string     `json:"account"`
	Store    string     `json:"store"`
	Created  *time.Time `json:"created"`
	LastUsed *time.Time `json:"last_used"`
	// Ends is when the token ends by itself, if it says so.
	Ends  *time.Time `json:"ends,omitempty"`
	Error string     `json:"error,omitempty"`
}

// profilesReport is what profiles --json prints.
type profilesReport struct {
	terminal.Header
	Store    string         `json:"store"`
	Profiles []profileEntry `json:"profiles"`
	ExitCode int            `json:"exit_code"`
}

func profiles(ctx context.Context, w *world.World, asJSON bool) error {
	ctx, end := w.Interruptible(ctx, nil)
	defer end()
	store, err := w.Store()
	if err != nil {
		return err
	}
	names, err := store.Profiles(ctx)
	if err != nil {
		return world.EndCause(ctx, err)
	}
	report := profilesReport{Header: terminal.NewHeader("profiles"), Store: store.Name(), Profiles: []profileEntry{}}
	for _, name := range names {
		s, err := store.Load(ctx, name)
		if errors.Is(err, session.ErrNotFound) {
			continue // left by a login that was interrupted
		}
		entry := profileEntry{Profile: name, Store: store.Name()}
		if err != nil {
			entry.Error = err.Error()
			report.ExitCode = exit.Worst(report.ExitCode, exit.Code(world.EndCause(ctx, err)))
		} else {
			entry.Account, entry.Created, entry.LastUsed = s.Account.Username, &s.Created, &s.LastUsed
			if end, ok := signin.TokenEnds(s.Token); ok {
				entry.Ends = &end
			}
		}
		report.Profiles = append(report.Profiles, entry)
	}
	if asJSON {
		w.Terminal.PrintJSON(report)
	} else {
		printProfiles(w, report)
	}
	return exit.Done(report.ExitCode)
}

// endOf is the day on which a session ends by itself.
func endOf(p profileEntry, now time.Time) string {
	switch {
	case p.Ends == nil:
		return ""
	case p.Ends.Before(now):
		return "has ended"
	}
	return p.Ends.Format(time.DateOnly)
}

func printProfiles(w *world.World, r profilesReport) {
	if len(r.Profiles) == 0 {
		fmt.Fprintln(w.Terminal.Stdout, "nobody is signed in; sign in with: plexpriv login")
		return
	}
	ends := slices.ContainsFunc(r.Profiles, func(p profileEntry) bool { return p.Ends != nil })
	header := []string{"PROFILE", "ACCOUNT", "SIGNED IN", "LAST USED", "KEPT IN"}
	if ends {
		header = append(header, "ENDS")
	}
	t := terminal.NewTable(header...)
	for _, p := range r.Profiles {
		row := []any{p.Profile, "(cannot be read)", "", "", p.Store}
		if p.Error == "" {
			row = []any{p.Profile, p.Account, terminal.Ago(w.Now(), *p.Created), terminal.Ago(w.Now(), *p.LastUsed), p.Store}
		}
		if ends {
			row = append(row, endOf(p, w.Now()))
		}
		t.Add(row...)
	}
	w.Terminal.Stdout.PrintTable(t)
	for _, p := range r.Profiles {
		if p.Error != "" {
			fmt.Fprintf(w.Terminal.Stderr, "plexpriv: %s\n", p.Error)
		}
	}
}
