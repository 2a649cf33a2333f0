package main

import (
	"context"
	"log/slog"
	"slices"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/urfave/cli/v2"
)

func historyCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:      "history",
		Usage:     "show what was changed, and when",
		ArgsUsage: "[SETTING]",
		Description: description(`Lists what apply, undo and check have recorded, the newest run first. Values that
somebody else had changed since the run before are listed, too. It opens no browser.
With --family or --home-user it asks Plex who is in the Plex Home.`,
			[]string{"plexpriv history", "plexpriv history visibility.watchlist", "plexpriv history --wide", "plexpriv history --run 20260314t090000-x7k2ab"}),
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "profile", Category: groupAccounts, Usage: "the stored session `NAME` (repeatable; default: default; $" + exit.EnvProfile + ")"},
			&cli.BoolFlag{Name: "all-profiles", Category: groupAccounts, Usage: "every stored session"},
			&cli.StringSliceFlag{Name: "home-user", Category: groupAccounts, Usage: "a user of the profile's Plex Home: `NAME` (repeatable)"},
			&cli.BoolFlag{Name: "family", Category: groupAccounts, Usage: "every user of the Plex Home, the admin too"},
			&cli.StringFlag{Name: "run", Category: groupSelection, Usage: "only this run: `ID`, as --wide and --json show it"},
			wideFlag(wideList), langFlag(), jsonFlag(),
		},
		Action: func(c *cli.Context) error {
			setting, err := knownSetting(w, c.Args().First())
			if err != nil {
				return err
			}
			a, err := accountsOf(w, c)
			if err != nil {
				return err
			}
			return history(c.Context, w, a, historyFilter{setting, c.String("run")}, listing{c.Bool("json"), c.Bool("wide")})
		},
	}
}

// knownSetting is the id of a setting of this version, or "" for none. The history of a
// setting that an older version had is shown only without a name.
func knownSetting(w *world.World, name string) (string, error) {
	if name == "" {
		return "", nil
	}
	cat, err := w.Catalogue()
	if err != nil {
		return "", err
	}
	s, err := settingNamed(name, cat)
	if err != nil {
		return "", err
	}
	return s.ID, nil
}

// listing is how something is listed: as JSON, or for a person, with ids if wide.
type listing struct{ json, wide bool }

// historyFilter selects entries of the history. An empty field matches all.
type historyFilter struct{ setting, run string }

func (h historyFilter) excludes(e record.Entry) bool {
	return h.setting != "" && e.Setting != h.setting || h.run != "" && e.Run != h.run
}

// historyReport is what history --json prints.
type historyReport struct {
	terminal.Header
	Accounts []accountHistory `json:"accounts"`
	ExitCode int              `json:"exit_code"`
}

type accountHistory struct {
	Profile  string         `json:"profile"`
	Account  string         `json:"account"`
	HomeUser *string        `json:"home_user"`
	Entries  []record.Entry `json:"entries"`
	// hasRun means that the run that was asked for belongs to this account.
	hasRun bool
}

func history(ctx context.Context, w *world.World, who run.Accounts, of historyFilter, how listing) error {
	ctx, end := w.Interruptible(ctx, nil)
	defer end()
	store, err := w.Store()
	if err != nil {
		return err
	}
	var api world.API
	if who.Home() {
		if api, err = w.OpenAPI(slog.New(slog.DiscardHandler)); err != nil {
			return err
		}
		defer api.Close()
	}
	found, err := run.Members(ctx, w, store, api, who)
	if err != nil {
		return world.EndCause(ctx, err)
	}
	report := historyReport{Header: terminal.NewHeader("history"), Accounts: []accountHistory{}}
	known := false
	for _, m := range found {
		a, err := accountHistoryOf(w, m, of)
		if err != nil {
			return world.EndCause(ctx, err)
		}
		report.Accounts = append(report.Accounts, a)
		known = known || a.hasRun
	}
	if !known && of.run != "" {
		return exit.Usagef("%v: %q", record.ErrNoRun, of.run).Hinting("plexpriv history --wide lists the runs")
	}
	if how.json {
		w.Terminal.PrintJSON(report)
		return nil
	}
	cat, err := w.Catalogue()
	if err != nil {
		return err
	}
	words := wordsHere(w, cat)
	for _, a := range report.Accounts {
		historyView{w.Terminal.Stdout, words, how.wide}.print(a, len(report.Accounts) > 1)
	}
	return nil
}

func accountHistoryOf(w *world.World, m run.Member, of historyFilter) (accountHistory, error) {
	if m.Err != nil {
		return accountHistory{}, m.Err
	}
	j, err := world.OpenJournal(w.State, m.Profile, m.AccountID(), w.Terminal.Stderr)
	if err != nil {
		return accountHistory{}, err
	}
	entries := append([]record.Entry{}, slices.DeleteFunc(record.History(j), of.excludes)...)
	_, hasRun := j.Find(of.run)
	return accountHistory{m.Profile, m.Name(), m.HomeUser(), entries, hasRun}, j.Close()
}
