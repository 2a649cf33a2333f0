package main

import (
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/selectors"
	"github.com/urfave/cli/v2"
)

func settingsCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "settings",
		Usage: "list every setting plexpriv knows, or explain one",
		Description: description(`Lists every known setting with the value that each level wants; "keep" leaves it as
it is. --wide shows the ids that other commands take. Needs no browser and no sign-in.`,
			[]string{"plexpriv settings", "plexpriv settings explain privacy.playback-data", "plexpriv settings --json"}),
		Flags:       []cli.Flag{wideFlag(wideList), langFlag(), jsonFlag()},
		Subcommands: []*cli.Command{explainCommand(w)},
		Action: func(c *cli.Context) error {
			cat, err := w.Catalogue()
			if err != nil {
				return err
			}
			if c.Bool("json") {
				w.Terminal.PrintJSON(settingsReport{terminal.NewHeader("settings"), settingEntries(cat, ""), nil, exit.OK})
				return nil
			}
			printSettings(w, cat, c.Bool("wide"))
			return nil
		},
	}
}

// settingsReport is what settings --json and settings explain --json print.
type settingsReport struct {
	terminal.Header
	Settings []settingEntry `json:"settings"`
	// Policy is what the policy wants for the setting that is explained.
	Policy   []policyWish `json:"policy,omitempty"`
	ExitCode int          `json:"exit_code"`
}

type settingEntry struct {
	ID      string            `json:"id"`
	Page    string            `json:"page"`
	URL     string            `json:"url"`
	Label   string            `json:"label"`
	Why     string            `json:"why"`
	Effects []string          `json:"effects"`
	Values  []string          `json:"values"`
	Levels  map[string]string `json:"levels"`
	// MayBeAbsent is the reason why Plex may not offer the setting, or empty.
	MayBeAbsent string   `json:"may_be_absent,omitempty"`
	Source      []string `json:"source"`
}

// settingEntries are all settings, or the one with the id.
func settingEntries(cat *selectors.Catalogue, id string) []settingEntry {
	var out []settingEntry
	for _, s := range cat.Settings() {
		if id != "" && s.ID != id {
			continue
		}
		p := cat.PageOf(s.ID)
		out = append(out, settingEntry{
			ID: s.ID, Page: p.ID, URL: p.URL, Label: s.Label, Why: s.Why, Effects: s.Effects,
			Values: s.ValueNames(&cat.Words), Levels: s.Levels, MayBeAbsent: s.AbsentWhy, Source: s.Source,
		})
	}
	return out
}

func printSettings(w *world.World, cat *selectors.Catalogue, wide bool) {
	levels := cat.LevelNames()
	words := wordsHere(w, cat)
	columns := []string{strings.ToUpper(words.Say("report.setting"))}
	for _, l := range levels {
		columns = append(columns, strings.ToUpper(words.Level(l)))
	}
	if wide {
		columns = append(columns, "ID")
	}
	t := terminal.NewTable(columns...)
	if !wide {
		t.Flexible = 0 // the values are one word each
	}
	for _, s := range cat.Settings() {
		row := []any{words.Setting(s.ID)}
		for _, l := range levels {
			row = append(row, wantedText(words, s.ID, s.Levels[l]))
		}
		if wide {
			row = append(row, s.ID)
		}
		t.Add(row...)
	}
	w.Terminal.Stdout.PrintTable(t)
	if line := world.OverrideNotice(cat); line != "" {
		fmt.Fprintln(w.Terminal.Stdout, "\n"+w.Terminal.Stdout.Wrap(line, "  "))
	}
	fmt.Fprintln(w.Terminal.Stdout, "\n"+w.Terminal.Stdout.Wrap(words.Say("settings.more", locale.Data{"Command": "plexpriv settings explain watchlist"}), "  "))
}

// wantedText is a value that a level or a policy wants, for a person.
func wantedText(words *presentation.Vocabulary, id, value string) string {
	if value == selectors.Keep {
		return words.Say("settings.keep")
	}
	return words.Value(id, value)
}
