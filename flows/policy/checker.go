package policy

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/selectors"
)

// checker reports what makes no sense in a file.
type checker struct {
	*selectors.File
	cat *selectors.Catalogue
	// base is the table for all accounts; empty until it was read.
	base scope
}

// scope reads one table.
func (c *checker) scope(at, name string, o override) scope {
	s := scope{name: name, path: at, level: o.Level, set: map[string]Line{}, keep: map[string]Line{}}
	level := selectors.Join(at, "level")
	if c.Has(level) && o.Level == "" {
		c.Fail(level, "level is empty; want one of %s", strings.Join(c.cat.LevelNames(), ", "))
	}
	c.OneOf(level, "level", o.Level, c.cat.LevelNames())
	for i, pattern := range o.Keep {
		where := selectors.Index(selectors.Join(at, "keep"), i)
		for _, id := range c.fitting(where, pattern) {
			if _, known := s.keep[id]; !known {
				s.keep[id] = Line{pattern, c.Line(where)}
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(o.Set)) {
		where := selectors.Join(selectors.Join(at, "set"), id)
		if value, ok := c.value(where, id, o.Set[id]); ok {
			s.set[id] = Line{value, c.Line(where)}
		}
		c.unkept(where, id, s)
	}
	if at == "" {
		c.base = s
	}
	return s
}

// fitting returns the settings that an id or glob matches.
func (c *checker) fitting(where, pattern string) []string {
	ids := c.cat.SettingIDs()
	switch {
	case slices.Contains(ids, pattern):
		return []string{pattern}
	case c.cat.Page(pattern) != nil:
		c.Fail(where, "%q is a page, not a setting; its settings are %q", pattern, pattern+".*")
		return nil
	case !strings.ContainsAny(pattern, `*?[\`):
		c.unknownSetting(where, pattern)
		return nil
	}
	var out []string
	for _, id := range ids {
		ok, err := path.Match(pattern, id)
		if err != nil {
			c.Fail(where, "%q is not a pattern", pattern)
			return nil
		}
		if ok {
			out = append(out, id)
		}
	}
	if len(out) == 0 {
		c.Fail(where, "no setting is like %q; plexpriv settings lists them", pattern)
	}
	return out
}

func (c *checker) unknownSetting(where, id string) {
	hint := "plexpriv settings lists them"
	if near := selectors.Nearest(id, c.cat.SettingIDs()); len(near) > 0 {
		hint = "did you mean \"" + strings.Join(near, "\" or \"") + "\"?"
	}
	c.Fail(where, "there is no setting %q; %s", id, hint)
}

// value returns the canonical word for what a person wrote.
func (c *checker) value(where, id, word string) (string, bool) {
	setting := c.cat.Setting(id)
	if setting == nil {
		c.unknownSetting(where, id)
		return "", false
	}
	value, ok := setting.Canonical(word, &c.cat.Words)
	switch {
	case ok:
		return value, true
	case word == selectors.Keep:
		c.Fail(where, "%s: keep is no value; to leave it as it is, name it in the list keep = [%q]", id, id)
	case word == "":
		c.Fail(where, "%s has an empty value; want one of %s", id, strings.Join(setting.ValueNames(&c.cat.Words), ", "))
	default:
		c.OneOf(where, "value of "+id, word, setting.ValueNames(&c.cat.Words))
	}
	return "", false
}

// unkept reports a value that can never be set, because the same table or the base
// keeps the setting.
func (c *checker) unkept(where, id string, s scope) {
	kept, ok := s.keep[id]
	if !ok {
		kept, ok = c.base.keep[id]
	}
	if ok {
		c.Fail(where, "%s is set in line %d and kept in line %d (%q); what is kept is never changed, so one of the two must go",
			id, c.Line(where), kept.Number, kept.Value)
	}
}

// overrides reads the tables for single accounts. tidy normalizes a name for
// comparison, or reports that it is not one.
func (c *checker) overrides(kind string, tables map[string]override, tidy func(where, name string) (string, bool)) []scope {
	lines := map[string]int{}
	var out []scope
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		where := selectors.Join(kind, name)
		s := c.scope(where, name, tables[name])
		key, ok := tidy(where, name)
		if !ok {
			continue
		}
		if line, twice := lines[strings.ToLower(key)]; twice {
			c.Fail(where, "%s.%s is the same as the one in line %d", kind, name, line)
		}
		lines[strings.ToLower(key)] = c.Line(where)
		s.name = key
		out = append(out, s)
	}
	return out
}

func (c *checker) profileName(where, name string) (string, bool) {
	key, err := session.ProfileName(name)
	if err != nil {
		c.Fail(where, "%v", err)
	}
	return key, err == nil
}

func (c *checker) userName(where, name string) (string, bool) {
	switch {
	case strings.TrimSpace(name) == "":
		c.Fail(where, "a Home user has a name")
	case strings.Contains(name, "@"):
		c.Fail(where, "home-user takes a name, as Plex shows it, and no email address")
	default:
		return name, true
	}
	return "", false
}
