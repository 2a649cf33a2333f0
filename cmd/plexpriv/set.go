package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

func setCommand(w *world.World) *cli.Command {
	flags := []cli.Flag{
		&cli.BoolFlag{Name: "dry-run", Aliases: []string{"n"}, Category: groupSelection, Usage: "show what would change; nothing can be written"},
		&cli.BoolFlag{Name: "allow-widening", Category: groupSelection, Usage: "also set a value that is less private than the present one, without asking"},
		settleFlag(),
	}
	return &cli.Command{
		Name:      "set",
		Usage:     "set one setting, and confirm it",
		ArgsUsage: "SETTING VALUE",
		Description: description(`Sets one setting as apply does, and nothing else. The last part of an id is enough
where no other setting has it. A value that is less private than the present one is
set only if you agree: on a terminal it asks, elsewhere it needs --allow-widening.`,
			[]string{"plexpriv set watchlist private", "plexpriv set email.marketing off", "plexpriv set watchlist friends --allow-widening"}),
		Flags: slices.Concat(flags, accountFlags(), runOutputFlags(), browserFlags(), paceFlags()),
		Action: func(c *cli.Context) error {
			o, s, err := oneSettingOf(w, c, "apply", c.Bool("dry-run"))
			if err != nil {
				return err
			}
			value, err := valueArgument(c, s, o.Catalogue)
			if err != nil {
				return err
			}
			o.Wanted.Selection.Set = map[string]string{o.Wanted.Selection.Only[0]: value}
			return setOne(c.Context, w, o, s)
		},
	}
}

// valueArgument is the VALUE argument of set.
func valueArgument(c *cli.Context, s *selectors.Setting, cat *selectors.Catalogue) (string, error) {
	word := c.Args().Get(1)
	if word == "" {
		return "", exit.Usagef("which value?").Hinting(s.ID + " takes: " + strings.Join(valueWords(s, cat), ", "))
	}
	value, ok := s.Canonical(word, &cat.Words)
	if !ok {
		return "", exit.Usagef("%s has no value %q", s.ID, word).Hinting(exit.DidYouMean(word, valueWords(s, cat)))
	}
	return value, nil
}

// setOne sets the setting. If that would be less private, and somebody is there, it asks
// and tries again.
func setOne(ctx context.Context, w *world.World, o *run.Options, s *selectors.Setting) error {
	var widens *outcome.SettingReport
	asks := w.Terminal.Stdin.TTY && w.Terminal.Stderr.TTY && !o.Output.JSON && !o.DryRun && !o.Wanted.Selection.AllowWidening
	err := run.Execute(ctx, w, o, func(r run.Result) error {
		report := onlySetting(r.Report, s.ID)
		if widens = refusedAsWider(report); widens != nil && asks {
			return nil
		}
		viewRun(w, o, report)
		return exit.Done(report.ExitCode)
	})
	if err != nil || widens == nil || !asks {
		return err
	}
	words := o.Words()
	yes, err := askYesOrNo(ctx, w, words, words.Say("set.widen", locale.Data{"Name": words.Setting(s.ID),
		"Was": words.Value(s.ID, widens.Before), "Becomes": words.Value(s.ID, o.Wanted.Selection.Set[s.ID])}), terminal.No)
	if err != nil {
		return err
	}
	if !yes {
		fmt.Fprintln(w.Terminal.Stderr, words.Say("sum.nothing.changed"))
		return exit.Done(outcome.ExitPartly)
	}
	o.Wanted.Selection.AllowWidening = true
	return run.Execute(ctx, w, o, func(r run.Result) error {
		report := onlySetting(r.Report, s.ID)
		viewRun(w, o, report)
		return exit.Done(report.ExitCode)
	})
}

// refusedAsWider is the setting of the first account in which the value would be less
// private than the present one, or nil.
func refusedAsWider(report *outcome.Report) *outcome.SettingReport {
	for _, a := range report.Accounts {
		for i, s := range a.Settings {
			if s.Refused && strings.Contains(s.Detail, "--allow-widening") {
				return &a.Settings[i]
			}
		}
	}
	return nil
}
