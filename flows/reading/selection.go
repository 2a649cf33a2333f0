package reading

import (
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// fewestShared is how many containers a button has in common with a box at least that it
// may act on: more than the document and its body.
const fewestShared = 3

// markSelections discards the values of checkboxes that may be no settings: with a button
// "Unsubscribe" below them and none that saves them, a tick may only choose what the button
// is for, and an empty box says nothing of what is stored.
func (r *Reader) markSelections(l *sight.Look, all []*Setting) {
	var commands []sight.Press
	for _, b := range l.Buttons {
		switch {
		case b.InFrame() || !r.Consider(sight.Seen{Thing: b.Thing}):
		case r.saves(b):
			return
		case r.commands(b):
			commands = append(commands, b)
		}
	}
	for _, rd := range all {
		for _, p := range rd.Parts {
			if !p.Found || p.Match.Kind != sight.Toggle || p.Match.Role != "checkbox" {
				continue
			}
			for _, b := range commands {
				if b.Ref != p.Match.Ref && b.Layer == p.Match.Layer && sight.Shared(b.Path, p.Match.Path) >= fewestShared {
					p.MarkUnreadable(fmt.Sprintf("%s may only be selected for the button %q", p.Match.String(), outcome.Clip(b.Title(), 60)))
					break
				}
			}
		}
	}
}

func (r *Reader) saves(b sight.Press) bool {
	return sight.IsPhrase(b.Title(), r.Lex.Cat.Words.Save.All())
}

// commands says whether a button does something to what is chosen, going by its name.
func (r *Reader) commands(b sight.Press) bool {
	name := b.Title()
	if b.Role != "button" || sight.IsPhrase(name, r.Lex.Cat.Words.Cancel.All()) || b.Expanded != "" {
		return false
	}
	for _, bulk := range r.Page.Bulk {
		for _, loc := range r.Lex.Locators(bulk.Locators) {
			if sight.HasPhrase(name, loc.Names) {
				return false // it is for all of them, whatever is ticked
			}
		}
	}
	return r.Lex.IsNeverClicked(name) || r.Lex.Words.Turns(name)
}
