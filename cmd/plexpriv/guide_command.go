package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/guide"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/report"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

func guideCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:      "guide",
		Usage:     "print the steps to set everything by hand",
		ArgsUsage: "[PAGE]",
		Description: description(`Prints for each setting which page to open, what the control is called there and
what to choose; with PAGE only for that page. It changes nothing, and needs no
browser, no sign-in and no network.`,
			[]string{"plexpriv guide", "plexpriv guide visibility", "plexpriv guide --lang de --html plex.html"}),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "level", Category: groupSelection, Usage: "privacy level: `NAME` is minimal, recommended or strict (default: recommended; $" + exit.EnvLevel + ")"},
			langFlag(),
			jsonFlag(),
			&cli.StringFlag{Name: "html", Category: groupOutput, Usage: "write a page to print or to hand on: `FILE.html`"},
		},
		Action: func(c *cli.Context) error {
			cat, err := w.Catalogue()
			if err != nil {
				return err
			}
			page := c.Args().First()
			if page != "" && cat.Page(page) == nil {
				return exit.Usagef("there is no page %q", page).Hinting(exit.DidYouMean(page, cat.PageIDs()))
			}
			level, from := optionOf(w, c, "level", exit.EnvLevel, defaultLevel)
			if !slices.Contains(cat.LevelNames(), level) {
				return exit.Usagef("%s: there is no level %q", from, level).Hinting(exit.DidYouMean(level, cat.LevelNames()))
			}
			l, err := localeOf(w, c)
			if err != nil {
				return err
			}
			file, err := reportPathOf(c, "html")
			if err != nil {
				return err
			}
			g := guide.New(presentation.New(l, cat), guide.Options{Level: level, Page: page})
			short := g
			if page == "" {
				short = g.Short()
			}
			if file != "" {
				if err := writeGuide(w, short, file); err != nil {
					return err
				}
			}
			switch {
			case c.Bool("json"):
				w.Terminal.PrintJSON(guideReport{terminal.NewHeader("guide"), level, g, exit.OK})
			case file == "":
				printGuide(w, short)
			}
			return nil
		},
	}
}

// guideReport is what guide --json prints.
type guideReport struct {
	terminal.Header
	Level string `json:"level"`
	guide.Guide
	ExitCode int `json:"exit_code"`
}

func printGuide(w *world.World, g guide.Guide) {
	out := w.Terminal.Stdout
	var b strings.Builder
	b.WriteString(g.Title + "\n\n")
	for _, text := range g.Lead {
		b.WriteString(out.Wrap(text, "") + "\n")
	}
	for _, p := range g.Pages {
		b.WriteString("\n" + p.Title + " (" + p.ID + ")\n\n")
		writeSteps(&b, out, p, true)
	}
	if g.Left != "" {
		b.WriteString("\n" + out.Wrap(g.Left, "") + "\n")
	}
	fmt.Fprint(out, b.String())
}

func writeGuide(w *world.World, g guide.Guide, file string) error {
	page, err := report.GuideHTML(g, version)
	if err != nil {
		return err
	}
	if err := report.Save(file, page); err != nil {
		return err
	}
	shown := file
	terminal.OneLiners(&shown)
	fmt.Fprintln(w.Terminal.Stderr, "guide: "+shown)
	return nil
}
