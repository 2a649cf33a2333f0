package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/inspect"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
	"github.com/urfave/cli/v2"
)

func catalogueTestCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:      "test",
		Usage:     "test a page description against a page saved by inspect",
		ArgsUsage: "FILE",
		Description: description(`Checks the file as strictly as the built-in ones, and lists which controls of the
saved page it finds and what it reads off them. Needs no browser and no sign-in.`,
			[]string{"plexpriv dev catalogue test --against saved.json email.toml"}),
		Flags: []cli.Flag{&cli.StringFlag{Name: "against", Usage: "the page that inspect --out wrote: `FILE`"}, jsonFlag()},
		Action: func(c *cli.Context) error {
			saved, err := readSaved(c.String("against"), "with what? --against takes")
			if err != nil {
				return err
			}
			file := c.Args().First()
			if file == "" {
				return exit.Usagef("which file?").Hinting("plexpriv dev catalogue test --against saved.json email.toml")
			}
			text, err := readNamed(file, "page descriptions", maxDescriptionSize)
			if err != nil {
				return err
			}
			cat, err := catalogueWith(saved.Page+".toml", text)
			if err != nil {
				return err
			}
			return testCatalogue(w, cat, saved, c.Bool("json"))
		},
	}
}

// testReport is what catalogue test --json prints.
type testReport struct {
	terminal.Header
	Page     string            `json:"page"`
	Findings []inspect.Finding `json:"findings"`
	// Untested are selectors that cannot be tested with a saved page.
	Untested []string `json:"untested"`
	ExitCode int      `json:"exit_code"`
}

func testCatalogue(w *world.World, cat *selectors.Catalogue, saved *inspect.SavedPage, asJSON bool) error {
	if !cat.IsOverridden(saved.Page) {
		return exit.Usagef("the file describes %s, and the saved page is %s", strings.Join(cat.Overridden, ", "), saved.Page)
	}
	findings, err := inspect.TryCatalogue(cat, saved, defaultLevel)
	if err != nil {
		return err
	}
	code := inspectCode(&inspect.SavedPage{Findings: findings})
	untested := saved.Untested(cat.Page(saved.Page))
	if asJSON {
		w.Terminal.PrintJSON(testReport{terminal.NewHeader("catalogue test"), saved.Page, findings, append([]string{}, untested...), code})
		return exit.Done(code)
	}
	t := terminal.NewTable("SETTING", "CONTROL", "FOUND", "VALUE", "BY")
	for _, f := range findings {
		by := "-"
		if f.Candidate > 0 {
			by = fmt.Sprintf("candidate %d", f.Candidate)
		}
		t.Add(f.Setting, f.Control, cmp.Or(outcome.OneLine(f.Label), spaced(f.Result)), cmp.Or(f.Value, "-"), by)
	}
	w.Terminal.Stdout.PrintTable(t)
	for _, selector := range untested {
		fmt.Fprintf(w.Terminal.Stderr, "plexpriv: the saved page does not show what the selector %s matches\n", selector)
	}
	return exit.Done(code)
}
