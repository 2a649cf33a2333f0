package selectors

import (
	"maps"
	"slices"
	"strings"
)

func checkSetting(d *diagnostics, path string, s *Setting, p *Page, a *shared) {
	d.need(path, "id", s.ID)
	if s.ID != "" {
		// A setting of the account may belong to a subject that has a page of its own.
		if rest, ok := strings.CutPrefix(s.ID, p.ID+"."); (!ok || rest == "") && p.API != AccountAPI {
			d.fail(join(path, "id"), "the id %q does not start with its page's, %q", s.ID, p.ID+".")
		}
		if file, taken := a.settings[s.ID]; taken {
			d.fail(join(path, "id"), "the id %q is taken, in %s", s.ID, file)
		}
		a.settings[s.ID] = d.file
	}
	d.need(path, "label", s.Label)
	d.need(path, "why", s.Why)
	d.need(path, "kind", s.Kind.String())
	checkSources(d, path, s.Source)
	if s.MayBeAbsent {
		d.need(path, "absent-why", s.AbsentWhy)
	} else if s.AbsentWhy != "" {
		d.fail(join(path, "absent-why"), "absent-why says why a setting may be absent, and this one may not")
	}
	checkValues(d, path, s)
	checkLevels(d, path, s, a)
	if p.InBrowser() {
		checkControls(d, path, s)
	} else {
		checkStored(d, path, s)
	}
	checkReadback(d, path, s, a)
}

func checkValues(d *diagnostics, path string, s *Setting) {
	if s.Kind == (Kind{}) {
		return
	}
	if s.Kind == AudienceChoice {
		if s.Values != (Values{}) {
			d.fail(join(path, "values"), "the values of an audience are those of words.toml")
		}
		return
	}
	d.need(path, "values.on", s.Values.On)
	d.need(path, "values.off", s.Values.Off)
	if s.Values.On == s.Values.Off && s.Values.On != "" {
		d.fail(join(path, "values.off"), "on and off have the same word, %q", s.Values.Off)
	}
}

func checkLevels(d *diagnostics, path string, s *Setting, a *shared) {
	levels := join(path, "levels")
	for _, name := range slices.Sorted(maps.Keys(s.Levels)) {
		d.oneOf(levels, "level", name, a.levels)
		// A level must never make anything less private, whoever wrote the page.
		checkValueOf(d, join(levels, name), s, s.Levels[name], append(s.mostPrivate(a.words), Keep))
	}
	for _, name := range a.levels {
		if _, ok := s.Levels[name]; !ok {
			d.fail(levels, "setting %q has no value for level %q", s.ID, name)
		}
	}
}

func checkControls(d *diagnostics, path string, s *Setting) {
	if s.Stored != nil {
		d.fail(join(path, "stored"), "stored is for a page with an api")
	}
	if len(s.Controls) == 0 {
		d.fail(join(path, "control"), "setting %q has no [[setting.control]]", s.ID)
	}
	ids := map[string]bool{}
	list := false
	for i, c := range s.Controls {
		control := index(join(path, "control"), i)
		d.need(control, "id", c.ID)
		d.once(control, ids, c.ID, "control")
		needLocators(d, control, c.Locators, "a control")
		list = list || c.Each
		if c.Each && s.Kind != List {
			d.fail(join(control, "each"), "each is for a setting of kind %q, and the kind of this one is %q", List, s.Kind)
		}
	}
	if s.Kind == List && !list && len(s.Controls) > 0 {
		d.fail(join(path, "kind"), "a %q needs a control with each = true", List)
	}
}

func checkReadback(d *diagnostics, path string, s *Setting, a *shared) {
	if s.Readback == nil {
		return
	}
	path = join(path, "readback")
	d.need(path, "url", s.Readback.URL)
	checkPlexURL(d, join(path, "url"), s.Readback.URL)
	d.need(path, "field", s.Readback.Field)
	if len(s.Readback.Values) == 0 {
		d.fail(join(path, "values"), "a readback without values says nothing")
	}
	for _, literal := range slices.Sorted(maps.Keys(s.Readback.Values)) {
		checkValueOf(d, join(join(path, "values"), literal), s, s.Readback.Values[literal], s.values(a.words))
	}
}

// checkValueOf reports a word that is not a value of a setting.
func checkValueOf(d *diagnostics, path string, s *Setting, value string, known []string) {
	// Without the setting's values, every word would look wrong.
	if len(s.values(&Words{Audiences: []Audience{{Value: "?"}}})) == 0 || s.Kind == (Kind{}) {
		return
	}
	d.oneOf(path, "value of "+s.ID, value, known)
}
