package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
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
		Flags:  []cli.Flag{langFlag(), jsonFlag()},
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

// ago says how long ago something was.
func ago(words *locale.Locale, now, t time.Time) string {
	const day = 24 * time.Hour
	switch d := now.Sub(t); {
	case d < time.Minute:
		return words.Say("ago.now")
	case d < time.Hour:
		return words.Count("ago.minutes", int(d/time.Minute))
	case d < day:
		return words.Count("ago.hours", int(d/time.Hour))
	default:
		return words.Count("ago.days", int(d/day))
	}
}

// endOf is the day on which a session ends by itself.
func endOf(words *locale.Locale, p profileEntry, now time.Time) string {
	switch {
	case p.Ends == nil:
		return ""
	case p.Ends.Before(now):
		return words.Say("profiles.ended")
	}
	return p.Ends.Format(time.DateOnly)
}

func printProfiles(w *world.World, r profilesReport) {
	words := world.Locale(w)
	if len(r.Profiles) == 0 {
		fmt.Fprintln(w.Terminal.Stdout, words.Say("profiles.none", locale.Data{"Command": exit.LoginLine(exit.DefaultProfile)}))
		return
	}
	ends := slices.ContainsFunc(r.Profiles, func(p profileEntry) bool { return p.Ends != nil })
	header := []string{"profiles.profile", "report.account", "profiles.signed-in", "profiles.used", "profiles.store"}
	if ends {
		header = append(header, "profiles.ends")
	}
	for i, id := range header {
		header[i] = strings.ToUpper(words.Say(id))
	}
	t := terminal.NewTable(header...)
	for _, p := range r.Profiles {
		row := []any{p.Profile, "(" + words.Say("profiles.unreadable") + ")", "", "", p.Store}
		if p.Error == "" {
			row = []any{p.Profile, p.Account, ago(words, w.Now(), *p.Created), ago(words, w.Now(), *p.LastUsed), p.Store}
		}
		if ends {
			row = append(row, endOf(words, p, w.Now()))
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
