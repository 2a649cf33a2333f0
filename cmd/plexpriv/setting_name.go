package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/selectors"
)

// settingNamed finds the setting of an id, or of its last part where that is the part of
// one setting only: "watchlist" is visibility.watchlist.
func settingNamed(word string, cat *selectors.Catalogue) (*selectors.Setting, error) {
	id, _ := selectors.CutPlace(strings.ToLower(word))
	if s := cat.Setting(id); s != nil {
		return s, nil
	}
	var short []string
	for _, known := range cat.SettingIDs() {
		if _, last, _ := strings.Cut(known, "."); last == id {
			short = append(short, known)
		}
	}
	switch {
	case len(short) == 1:
		return cat.Setting(short[0]), nil
	case len(short) > 1:
		return nil, exit.Usagef("%q is the name of several settings", word).Hinting("there are: " + strings.Join(short, ", "))
	case cat.Page(id) != nil:
		return nil, exit.Usagef("%q is a page, not a setting", word).Hinting("plexpriv settings lists its settings")
	}
	return nil, exit.Usagef("there is no setting %q", word).Hinting(settingHint(id, settingWords(cat), "plexpriv settings lists them"))
}

// settingHint names the words that are similar to one that is no setting, or what to do
// instead: all of them would fill a screen.
func settingHint(word string, known []string, instead string) string {
	if len(selectors.Nearest(word, known)) > 0 {
		return exit.DidYouMean(word, known)
	}
	return instead
}

// settingWords are the ids of all settings, and the short names.
func settingWords(cat *selectors.Catalogue) []string {
	ids := cat.SettingIDs()
	out := slices.Clone(ids)
	for _, id := range ids {
		_, last, _ := strings.Cut(id, ".")
		out = append(out, last)
	}
	return out
}

// settingArgument is the SETTING argument of a command.
func settingArgument(c *cli.Context, cat *selectors.Catalogue) (*selectors.Setting, error) {
	if !c.Args().Present() {
		return nil, exit.Usagef("which setting?").Hinting("plexpriv settings lists them")
	}
	return settingNamed(c.Args().First(), cat)
}

// plainValue is a value as set takes it: "on" or "off" for a switch, the id of an audience.
func plainValue(cat *selectors.Catalogue, setting, value string) string {
	if s := cat.Setting(setting); s != nil && s.Kind == selectors.AudienceChoice {
		return value
	}
	return presentation.New(nil, cat).Value(setting, value)
}

// valueWords are the values of a setting that help and hints list: "off" and "on" for a
// switch, whatever Plex calls them.
func valueWords(s *selectors.Setting, cat *selectors.Catalogue) []string {
	if s.Kind == selectors.AudienceChoice {
		return s.ValueNames(&cat.Words)
	}
	return []string{"off", "on"}
}
