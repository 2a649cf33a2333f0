package selectors

import (
	"maps"
	"slices"
	"strings"
)

// At joins the id of a page or a setting and the key of one of several places that have
// it, such as the person's servers. Keys are made by package direct.
func At(id, place string) string {
	if place == "" {
		return id
	}
	return id + "@" + place
}

// CutPlace parts an id from the place in it, empty if there is none.
func CutPlace(id string) (base, place string) {
	base, place, _ = strings.Cut(id, "@")
	return base, place
}

// Page returns the page with an ID, whatever the place in that, or nil.
func (c *Catalogue) Page(id string) *Page {
	id, _ = CutPlace(id)
	for i := range c.Pages {
		if c.Pages[i].ID == id {
			return &c.Pages[i]
		}
	}
	return nil
}

// PageIDs returns the IDs of all pages, in page order.
func (c *Catalogue) PageIDs() []string {
	var ids []string
	for _, p := range c.Pages {
		ids = append(ids, p.ID)
	}
	return ids
}

// Setting returns the setting with an ID, whatever the place in that, or nil.
func (c *Catalogue) Setting(id string) *Setting {
	id, _ = CutPlace(id)
	for _, s := range c.Settings() {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// Settings returns all settings, in page order.
func (c *Catalogue) Settings() []*Setting {
	var all []*Setting
	for i := range c.Pages {
		for j := range c.Pages[i].Settings {
			all = append(all, &c.Pages[i].Settings[j])
		}
	}
	return all
}

// SettingIDs returns the IDs of all settings, in page order.
func (c *Catalogue) SettingIDs() []string {
	var ids []string
	for _, s := range c.Settings() {
		ids = append(ids, s.ID)
	}
	return ids
}

// PageOf returns the page that a setting is on, or nil.
func (c *Catalogue) PageOf(settingID string) *Page {
	settingID, _ = CutPlace(settingID)
	for i := range c.Pages {
		for _, s := range c.Pages[i].Settings {
			if s.ID == settingID {
				return &c.Pages[i]
			}
		}
	}
	return nil
}

// LevelNames returns the names of the levels, the mildest first.
func (c *Catalogue) LevelNames() []string {
	var names []string
	for _, level := range c.Words.Levels {
		names = append(names, level.Name)
	}
	return names
}

// Languages returns the tags of all languages with a phrase, English first.
func (c *Catalogue) Languages() []string {
	seen := Phrases{}
	for _, set := range c.Words.sets() {
		maps.Copy(seen, set.phrases)
	}
	return seen.languages()
}

// values returns the canonical words of a setting, most private first.
func (s *Setting) values(w *Words) []string {
	if s.Kind != AudienceChoice {
		if s.Values.Off == "" || s.Values.On == "" {
			return nil
		}
		return []string{s.Values.Off, s.Values.On}
	}
	var values []string
	for _, audience := range w.Audiences {
		values = append(values, audience.Value)
	}
	return values
}

// mostPrivate returns the most private of a setting's values, alone in a list that is
// empty if the setting has none.
func (s *Setting) mostPrivate(w *Words) []string {
	values := s.values(w)
	return values[:min(1, len(values)):min(1, len(values))]
}

// ValueNames returns the words with which a person may name a value of the setting: the
// canonical ones, most private first; then, for a switch with words of its own, "off"
// and "on".
func (s *Setting) ValueNames(w *Words) []string {
	names := s.values(w)
	if s.Kind == AudienceChoice {
		return names
	}
	for _, alias := range []string{"off", "on"} {
		if !slices.Contains(names, alias) {
			names = append(names, alias)
		}
	}
	return names
}

// Canonical returns the value for a word that a person used, whatever its case: one of
// ValueNames or, for an audience, its name on a page ("Friends Only"). The second
// result is false for any other word.
func (s *Setting) Canonical(word string, w *Words) (string, bool) {
	word = fold(word)
	for _, value := range s.values(w) {
		if fold(value) == word {
			return value, true
		}
	}
	if s.Kind != AudienceChoice {
		switch word {
		case "on":
			return s.Values.On, true
		case "off":
			return s.Values.Off, true
		}
		return "", false
	}
	for _, audience := range w.Audiences {
		for _, name := range audience.Name.All() {
			if fold(name) == word {
				return audience.Value, true
			}
		}
	}
	return "", false
}

// All returns the phrases of every language without repeats: English first, then the
// other languages by tag, each in the order of the file.
func (p Phrases) All() []string {
	var all []string
	seen := map[string]bool{}
	for _, tag := range p.languages() {
		for _, phrase := range p[tag] {
			if !seen[phrase] {
				seen[phrase] = true
				all = append(all, phrase)
			}
		}
	}
	return all
}

func (p Phrases) languages() []string {
	tags := slices.Sorted(maps.Keys(p))
	if i := slices.Index(tags, "en"); i > 0 {
		tags = slices.Insert(slices.Delete(tags, i, i+1), 0, "en")
	}
	return tags
}
