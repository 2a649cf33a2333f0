package presentation

import (
	"cmp"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// at adds to a name which of several servers it is about.
func (v *Vocabulary) at(name, server string) string {
	if server == "" {
		return name
	}
	return v.Say("place.at", locale.Data{"Name": name, "Server": server})
}

// key is what a server is called where its name does not stand.
func (v *Vocabulary) key(key string) string {
	if key == "" {
		return ""
	}
	return v.Say("place.key", locale.Data{"Key": key})
}

// server is which of several servers an id is about: its name if the account has one to
// show, its key if not, "" if there is only one.
func (v *Vocabulary) server(a *outcome.AccountReport, id string) string {
	_, key := selectors.CutPlace(id)
	return cmp.Or(outcome.OneLine(a.Places[key]), key)
}

// settingOf is the name of a setting of an account, and which of its servers it is on.
func (v *Vocabulary) settingOf(a *outcome.AccountReport, id string) string {
	base, key := selectors.CutPlace(id)
	return v.at(v.settingName(base), cmp.Or(outcome.OneLine(a.Places[key]), v.key(key)))
}

// pageOf is the name of a page of an account, and which of its servers it is on.
func (v *Vocabulary) pageOf(a *outcome.AccountReport, id string) string {
	base, _ := selectors.CutPlace(id)
	return v.at(v.pageName(base), v.server(a, id))
}

// GroupOf is the heading under which the settings of a page of an account stand.
func (v *Vocabulary) GroupOf(a *outcome.AccountReport, page string) string {
	base, _ := selectors.CutPlace(page)
	return v.at(v.Group(base), v.server(a, page))
}

// Name is the name of a setting under the heading of its page, which says where it is.
func (v *Vocabulary) Name(id string) string {
	base, _ := selectors.CutPlace(id)
	return v.settingName(base)
}
