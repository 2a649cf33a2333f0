package selectors

import (
	"maps"
	"slices"
)

// roles are the roles that a locator may ask for: ARIA roles, as Chrome reports them.
var roles = []string{
	"button", "checkbox", "combobox", "group", "heading", "link", "listbox",
	"listitem", "menuitem", "menuitemcheckbox", "menuitemradio", "option",
	"paragraph", "radio", "radiogroup", "row", "switch", "tab",
}

func needLocators(d *diagnostics, path string, ls []Locator, what string) {
	path = join(path, "locator")
	if len(ls) == 0 {
		d.fail(path, "%s has no locator: nothing could ever find it", what)
	}
	checkLocators(d, path, ls)
}

func checkLocators(d *diagnostics, path string, ls []Locator) {
	for i, l := range ls {
		checkLocator(d, index(path, i), l)
	}
}

func checkLocator(d *diagnostics, path string, l Locator) {
	if !d.wrongBelow(path) && len(l.Name)+len(l.Concepts)+len(l.Section)+len(l.Attr) == 0 && l.CSS == "" {
		d.fail(path, "a locator needs a name, concepts, a section, attr or css")
	}
	for i, role := range l.Roles {
		d.oneOf(index(join(path, "roles"), i), "role", role, roles)
	}
	d.phrases(join(path, "name"), l.Name, optional)
	d.phrases(join(path, "section"), l.Section, optional)
	checkConcepts(d, join(path, "concepts"), l.Concepts)
	for _, name := range slices.Sorted(maps.Keys(l.Attr)) {
		d.need(join(path, "attr"), name, l.Attr[name])
	}
	if l.Whole && len(l.Name) == 0 {
		d.fail(join(path, "whole"), "whole is for a name")
	}
	if l.Inverted && len(l.Attr) == 0 && l.CSS == "" {
		d.fail(join(path, "inverted"), "inverted is for attr and css: a name has its own polarity")
	}
}

func checkConcepts(d *diagnostics, path string, concepts map[string][][]string) {
	if len(concepts) == 0 {
		return
	}
	d.languages(path, slices.Sorted(maps.Keys(concepts)))
	for _, language := range slices.Sorted(maps.Keys(concepts)) {
		groups := concepts[language]
		if len(groups) == 0 {
			d.fail(join(path, language), "the concepts of %q have no group of words", language)
		}
		for i, group := range groups {
			at := index(join(path, language), i)
			if len(group) == 0 {
				d.fail(at, "a group without words can never be met")
			}
			d.phraseList(at, group)
		}
	}
}
