package selectors

import "reflect"

// builtIn is what this build knows of a page that a foreign file describes anew. The
// zero value stands for a page that the build does not have.
type builtIn struct {
	page Page
	// readbacks are the addresses that all pages of the build read values from.
	readbacks map[string]bool
}

// builtInFor collects what a page with that id is compared with.
func (c *Catalogue) builtInFor(id string) builtIn {
	b := builtIn{readbacks: map[string]bool{}}
	for _, s := range c.Settings() {
		if s.Readback != nil {
			b.readbacks[s.Readback.URL] = true
		}
	}
	if p := c.Page(id); p != nil {
		b.page = *p
	}
	return b
}

func (b builtIn) setting(id string) *Setting {
	for i := range b.page.Settings {
		if b.page.Settings[i].ID == id {
			return &b.page.Settings[i]
		}
	}
	return nil
}

func (b builtIn) bulk(id string) *Bulk {
	for i := range b.page.Bulk {
		if b.page.Bulk[i].ID == id {
			return &b.page.Bulk[i]
		}
	}
	return nil
}

// checkForeign reports what a page from elsewhere may not say. It may say where things
// are and what they are called. It may not say what they mean, because a file that
// somebody sent could turn a setting round, and it may not point at something by marks
// that no person sees, because nobody could tell what that is.
//
// A control that the catalogue names is exempt from the list of what is never clicked.
// That is safe for the build's own pages, which its tests check, but not for these.
func checkForeign(d *diagnostics, p *Page, b builtIn, a *shared) {
	if !p.InBrowser() {
		d.fail("api", "what is set over HTTP cannot be described here: a file that somebody sent could name any preference")
	}
	for i, s := range p.Settings {
		path := index("setting", i)
		own := b.setting(s.ID)
		checkSameMeaning(d, path, &s, own)
		if s.Readback != nil && !b.readbacks[s.Readback.URL] {
			d.fail(join(join(path, "readback"), "url"), "the address %q is none that this build reads values from", s.Readback.URL)
		}
		for j, c := range s.Controls {
			control := index(join(path, "control"), j)
			checkHarmless(d, control, c.Locators, a.never)
			checkNamed(d, control, c.Locators, own.locators(c.ID))
		}
	}
	for i, bulk := range p.Bulk {
		path := index("bulk", i)
		own := b.bulk(bulk.ID)
		if own == nil {
			d.fail(path, "this build has no bulk %q on that page, so what it sets is not known", bulk.ID)
			continue
		}
		if bulk.Sets != own.Sets || bulk.Opposite != own.Opposite {
			d.fail(join(path, "sets"), "what the bulk %q sets cannot be changed here", bulk.ID)
		}
		checkNamed(d, path, bulk.Locators, own.Locators)
	}
	var reveals []Locator
	for _, r := range b.page.Reveal {
		reveals = append(reveals, r.Locators...)
	}
	for i, r := range p.Reveal {
		checkNamed(d, index("reveal", i), r.Locators, reveals)
	}
}

// checkSameMeaning reports another kind or other values of a setting that this build
// has, too.
func checkSameMeaning(d *diagnostics, path string, s, own *Setting) {
	if own == nil {
		return
	}
	if s.Kind != own.Kind {
		d.fail(join(path, "kind"), "the kind of %q cannot be changed here; it is %q", s.ID, own.Kind)
	}
	if s.Values != own.Values {
		d.fail(join(path, "values"), "the values of %q cannot be changed here; on is %q, off is %q", s.ID, own.Values.On, own.Values.Off)
	}
}

// locators returns the candidates of a control; none for a setting or control that is
// not there.
func (s *Setting) locators(control string) []Locator {
	if s == nil {
		return nil
	}
	for _, c := range s.Controls {
		if c.ID == control {
			return c.Locators
		}
	}
	return nil
}

// checkNamed reports candidates without a name, and those that are read the other way
// round, unless this build has the same one in the same place.
func checkNamed(d *diagnostics, path string, ls, own []Locator) {
	for i, l := range ls {
		same := false
		for _, o := range own {
			same = same || reflect.DeepEqual(l, o)
		}
		at := index(join(path, "locator"), i)
		switch {
		case same:
		case len(l.Name)+len(l.Concepts) == 0:
			d.fail(at, "a candidate without a name or concepts must be one that this build has, too")
		case l.Inverted:
			d.fail(join(at, "inverted"), "a candidate that is read the other way round must be one that this build has, too")
		}
	}
}
