package main

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/selectors"
)

func (w *world) settingsCommand() *cli.Command {
	return &cli.Command{
		Name: "settings", Usage: "list the settings plexpriv knows, or explain one",
		Description: examples("Needs no browser and no sign-in.", "plexpriv settings", "plexpriv settings explain privacy.playback-data"),
		Subcommands: []*cli.Command{{
			Name: "explain", Usage: "what a setting means, what changes with it, where it is, and how that is known", ArgsUsage: "ID",
			Action: w.explainSetting,
		}},
		Action: func(*cli.Context) error { return w.listSettings() },
	}
}

func (w *world) listSettings() error {
	cat, err := catalogue()
	if err != nil {
		return err
	}
	t := w.table()
	header := table.Row{"setting", "what it is"}
	for _, l := range cat.LevelNames() {
		header = append(header, l)
	}
	t.AppendHeader(header)
	if w.width > 0 {
		t.SetColumnConfigs([]table.ColumnConfig{{Number: 2, WidthMax: max(20, w.width-75), WidthMaxEnforcer: text.WrapSoft}})
	}
	for i := range cat.Pages {
		p := &cat.Pages[i]
		for j := range p.Settings {
			s := &p.Settings[j]
			row := table.Row{s.ID, s.Label}
			for _, l := range cat.LevelNames() {
				row = append(row, s.Levels[l])
			}
			t.AppendRow(row)
		}
	}
	t.Render()
	fmt.Fprintln(w.stdout, "\nMore about one: plexpriv settings explain ID")
	return nil
}

func (w *world) explainSetting(c *cli.Context) error {
	cat, err := catalogue()
	if err != nil {
		return err
	}
	id := c.Args().First()
	s := cat.Setting(id)
	if id == "" || s == nil {
		return usagef("explain needs a setting, and %q is none%s", id, suggestion(id, cat.SettingIDs()))
	}
	p := cat.PageOf(id)
	fmt.Fprintf(w.stdout, "%s: %s\n\n%s\n\n", s.ID, s.Label, s.Why)
	for _, e := range s.Effects {
		fmt.Fprintf(w.stdout, "  Side effect: %s\n", e)
	}
	if s.MayBeAbsent {
		fmt.Fprintf(w.stdout, "  May be absent: %s\n", s.AbsentWhy)
	}
	fmt.Fprintf(w.stdout, "\nWhere: %s (%s)\n", p.Title, p.URL)
	fmt.Fprintf(w.stdout, "Values: %s\n", strings.Join(s.ValueNames(&cat.Words), ", "))
	for _, l := range cat.Words.Levels {
		fmt.Fprintf(w.stdout, "  %-12s %s\n", l.Name, levelValue(s, l.Name))
	}
	for _, b := range p.Bulk {
		if holds(b.For, s.ID) && !b.Opposite {
			fmt.Fprintf(w.stdout, "Set together by: %q\n", firstName(b.Locators))
		}
	}
	fmt.Fprintln(w.stdout, "\nHow this is known:")
	for _, src := range append(append([]string{}, s.Source...), p.Source...) {
		fmt.Fprintf(w.stdout, "  %s\n", src)
	}
	return nil
}

func levelValue(s *selectors.Setting, level string) string {
	if v := s.Levels[level]; v != selectors.Keep {
		return v
	}
	return "left as it is"
}

func firstName(ls []selectors.Locator) string {
	for _, l := range ls {
		if names := l.Name.All(); len(names) > 0 {
			return names[0]
		}
	}
	return ""
}

func holds(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
