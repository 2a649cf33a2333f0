package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/automation/session"
)

// profileLine is one stored sign-in, as shown.
type profileLine struct {
	Profile  string    `json:"profile"`
	Account  string    `json:"account"`
	Store    string    `json:"store"`
	Created  time.Time `json:"created"`
	LastUsed time.Time `json:"last_used"`
	Problem  string    `json:"problem,omitempty"`
}

func (w *world) profilesCommand() *cli.Command {
	return &cli.Command{
		Name: "profiles", Usage: "list who is signed in",
		Description: examples("Lists the stored sign-ins. Whether Plex still accepts them is seen at the next run.", "plexpriv profiles"),
		Flags:       []cli.Flag{&cli.BoolFlag{Name: "json", Usage: "print one JSON document"}},
		Action: func(c *cli.Context) error {
			lines, err := w.listProfiles(c.Context)
			if err != nil {
				return err
			}
			if c.Bool("json") {
				return json.NewEncoder(w.stdout).Encode(map[string]any{"schema": 1, "command": "profiles", "profiles": lines})
			}
			if len(lines) == 0 {
				fmt.Fprintln(w.stdout, "Nobody is signed in. Start with: plexpriv login")
				return nil
			}
			t := w.table()
			t.AppendHeader(table.Row{"profile", "account", "kept in", "signed in", "last used"})
			for _, l := range lines {
				if l.Problem != "" {
					t.AppendRow(table.Row{l.Profile, l.Problem})
					continue
				}
				t.AppendRow(table.Row{l.Profile, l.Account, l.Store, w.ago(l.Created), w.ago(l.LastUsed)})
			}
			t.Render()
			return nil
		},
	}
}

func (w *world) listProfiles(ctx context.Context) ([]profileLine, error) {
	store, err := w.store()
	if err != nil {
		return nil, err
	}
	names, err := store.Profiles(ctx)
	if err != nil {
		return nil, err
	}
	out := []profileLine{}
	for _, n := range names {
		s, err := store.Load(ctx, n)
		switch {
		case errors.Is(err, session.ErrNotFound):
		case err != nil:
			out = append(out, profileLine{Profile: n, Store: store.Name(), Problem: scrub(err.Error())})
		default:
			out = append(out, profileLine{Profile: n, Account: s.Account.Username, Store: store.Name(), Created: s.Created, LastUsed: s.LastUsed})
		}
	}
	return out, nil
}

// ago tells a time as people do.
func (w *world) ago(t time.Time) string {
	d := w.now().Sub(t)
	switch {
	case d < 2*time.Minute:
		return "just now"
	case d < 2*time.Hour:
		return fmt.Sprintf("%d minutes ago", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d hours ago", int(d.Hours()))
	}
	return fmt.Sprintf("%d days ago", int(d.Hours()/24))
}
