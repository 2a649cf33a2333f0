package main

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

func statusCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "status",
		Usage: "show what every setting is now",
		Description: description(`Reads every selected page of Plex, and changes nothing. Unlike check it does not
judge: it ends with 0 however open the account is.`,
			[]string{"plexpriv status", "plexpriv status --page visibility", "plexpriv status --family", "plexpriv status --json"}),
		Flags: slices.Concat(narrowingFlags(), accountFlags(), outputFlags(), []cli.Flag{langFlag()}, browserFlags(), paceFlags()),
		Action: func(c *cli.Context) error {
			o, err := runOptionsOf(w, c, "status", true)
			if err != nil {
				return err
			}
			return run.Execute(c.Context, w, o, func(r run.Result) error {
				return printStatus(w, o, asStatus(o, r.Report))
			})
		},
	}
}

// asStatus makes the report of a run that only looks: a difference is no news in it, and
// settings that were not asked for are left out.
func asStatus(o *run.Options, report *outcome.Report) *outcome.Report {
	if report.ExitCode == outcome.ExitDiffers {
		report.ExitCode = exit.OK
	}
	for i := range report.Accounts {
		a := &report.Accounts[i]
		a.Settings = slices.DeleteFunc(a.Settings, func(s outcome.SettingReport) bool { return !o.Wanted.Selection.Covers(s.ID) })
	}
	report.CountResults()
	return report
}

func printStatus(w *world.World, o *run.Options, report *outcome.Report) error {
	if o.Output.JSON {
		w.Terminal.PrintJSON(report)
		return exit.Done(report.ExitCode)
	}
	words := presentation.New(o.Locale, o.Catalogue)
	for i := range report.Accounts {
		a := &report.Accounts[i]
		if i > 0 {
			fmt.Fprintln(w.Terminal.Stdout)
		}
		if a.Cause != nil {
			fmt.Fprintf(w.Terminal.Stderr, "%s:\n", accountName(a))
			w.Terminal.PrintError(a.Cause)
			if presentation.Cause(a) != "" {
				continue
			}
		}
		fmt.Fprintln(w.Terminal.Stdout, accountName(a))
		printValues(&w.Terminal, words, a)
	}
	return exit.Done(report.ExitCode)
}

// printValues prints the settings with their values, by page.
func printValues(t *terminal.Terminal, words *presentation.Vocabulary, a *outcome.AccountReport) {
	width := 0
	for _, s := range a.Settings {
		width = max(width, len([]rune(words.Name(s.ID))))
	}
	group := ""
	for _, s := range a.Settings {
		if name := words.GroupOf(a, s.Page); name != group {
			group = name
			fmt.Fprintf(t.Stdout, "\n%s\n", group)
		}
		value := words.Result("check", s.Result) // why there is no value
		if s.Before != "" {
			value = words.Value(s.ID, s.Before)
		}
		fmt.Fprintf(t.Stdout, "  %-*s  %s\n", width, words.Name(s.ID), value)
	}
}
