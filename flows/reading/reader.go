package reading

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/meaning"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Reader reads the settings of one page from a look.
type Reader struct {
	// Lex is the catalogue, in the form in which looks are matched against it.
	Lex  *Lexicon
	Page *selectors.Page
	CSS  []string
	// Consider reports false for controls that do not belong to the page.
	Consider func(sight.Seen) bool
}

// Read reads every setting of the page, selected or not. claims holds the controls that
// belong to a setting; all others are unknown.
func (r *Reader) Read(l *sight.Look, wishes []wanted.Wish) ([]*Setting, map[sight.Ref]bool) {
	l = withFootnotes(withClosing(r.Lex.Words, l))
	claims := map[sight.Ref]bool{}
	out := make([]*Setting, len(wishes))
	var lists []int
	for i, w := range wishes {
		if w.Setting.Kind == selectors.List {
			lists = append(lists, i)
			continue
		}
		out[i] = r.single(l, w)
	}
	r.resolveClaims(out)
	for _, rd := range out {
		if rd == nil {
			continue
		}
		for _, p := range rd.Parts {
			if p.Found {
				claims[p.Match.Ref] = true
			}
		}
	}
	for i := range r.Page.Bulk {
		if b := r.bulk(l, &r.Page.Bulk[i]); b != nil {
			claims[b.Ref] = true
			for _, rd := range out {
				if rd != nil && slices.Contains(b.Def.For, rd.Wish.Setting.ID) && !b.Def.Opposite {
					rd.Bulk = b
					r.fallback(rd, b)
				}
			}
		}
	}
	for _, i := range lists {
		out[i] = r.list(l, wishes[i], claims)
	}
	r.markSelections(l, out)
	r.claimAmbiguous(l, out, claims)
	for _, k := range r.Lex.Locators(r.Page.Known) {
		for _, m := range sight.LocateAll(l, r.CSS, []sight.Locator{k}, r.Lex.Words.IsAnswer, r.Consider) {
			claims[m.Ref] = true
		}
	}
	return out, claims
}

// claimAmbiguous claims all controls that fit an ambiguous setting, so that they are not
// reported as unknown too.
func (r *Reader) claimAmbiguous(l *sight.Look, all []*Setting, claims map[sight.Ref]bool) {
	for _, rd := range all {
		for i, p := range rd.Parts {
			if p.Result != outcome.Ambiguous || i >= len(rd.Wish.Setting.Controls) {
				continue
			}
			for _, m := range sight.LocateAll(l, r.CSS, r.Lex.Locators(rd.Wish.Setting.Controls[i].Locators), r.Lex.Words.IsAnswer, r.Consider) {
				claims[m.Ref] = true
			}
		}
	}
}

// inColumns restricts locators to the columns of the page, if it has any.
func (r *Reader) inColumns(in []sight.Locator) []sight.Locator {
	if len(r.Page.Columns) == 0 {
		return in
	}
	out, columns := slices.Clone(in), r.Page.Columns.All()
	for i := range out {
		out[i].Columns = columns
	}
	return out
}

func (r *Reader) single(l *sight.Look, w wanted.Wish) *Setting {
	rd := &Setting{Wish: w}
	for i := range w.Setting.Controls {
		c := &w.Setting.Controls[i]
		p := &Part{Key: c.ID}
		m, err := sight.Locate(l, r.CSS, r.inColumns(r.Lex.Locators(c.Locators)), r.Lex.Words.IsAnswer, r.Consider)
		switch {
		case err == nil:
			if w.Setting.Kind == selectors.AudienceChoice && m.Kind == sight.Popup {
				m.Value = r.Lex.valueTitle(c, m)
			}
			if m.Conflict == "" {
				m.Conflict = r.Lex.drawnOtherwise(m.Seen)
			}
			if w.Setting.Kind == selectors.AudienceChoice && m.Conflict == "" {
				m.Conflict = turnedAudience(r.Lex, r.Page, m)
			}
			p.Match, p.Found = m, true
			if phrase, bad := r.neverHere(m.Title()); bad {
				p.Result, p.Detail = outcome.Unreadable, fmt.Sprintf("%s is never touched: %q", m.String(), phrase)
				break
			}
			r.evaluate(p, w, c, r.Lex.Meaning(r.Page, c, m))
		case errors.Is(err, sight.ErrAmbiguous):
			p.Result, p.Detail = outcome.Ambiguous, err.Error()
		default:
			p.Result = outcome.NotFound
			p.Detail, p.Saw = notFound(err)
			p.Detail += p.Saw
		}
		rd.Parts = append(rd.Parts, p)
	}
	return rd
}

