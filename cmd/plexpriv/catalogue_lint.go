package main

import (
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/selectors"
	"github.com/urfave/cli/v2"
)

func catalogueLintCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "lint",
		Usage: "say which controls are found by their words, and in which languages",
		Description: description(`Lists every control of the catalogue: whether something else than words points at it, an
attribute or a selector that holds in every language, and the languages that its words
are known in. Those with a star were seen at Plex; the others are our translation.`,
			[]string{"plexpriv dev catalogue lint", "plexpriv dev catalogue lint --json"}),
		Flags: []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			cat, err := w.Catalogue()
			if err != nil {
				return err
			}
			printLint(w, selectors.Lint(cat), c.Bool("json"))
			return nil
		},
	}
}

type lintReport struct {
	terminal.Header
	Controls []lintEntry `json:"controls"`
	ExitCode int         `json:"exit_code"`
}

type lintEntry struct {
	Setting string `json:"setting"`
	Control string `json:"control"`
	// WithoutWords means that the control can be found in any language.
	WithoutWords bool     `json:"without_words"`
	Languages    []string `json:"languages"`
	Attested     []string `json:"attested"`
}

func printLint(w *world.World, all []selectors.Dependence, asJSON bool) {
	report := lintReport{Header: terminal.NewHeader("catalogue lint"), ExitCode: exit.OK}
	t := terminal.NewTable("SETTING", "CONTROL", "WITHOUT WORDS", "LANGUAGES")
	for _, d := range all {
		report.Controls = append(report.Controls, lintEntry{d.Setting, d.Control, d.Structural, append([]string{}, d.Languages...), append([]string{}, d.Attested...)})
		found := "no"
		if d.Structural {
			found = "yes"
		}
		t.Add(d.Setting, d.Control, found, starred(d))
	}
	if asJSON {
		w.Terminal.PrintJSON(report)
		return
	}
	w.Terminal.Stdout.PrintTable(t)
	fmt.Fprintln(w.Terminal.Stdout, "\n* seen at Plex; the others are our translation. In any other language a control that\n  is not found without words is reported as not found, with what was seen instead.")
}

// starred lists languages. Those whose words were seen at Plex have a star.
func starred(d selectors.Dependence) string {
	attested := map[string]bool{}
	for _, tag := range d.Attested {
		attested[tag] = true
	}
	var out []string
	for _, tag := range d.Languages {
		if attested[tag] {
			tag += "*"
		}
		out = append(out, tag)
	}
	return strings.Join(out, " ")
}
