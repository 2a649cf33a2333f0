package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
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
		Flags: []cli.Flag{policyFlag(), &cli.BoolFlag{Name: "sources", Category: groupOutput, Usage: "show where we know it from, too"}, langFlag(), jsonFlag()},
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
	words := wordsHere(w, cat)
	line("%s (%s)\n", words.Setting(s.ID), s.ID)
	line("%s\n", words.Why(s.ID))
	if detail := words.Detail(s.ID); detail != "" {
		line("%s: %s", words.Say("explain.effects"), detail)
	}
	if s.MayBeAbsent {
		line("%s: %s", words.Say("explain.absent"), s.AbsentWhy)
	}
	line("%s: %s, %s", words.Say("explain.where"), words.Page(p.ID), p.URL)
	if p.API == selectors.OwnServers {
		line("%s", words.Say("explain.own-servers"))
	}
	if !p.InBrowser() {
		line("%s", words.Say("explain.if-asked", locale.Data{"Page": p.ID, "Level": strings.Join(p.AskedBy, ", ")}))
	}
	line("%s: %s", words.Say("explain.values"), strings.Join(valueWords(s, cat), ", "))
	line("\n%s:", words.Say("explain.levels"))
	for _, l := range cat.Words.Levels {
		value := s.Levels[l.Name]
		if value == selectors.Keep {
			value = words.Say("explain.keep")
		}
		line("  %-12s %s", l.Name, value)
	}
	if len(own) > 0 {
		line("\n%s:", words.Say("explain.policy"))
	}
	for _, wish := range own {
		value := wish.Value
		if value == selectors.Keep {
			value = words.Say("explain.keep-always")
		}
		line("  %-12s %s (%s %d)", cmp.Or(wish.For, words.Say("policy.all")), value, strings.ToLower(words.Say("policy.line")), wish.Line)
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