// notFound splits an error into what was expected and what the page showed instead.
func notFound(err error) (expected, saw string) {
	var e *sight.ActionError
	if !errors.As(err, &e) || len(e.Seen) == 0 {
		return err.Error(), ""
	}
	return "expected " + e.Target, "; found these controls: " + strings.Join(e.Seen, ", ")
}

// neverHere says whether a control must never be clicked because of its name. Pages
// that come with the build may name any control, because tests vouch for them.
func (r *Reader) neverHere(name string) (string, bool) {
	if !r.Lex.Cat.IsOverridden(r.Page.ID) {
		return "", false
	}
	return sight.FindPhrase(name, r.Lex.Cat.Words.Never.All())
}

// evaluate reads the value of a control that was found.
func (r *Reader) evaluate(p *Part, w wanted.Wish, c *selectors.Control, means meaning.Reading) {
	s := w.Setting
	if p.Match.Conflict != "" {
		p.MarkUnreadable(p.Match.Seen.String() + ": " + p.Match.Conflict)
		return
	}
	if s.Kind == selectors.AudienceChoice {
		if rank := r.Lex.AudienceRank(p.Match.Said()); rank != UnknownRank {
			p.Value = r.Lex.Audience(rank)
			return
		}
		p.Result, p.Detail = outcome.Unreadable, fmt.Sprintf("%s shows none of the known values", p.Match.String())
		return
	}
	p.Meaning = means
	p.Value = wanted.CanonicalSwitch(s, r.Lex.Means(c, means, p.Match))
	if p.Value != "" {
		return
	}
	p.Result = outcome.Unreadable
	state := r.Lex.StateOf(p.Match.Seen)
	switch {
	case means.Why != "" && p.Match.Kind == sight.Toggle && (state == sight.On || state == sight.Off):
		p.Detail = fmt.Sprintf("the wording of %s is not understood: %s", p.Match.String(), means.Why)
	case state == sight.Mixed:
		p.Detail = p.Match.String() + " is neither on nor off"
	case state == sight.NoState:
		p.Detail = p.Match.String() + " does not say whether it is on or off"
	default:
		p.Detail = fmt.Sprintf("the wording of %s can be read both ways", p.Match.String())
	}
}

// resolveClaims makes sure that no control belongs to two settings: the better match
// keeps it, and equal matches make both settings ambiguous.
func (r *Reader) resolveClaims(all []*Setting) {
	owner := map[sight.Ref]*Part{}
	for _, rd := range all {
		if rd == nil {
			continue
		}
		for _, p := range rd.Parts {
			if !p.Found {
				continue
			}
			other := owner[p.Match.Ref]
			if other == nil {
				owner[p.Match.Ref] = p
				continue
			}
			loser := p
			if p.Match.Score > other.Match.Score {
				loser, owner[p.Match.Ref] = other, p
			}
			if p.Match.Score == other.Match.Score {
				*other = Part{Key: other.Key, Result: outcome.Ambiguous, Detail: other.Match.String() + " fits two settings"}
			}
			*loser = Part{Key: loser.Key, Result: outcome.NotFound, Detail: loser.Match.String() + " is the control of another setting"}
		}
	}
}

// bulk finds a bulk control whose name does not rule out clicking it.
func (r *Reader) bulk(l *sight.Look, b *selectors.Bulk) *Bulk {
	found := r.bulkControl(l, b)
	if found != nil {
		if _, bad := r.neverHere(found.Name); bad {
			return nil
		}
	}
	return found
}

