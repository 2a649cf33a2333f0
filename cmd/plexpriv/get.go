package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

func getCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:      "get",
		Usage:     "print what one setting is now",
		ArgsUsage: "SETTING",
		Description: description(`Reads the setting's page and prints the value, as set takes it. The last part of an
id is enough where no other setting has it. With several accounts the name stands
before each value.`,
			[]string{"plexpriv get watchlist", "plexpriv get email.marketing", "plexpriv get watchlist --family"}),
		Flags: slices.Concat(accountFlags(), outputFlags(), browserFlags(), paceFlags()),
		Action: func(c *cli.Context) error {
			o, s, err := oneSettingOf(w, c, "get", true)
			if err != nil {
				return err
			}
			return run.Execute(c.Context, w, o, func(r run.Result) error { return printValue(w, o, s.ID, asStatus(o, r.Report)) })
		},
	}
}

// oneSettingOf reads the options of a run over a single setting.
func oneSettingOf(w *world.World, c *cli.Context, command string, dryRun bool) (*run.Options, *selectors.Setting, error) {
	o, err := runOptionsOf(w, c, command, dryRun)
	if err != nil {
		return nil, nil, err
	}
	s, err := settingArgument(c, o.Catalogue)
	if err != nil {
		return nil, nil, err
	}
	word := c.Args().First()
	_, server := selectors.CutPlace(word)
	switch p := o.Catalogue.PageOf(s.ID); {
	case !strings.Contains(word, "@"):
	case p.API != selectors.OwnServers:
		return nil, nil, exit.Usagef("%s is not a setting of a server", s.ID)
	case strings.TrimSpace(server) == "":
		return nil, nil, exit.Usagef("which server? %q names none", word).Hinting("without the @ it is about all of them: " + s.ID)
	}
	o.Wanted.Selection.Only = []string{selectors.At(s.ID, server)}
	return o, s, nil
}

// onlySetting leaves the other settings of the page out of a report.
func onlySetting(report *outcome.Report, id string) *outcome.Report {
	for i := range report.Accounts {
		a := &report.Accounts[i]
		a.Settings = slices.DeleteFunc(a.Settings, func(s outcome.SettingReport) bool {
			base, _ := selectors.CutPlace(s.ID)
			return base != id
		})
	}
	report.CountResults()
	report.ExitCode = report.Code(exit.Code)
	return report
}

func printValue(w *world.World, o *run.Options, id string, report *outcome.Report) error {
	if o.Output.JSON {
		w.Terminal.PrintJSON(report)
		return exit.Done(report.ExitCode)
	}
	for i := range report.Accounts {
		a := &report.Accounts[i]
		name := ""
		if len(report.Accounts) > 1 {
			name = accountName(a) + ": "
		}
		if a.Cause != nil {
			w.Terminal.PrintError(a.Cause)
			continue
		}
		for _, s := range a.Settings {
			name := name
			if _, server := selectors.CutPlace(a.Called(s.ID)); server != "" {
				name += outcome.OneLine(server) + ": "
			}
			if s.Before == "" {
				fmt.Fprintf(w.Terminal.Stderr, "plexpriv: %s%s: %s: %s\n", name, id, spaced(s.Result), outcome.OneLine(s.Detail))
				if s.Reason.Misnamed() {
					fmt.Fprintln(w.Terminal.Stderr, placesText(o.Words(), a))
				}
				continue
			}
			fmt.Fprintf(w.Terminal.Stdout, "%s%s\n", name, plainValue(o.Catalogue, id, s.Before))
		}
	}
	return exit.Done(report.ExitCode)
}
