package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/selectors"
	"github.com/urfave/cli/v2"
)

func explainCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "explain a setting: what it means, and what else changes with it",
		ArgsUsage: "SETTING",
		Description: description("With --policy it also shows what that policy wants; with --sources, where we know it\nfrom. Needs no browser and no sign-in.",
			[]string{"plexpriv settings explain visibility.watchlist", "plexpriv settings explain --policy family.toml email.marketing"}),
		Flags: []cli.Flag{policyFlag(), &cli.BoolFlag{Name: "sources", Category: groupOutput, Usage: "show where we know it from, too"}, jsonFlag()},
		Action: func(c *cli.Context) error {
			cat, err := w.Catalogue()
			if err != nil {
				return err
			}
			s, err := settingArgument(c, cat)
			if err != nil {
				return err
			}
			id := s.ID
			p, err := policyOf(w, c, cat)
			if err != nil {
				return err
			}
			if c.Bool("json") {
				w.Terminal.PrintJSON(settingsReport{terminal.NewHeader("settings"), settingEntries(cat, id), wishesOf(p, id), exit.OK})
				return nil
			}
			printExplanation(w, cat, s, wishesOf(p, id), c.Bool("sources"))
			return nil
		},
	}
}

func printExplanation(w *world.World, cat *selectors.Catalogue, s *selectors.Setting, own []policyWish, sources bool) {
	p := cat.PageOf(s.ID)
	var b strings.Builder
	line := func(format string, args ...any) {
		b.WriteString(w.Terminal.Stdout.Wrap(fmt.Sprintf(format, args...), ""))
		b.WriteByte('\n')
	}
	line("%s: %s\n", s.ID, s.Label)
	line("%s\n", s.Why)
	for _, effect := range s.Effects {
		line("What else changes: %s", effect)
	}
	if s.MayBeAbsent {
		line("May be absent: %s", s.AbsentWhy)
	}
	line("Where: %s, %s", p.Title, p.URL)
	if p.API == selectors.OwnServers {
		line("Whose: each Plex Media Server has its own. A server that is shared with you is not contacted.")
	}
	if !p.InBrowser() {
		line("When: only if you ask for it: with --page %s, by its name, or with level %s.", p.ID, strings.Join(p.AskedBy, " or "))
	}
	line("Values: %s", strings.Join(valueWords(s, cat), ", "))
	line("\nWanted by level:")
	for _, l := range cat.Words.Levels {
		value := s.Levels[l.Name]
		if value == selectors.Keep {
			value = "left as it is"
		}
		line("  %-12s %s", l.Name, value)
	}
	if len(own) > 0 {
		line("\nWanted by your policy:")
	}
	for _, wish := range own {
		value := wish.Value
		if value == selectors.Keep {
			value = "left as it is, whatever --set says"
		}
		line("  %-12s %s (line %d)", cmp.Or(wish.For, "all"), value, wish.Line)
	}
	if sources {
		printSources(&b, w, s, p)
	}
	fmt.Fprint(w.Terminal.Stdout, b.String())
}

// printSources lists where the description of a setting and its page comes from.
func printSources(b *strings.Builder, w *world.World, s *selectors.Setting, p *selectors.Page) {
	b.WriteString("\nSources:\n")
	for _, source := range append(append([]string{}, s.Source...), p.Source...) {
		b.WriteString(w.Terminal.Stdout.Wrap("  "+source, "    ") + "\n")
	}
}