// bulkControl searches controls, then options, then buttons and links.
func (r *Reader) bulkControl(l *sight.Look, b *selectors.Bulk) *Bulk {
	ls := r.Lex.Locators(b.Locators)
	if m, err := sight.Locate(l, r.CSS, ls, r.Lex.Words.IsAnswer, r.Consider); err == nil && m.Kind == sight.Toggle {
		return &Bulk{Def: b, Ref: m.Ref, Path: m.Path, Name: m.Title(), State: m.State, Layer: m.Layer}
	}
	var names []string
	for _, c := range ls {
		names = append(names, c.Names...)
	}
	for _, c := range l.Controls {
		if !r.Consider(c) {
			continue
		}
		for _, o := range c.Options {
			if sight.IsPhrase(o.Text, names) {
				state := sight.Off
				if o.Selected {
					state = sight.On
				}
				return &Bulk{Def: b, Ref: o.Ref, Path: c.Path, Name: o.Text, State: state, Layer: c.Layer}
			}
		}
	}
	var found []sight.Press
	for _, p := range l.Buttons {
		if r.Consider(sight.Seen{Thing: p.Thing}) && !p.Disabled && sight.IsPhrase(p.Title(), names) {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		return nil
	}
	p := found[0]
	return &Bulk{Def: b, Ref: p.Ref, Path: p.Path, Name: p.Title(), Layer: p.Layer}
}

// fallback reads a setting from its bulk control if the page shows no single control.
func (r *Reader) fallback(rd *Setting, b *Bulk) {
	if !rd.Missing() || b.Def.First || b.State == sight.NoState {
		return
	}
	// A checked "Unsubscribe from ALL" means that everything is off.
	state := FlipState(b.State)
	if b.Def.Sets == string(sight.On) {
		state = b.State
	}
	rd.Parts = []*Part{{
		Key: b.Def.ID, Found: true, Value: wanted.CanonicalSwitch(rd.Wish.Setting, state),
		Match:  sight.Match{Seen: sight.Seen{Thing: sight.Thing{Ref: b.Ref, Path: b.Path, Name: []string{b.Name}, Role: "checkbox", Layer: b.Layer}, Kind: sight.Toggle, State: b.State}, Candidate: 1},
		Detail: fmt.Sprintf("read off %q: the page shows no single box", b.Name),
	}}
}

// FlipState returns the opposite state; a state that is neither on nor off stays.
func FlipState(s sight.State) sight.State {
	switch s {
	case sight.On:
		return sight.Off
	case sight.Off:
		return sight.On
	}
	return s
}

// Near describes the controls that no setting claims.
func (r *Reader) Near(l *sight.Look, claims map[sight.Ref]bool) []string {
	const most = 12
	var out []string
	for _, s := range l.Controls {
		if !claims[s.Ref] && r.Consider(s) {
			out = append(out, s.String())
		}
	}
	if len(out) > most {
		out = append(out[:most], fmt.Sprintf("and %d more", len(out)-most))
	}
	return out
}

// CSS returns every CSS selector in a page's locators, so that a look can test them.
func CSS(p *selectors.Page) []string {
	var out []string
	add := func(ls []selectors.Locator) {
		for _, l := range ls {
			if l.CSS != "" && !slices.Contains(out, l.CSS) {
				out = append(out, l.CSS)
			}
		}
	}
	for _, s := range p.Settings {
		for _, c := range s.Controls {
			add(c.Locators)
		}
	}
	for _, b := range p.Bulk {
		add(b.Locators)
	}
	for _, r := range p.Reveal {
		add(r.Locators)
	}
	add(p.Known)
	add(p.SignedOut)
	return out
}

// Acts says whether a button may do more than show something, going by its name.
func (r *Reader) Acts(b sight.Press) bool {
	name := b.Title()
	if r.Lex.IsNeverClicked(name) || sight.IsPhrase(name, r.Lex.Cat.Words.Save.All()) || r.Lex.Words.Answer(name) != sight.NoState {
		return true
	}
	for _, bulk := range r.Page.Bulk {
		for _, loc := range r.Lex.Locators(bulk.Locators) {
			if sight.IsPhrase(name, loc.Names) {
				return true
			}
		}
	}
	return false
}

// stranger is a control that belongs to no setting of the catalogue.
type stranger struct {
	sight.Seen
	// State is its state as a canonical word.
	State string
}

// Strangers returns the unknown controls of a page.
func (r *Reader) Strangers(l *sight.Look, claims map[sight.Ref]bool) []stranger {
	var out []stranger
	for _, s := range l.Controls {
		if claims[s.Ref] || !r.Consider(s) || s.Beside() {
			continue
		}
		state := string(r.Lex.StateOf(s))
		if s.Kind != sight.Toggle && state == "" {
			rank := r.Lex.audienceOf(s)
			if rank == UnknownRank {
				continue // a language or sort order, not a privacy choice
			}
			state = r.Lex.Audience(rank)
		}
		out = append(out, stranger{s, state})
	}
	return out
}
