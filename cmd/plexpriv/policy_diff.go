package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/policy"
	"github.com/urfave/cli/v2"
)

func policyDiffCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:      "diff",
		Usage:     "compare a policy with its level, or an account with a policy",
		ArgsUsage: "FILE",
		Description: description(`Without an account, it compares the policy with its level or levels and needs no
browser; exit code 2 says that it changes something. With --profile, --all-profiles,
--home-user or --family it also reads the pages, as check does, and exit code 2 says
that an account is not as the policy wants it.`,
			[]string{"plexpriv policy diff family.toml", "plexpriv policy diff --family family.toml", "plexpriv policy diff --profile default --json family.toml"}),
		Flags: readingFlags(),
		Action: func(c *cli.Context) error {
			file, err := policyArgument(c)
			if err != nil {
				return err
			}
			o, err := runOptionsOf(w, c, "policy diff", true)
			if err != nil {
				return err
			}
			if o.Wanted.Policy, err = readPolicy(file, o.Catalogue); err != nil {
				return err
			}
			d := &policyDiff{Header: terminal.NewHeader("policy diff"), File: file, Differences: differences(o)}
			for _, flag := range []string{"profile", "all-profiles", "home-user", "family"} {
				if c.IsSet(flag) {
					return run.Execute(c.Context, w, o, func(r run.Result) error { return d.printLive(w, o, r.Report) })
				}
			}
			if len(d.Differences) > 0 {
				d.ExitCode = outcome.ExitDiffers
			}
			if o.Output.JSON {
				w.Terminal.PrintJSON(d)
			} else {
				printDifferences(w, o, d)
			}
			return exit.Done(d.ExitCode)
		},
	}
}

// policyDiff is what policy diff --json prints.
type policyDiff struct {
	terminal.Header
	File        string             `json:"file"`
	Differences []policyDifference `json:"differences"`
	// Live compares the accounts with the policy. It is nil if none was asked for.
	Live     *outcome.Report `json:"live,omitempty"`
	ExitCode int             `json:"exit_code"`
}

// policyDifference is a setting for which the policy wants another value than its level.
type policyDifference struct {
	// For is the section of the policy, such as "home-user Kid", or empty for the base.
	For     string `json:"for"`
	Setting string `json:"setting"`
	Level   string `json:"level"`
	// LevelWants and PolicyWants are values. "keep" means to leave the setting alone.
	LevelWants  string `json:"level_wants"`
	PolicyWants string `json:"policy_wants"`
	Line        int    `json:"line"`
}

// differences are the differences of each section of the policy from its level. A
// section is listed even if it only repeats the base, because it says what holds for
// its account.
func differences(o *run.Options) []policyDifference {
	out := []policyDifference{}
	o.Wanted.Policy.Each(func(whom string, c policy.Choice) {
		level := cmp.Or(c.Level, o.Wanted.Selection.Level)
		for _, d := range c.Differences(o.Catalogue, level) {
			out = append(out, policyDifference{whom, d.ID, level, d.Level, d.Policy, d.Line})
		}
	})
	return out
}

// printLive also prints how the accounts differ from the policy.
func (d *policyDiff) printLive(w *world.World, o *run.Options, report *outcome.Report) error {
	d.Live, d.ExitCode = report, report.ExitCode
	if o.Output.JSON {
		w.Terminal.PrintJSON(d)
		return exit.Done(d.ExitCode)
	}
	if !o.Output.Quiet {
		printDifferences(w, o, d)
		fmt.Fprintln(w.Terminal.Stdout)
	}
	viewRun(w, o, report)
	return exit.Done(d.ExitCode)
}

func printDifferences(w *world.World, o *run.Options, d *policyDiff) {
	words := presentation.New(o.Locale, o.Catalogue)
	if len(d.Differences) == 0 {
		fmt.Fprintln(w.Terminal.Stdout, words.Say("policy.same", locale.Data{"File": d.File}))
		return
	}
	var columns []string
	for _, id := range []string{"policy.for", "report.setting", "report.f-level", "policy.level-wants", "policy.wants", "policy.line"} {
		columns = append(columns, strings.ToUpper(words.Say(id)))
	}
	t := terminal.NewTable(columns...)
	for _, x := range d.Differences {
		t.Add(cmp.Or(x.For, words.Say("policy.all")), words.Setting(x.Setting), words.Level(x.Level), wantedText(words, x.Setting, x.LevelWants), wantedText(words, x.Setting, x.PolicyWants), x.Line)
	}
	w.Terminal.Stdout.PrintTable(t)
}
