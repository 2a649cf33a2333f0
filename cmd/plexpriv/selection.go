package main

import (
	"path"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
	"github.com/urfave/cli/v2"
)

// selectionOf reads the flags that select settings and set their values. It refuses
// every id and value that the catalogue does not have.
func selectionOf(w *world.World, c *cli.Context, cat *selectors.Catalogue) (wanted.Selection, error) {
	var s wanted.Selection
	level, from := optionOf(w, c, "level", exit.EnvLevel, defaultLevel)
	if levels := cat.LevelNames(); !slices.Contains(levels, level) {
		return s, exit.Usagef("%s: there is no level %q", from, level).Hinting(exit.DidYouMean(level, levels))
	}
	s.Level, s.AllowWidening = level, c.Bool("allow-widening")
	var err error
	if s.Pages, err = listOf(c, "page"); err != nil {
		return s, err
	}
	for _, id := range s.Pages {
		if cat.Page(id) == nil {
			return s, exit.Usagef("--page: there is no page %q", id).Hinting(exit.DidYouMean(id, cat.PageIDs()))
		}
	}
	if s.Only, err = patternsOf(c, "only", cat); err != nil {
		return s, err
	}
	if s.Skip, err = patternsOf(c, "skip", cat); err != nil {
		return s, err
	}
	if s.Set, err = valuesOf(c, cat); err != nil {
		return s, err
	}
	return s, checkConsistent(s, cat)
}

// patternsOf reads a list of setting ids and globs, each of which must match a setting.
func patternsOf(c *cli.Context, flag string, cat *selectors.Catalogue) ([]string, error) {
	out, err := listOf(c, flag)
	if err != nil {
		return nil, err
	}
	for _, p := range out {
		if _, err := idsLike(flag, p, cat); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// idsLike are the settings that an id or a pattern stands for. There is at least one.
func idsLike(flag, p string, cat *selectors.Catalogue) ([]string, error) {
	whole := p
	p, place := selectors.CutPlace(whole)
	if err := checkPlace(flag, whole, cat); err != nil {
		return nil, err
	}
	if cat.Setting(p) != nil {
		return []string{whole}, nil
	}
	if cat.Page(p) != nil {
		return nil, exit.Usagef("--%s: %q is a page, not a setting", flag, p).Hinting("its settings are --" + flag + " '" + p + ".*'")
	}
	if !strings.ContainsAny(p, `*?[\`) {
		return nil, exit.Usagef("--%s: there is no setting %q", flag, p).Hinting(settingHint(p, cat.SettingIDs(), "plexpriv settings --wide lists them"))
	}
	if _, err := path.Match(p, ""); err != nil {
		return nil, exit.Usagef("--%s: %q is not a pattern: %v", flag, p, err)
	}
	ids := slices.DeleteFunc(cat.SettingIDs(), func(id string) bool { return !matchesPattern(p, id) })
	if len(ids) == 0 {
		return nil, exit.Usagef("--%s: no setting is like %q", flag, p).Hinting("plexpriv settings lists them")
	}
	for i := range ids {
		ids[i] = selectors.At(ids[i], place)
	}
	return ids, nil
}

// checkPlace refuses a place, such as a server, in an id that has none, and an empty one,
// which would otherwise stand for all of them.
func checkPlace(from, id string, cat *selectors.Catalogue) error {
	base, place := selectors.CutPlace(id)
	if base == id {
		return nil
	}
	if strings.TrimSpace(place) == "" {
		return exit.Usagef("--%s: which server? %q names none", from, id).Hinting("without the @ it is about all of them: " + base)
	}
	for _, known := range cat.SettingIDs() {
		if matchesPattern(base, known) && cat.PageOf(known).API == selectors.OwnServers {
			return nil
		}
	}
	return exit.Usagef("--%s: %s is not a setting of a server", from, base)
}

func matchesPattern(pattern, id string) bool {
	ok, err := path.Match(pattern, id)
	return pattern == id || err == nil && ok
}

// covers says whether a pattern is about all that an id is about. "server.*" is about the
// relay of every server, "server.*@attic" about that of one.
func covers(pattern, id string) bool {
	pattern, of := selectors.CutPlace(pattern)
	base, place := selectors.CutPlace(id)
	return matchesPattern(pattern, base) && (of == "" || strings.EqualFold(of, place))
}

// valuesOf reads --set into a map from ids to canonical values.
func valuesOf(c *cli.Context, cat *selectors.Catalogue) (map[string]string, error) {
	pairs, err := listOf(c, "set")
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, pair := range pairs {
		// The name of a server may have a = in it, a value has none.
		at := strings.LastIndex(pair, "=")
		id, word, ok := pair[:max(at, 0)], pair[at+1:], at >= 0
		if !ok || id == "" || word == "" {
			return nil, exit.Usagef("--set: %q is not ID=VALUE", pair)
		}
		ids, err := idsLike("set", id, cat)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			setting := cat.Setting(id)
			value, ok := setting.Canonical(word, &cat.Words)
			if !ok {
				return nil, exit.Usagef("--set: %s has no value %q", id, word).Hinting(exit.DidYouMean(word, valueWords(setting, cat)))
			}
			if old, twice := out[id]; twice && old != value {
				return nil, exit.Usagef("--set: %s cannot be both %s and %s", id, old, value)
			}
			out[id] = value
		}
	}
	return out, nil
}

// checkConsistent refuses a selection that leaves nothing to do, or that sets a value for
// a setting that it leaves out.
func checkConsistent(s wanted.Selection, cat *selectors.Catalogue) error {
	for id := range s.Set {
		like := func(p string) bool { return covers(p, id) }
		switch {
		case slices.ContainsFunc(s.Skip, like):
			return exit.Usagef("--set %s and --skip can't be used together", id)
		case len(s.Only) > 0 && !slices.ContainsFunc(s.Only, like):
			return exit.Usagef("--set %s is not among the settings of --only", id)
		case len(s.Pages) > 0 && !slices.Contains(s.Pages, cat.PageOf(id).ID):
			return exit.Usagef("--set %s is not on a page of --page", id)
		}
	}
	if len(s.Wishes(cat)) == 0 {
		return exit.Usagef("--page, --only and --skip together leave no setting")
	}
	return nil
}
