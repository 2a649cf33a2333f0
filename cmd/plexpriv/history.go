package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

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
		Usage:     "say what was changed, when, and by which run",
		ArgsUsage: "[SETTING]",
		Description: description(`Reads the record that apply, undo and check keep, oldest first. It opens no browser;
who is in the Plex Home is asked of Plex. A value that a run or a check found changed
by somebody else since the one before is told too.`,
			[]string{"plexpriv history", "plexpriv history visibility.watchlist", "plexpriv history --run 20260314t090000-x7k2ab", "plexpriv history --json"}),
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "profile", Category: groupAccounts, Usage: "the stored session `NAME` (repeatable; default: default; $" + exit.EnvProfile + ")"},
			&cli.BoolFlag{Name: "all-profiles", Category: groupAccounts, Usage: "every stored session"},
			&cli.StringSliceFlag{Name: "home-user", Category: groupAccounts, Usage: "a user of the profile's Plex Home: `NAME` (repeatable)"},
			&cli.BoolFlag{Name: "family", Category: groupAccounts, Usage: "every user of the Plex Home, the admin too"},
			&cli.StringFlag{Name: "run", Category: groupSelection, Usage: "only what this run did or met with: `ID`"},
			jsonFlag(),
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
			return history(c.Context, w, a, historyFilter{setting, c.String("run")}, c.Bool("json"))
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

func history(ctx context.Context, w *world.World, who run.Accounts, of historyFilter, asJSON bool) error {
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
		return exit.Usagef("%v: %q", record.ErrNoRun, of.run).Hinting("plexpriv history lists the runs")
	}
	if asJSON {
		w.Terminal.PrintJSON(report)
		return nil
	}
	for _, a := range report.Accounts {
		printHistory(w, a, len(report.Accounts) > 1)
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

func printHistory(w *world.World, a accountHistory, many bool) {
	if many {
		fmt.Fprintf(w.Terminal.Stdout, "%s, profile %s\n", a.Account, a.Profile)
	}
	if len(a.Entries) == 0 {
		fmt.Fprintln(w.Terminal.Stdout, "nothing was changed so far")
		return
	}
	t := terminal.NewTable("WHEN", "SETTING", "FROM", "TO", "WHAT", "RUN", "CONTROLS")
	for _, e := range a.Entries {
		t.Add(e.At.Local().Format(time.DateTime[:16]), e.Setting, cmp.Or(e.From, "-"), cmp.Or(e.To, "-"), entryText(e), e.Run, run.ControlsText(e.Setting, e.Controls))
	}
	w.Terminal.Stdout.PrintTable(t)
}

// entryText says in a few words what has happened.
func entryText(e record.Entry) string {
	switch {
	case e.Kind == record.Drifted:
		return "changed by somebody else"
	case e.Result == "":
		return "interrupted"
	case e.Command == "undo":
		return "undo, " + spaced(e.Result)
	}
	return spaced(e.Result)
}
