package flows

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// part is one control of a setting as it was read. Once the page is planned it does
// not change any more.
type part struct {
	// key names it within the setting: the control's id, or a vendor's name.
	key   string
	match sight.Match
	found bool
	// value is the canonical word, empty where it could not be read.
	value  string
	result outcome.Result
	detail string
	// saw is the end of a detail that says what else was there: often the same for
	// all controls of a setting.
	saw string
	// at is where on the page it shows.
	at place
	// rest stands for the rows of a list that were not read.
	rest bool
}

// reading is one setting as it was read.
type reading struct {
	wish  wanted.Wish
	parts []*part
	// bulk is the control that sets all parts at once, where there is one.
	bulk *bulkRead
}

// bulkRead is a bulk control as it was found: a control, or a button or link.
type bulkRead struct {
	def  *selectors.Bulk
	ref  sight.Ref
	path []sight.Ref
	name string
	// state is what it says of itself, if it is a control.
	state sight.State
	layer sight.Ref
}

// value is the setting's canonical value.
func (r *reading) value() string {
	values := make([]string, len(r.parts))
	for i, p := range r.parts {
		values[i] = p.value
	}
	return overall(r.wish.Setting, values)
}

// overall is the value of a setting with controls of the given ones: that of its
// least private part, and nothing where a part that could not be read might be less
// private still.
func overall(s *selectors.Setting, values []string) string {
	out, unread := "", false
	for _, value := range values {
		switch {
		case value == "":
			unread = true
		case s.Kind == selectors.AudienceChoice || out == "" || value == s.Values.On:
			out = value
		}
	}
	if unread && out != s.Values.On {
		return ""
	}
	return out
}

// complete says whether everything about the setting was found and read.
func (r *reading) complete() bool {
	for _, p := range r.parts {
		if !p.found || p.value == "" {
			return false
		}
	}
	return len(r.parts) > 0
}

// missing says whether nothing of the setting was found.
func (r *reading) missing() bool {
	for _, p := range r.parts {
		if p.found || p.rest || p.result == outcome.Ambiguous {
			return false
		}
	}
	return true
}

// signature changes whenever anything read changes.
func (r *reading) signature() string {
	var b strings.Builder
	for _, p := range r.parts {
		fmt.Fprintf(&b, "%s=%s/%s/%v;", p.key, p.match.Said(), p.result, p.match.Disabled)
	}
	return r.wish.Setting.ID + ":" + b.String()
}

// key names a control among all of a page.
func (r *reading) key(p *part) string { return r.wish.Setting.ID + "/" + p.key }

// values are those of the setting's controls that show.
func (r *reading) values() map[string]string {
	out := map[string]string{}
	for _, p := range r.parts {
		if p.found {
			out[p.key] = p.value
		}
	}
	return out
}

// wantsAll says whether the same state is wanted of all controls of a setting.
func (r *reading) wantsAll(state string) bool {
	s := r.wish.Setting
	want := wanted.SwitchState(s, state)
	if r.wish.Parts == nil {
		return wanted.SwitchState(s, r.wish.Value) == want
	}
	for _, p := range r.parts {
		if p.found && wanted.SwitchState(s, r.wish.Parts[p.key]) != want {
			return false
		}
	}
	return true
}

// unbelieved takes the value of a reading back, for a reason.
func (r *reading) unbelieved(why string) {
	for _, p := range r.parts {
		p.result, p.detail, p.value = outcome.Unreadable, why, ""
	}
}

// explained says why a setting is not there. One of which nothing can be said may be.
func (r *reading) explained(result outcome.Result, why string) {
	for i := range r.parts {
		r.parts[i] = &part{key: r.parts[i].key, rest: result == outcome.Unreadable, result: result, detail: why}
	}
}

// findPart finds a control of a setting among readings; nil if it is not there.
func findPart(all []*reading, setting, key string) *part {
	for _, p := range partsOf(all, setting) {
		if p.key == key {
			return p
		}
	}
	return nil
}

// partsOf are the controls of a setting.
func partsOf(all []*reading, setting string) []*part {
	for _, r := range all {
		if r.wish.Setting.ID == setting {
			return r.parts
		}
	}
	return nil
}

// reader reads the settings of a page off a look.
type reader struct {
	*Lexicon
	page *selectors.Page
	css  []string
	// consider leaves out what is none of the page's business.
	consider func(sight.Seen) bool
}

// read reads every setting of the page, selected or not.
func (r *reader) read(l *sight.Look, wishes []wanted.Wish) ([]*reading, map[sight.Ref]bool) {
	claims := map[sight.Ref]bool{}
	out := make([]*reading, len(wishes))
	var lists []int
	for i, w := range wishes {
		if w.Setting.Kind == selectors.List {
			lists = append(lists, i)
			continue
		}
		out[i] = r.single(l, w)
	}
	r.settleClaims(out)
	for _, rd := range out {
		if rd == nil {
			continue
		}
		for _, p := range rd.parts {
			if p.found {
				claims[p.match.Ref] = true
			}
		}
	}
	for i := range r.page.Bulk {
		if b := r.bulk(l, &r.page.Bulk[i]); b != nil {
			claims[b.ref] = true
			for _, rd := range out {
				if rd != nil && slices.Contains(b.def.For, rd.wish.Setting.ID) && !b.def.Opposite {
					rd.bulk = b
					r.fallback(rd, b)
				}
			}
		}
	}
	for _, i := range lists {
		out[i] = r.list(l, wishes[i], claims)
	}
	r.claimDoubtful(l, out, claims)
	for _, k := range r.locators(r.page.Known) {
		for _, m := range sight.LocateAll(l, r.css, []sight.Locator{k}, r.words, r.consider) {
			claims[m.Ref] = true
		}
	}
	return out, claims
}

// claimDoubtful keeps controls that fit a setting, but not alone, from being
// reported as unknown.
func (r *reader) claimDoubtful(l *sight.Look, all []*reading, claims map[sight.Ref]bool) {
	for _, rd := range all {
		for i, p := range rd.parts {
			if p.result != outcome.Ambiguous || i >= len(rd.wish.Setting.Controls) {
				continue
			}
			for _, m := range sight.LocateAll(l, r.css, r.locators(rd.wish.Setting.Controls[i].Locators), r.words, r.consider) {
				claims[m.Ref] = true
			}
		}
	}
}

// inColumns are candidates that keep to the columns of the page.
func (r *reader) inColumns(in []sight.Locator) []sight.Locator {
	if len(r.page.Columns) == 0 {
		return in
	}
	out, columns := slices.Clone(in), r.page.Columns.All()
	for i := range out {
		out[i].Columns = columns
	}
	return out
}

func (r *reader) single(l *sight.Look, w wanted.Wish) *reading {
	rd := &reading{wish: w}
	for i := range w.Setting.Controls {
		c := &w.Setting.Controls[i]
		p := &part{key: c.ID}
		m, err := sight.Locate(l, r.css, r.inColumns(r.locators(c.Locators)), r.words, r.consider)
		switch {
		case err == nil:
			p.match, p.found = m, true
			if phrase, bad := r.neverHere(m.Title()); bad {
				p.result, p.detail = outcome.Unreadable, fmt.Sprintf("%s is never touched: %q", m.String(), phrase)
				break
			}
			r.evaluate(p, w)
		case errors.Is(err, sight.ErrAmbiguous):
			p.result, p.detail = outcome.Ambiguous, err.Error()
		default:
			p.result = outcome.NotFound
			p.detail, p.saw = missed(err)
			p.detail += p.saw
		}
		rd.parts = append(rd.parts, p)
	}
	return rd
}

// missed says what was looked for in vain, and what there was instead.
func missed(err error) (expected, saw string) {
	var e *sight.ActionError
	if !errors.As(err, &e) || len(e.Seen) == 0 {
		return err.Error(), ""
	}
	return "expected " + e.Target, "; found these controls: " + strings.Join(e.Seen, ", ")
}

// neverHere says whether a control of a page that does not come with the build
// goes by a name that is never clicked. The build's own pages may name any.
func (r *reader) neverHere(name string) (string, bool) {
	if !r.cat.IsOverridden(r.page.ID) {
		return "", false
	}
	return sight.FindPhrase(name, r.cat.Words.Never.All())
}

// evaluate reads the value of a found control.
func (r *reader) evaluate(p *part, w wanted.Wish) {
	s := w.Setting
	if s.Kind == selectors.AudienceChoice {
		if rank := r.audienceRank(p.match.Said()); rank != unknownRank {
			p.value = r.audience(rank)
			return
		}
		p.result, p.detail = outcome.Unreadable, fmt.Sprintf("%s shows none of the known values", p.match.String())
		return
	}
	state := p.match.StateBy(r.words)
	p.value = wanted.CanonicalSwitch(s, p.match.Means(r.words))
	if p.value != "" {
		return
	}
	p.result = outcome.Unreadable
	switch {
	case state == sight.Mixed:
		p.detail = p.match.String() + " is neither on nor off"
	case state == sight.NoState:
		p.detail = p.match.String() + " does not say whether it is on or off"
	default:
		p.detail = fmt.Sprintf("the wording of %s can be read both ways", p.match.String())
	}
}

// settleClaims makes sure that no control stands for two things: the better
// match keeps it, and two equal ones are both doubtful.
func (r *reader) settleClaims(all []*reading) {
	owner := map[sight.Ref]*part{}
	for _, rd := range all {
		if rd == nil {
			continue
		}
		for _, p := range rd.parts {
			if !p.found {
				continue
			}
			other := owner[p.match.Ref]
			if other == nil {
				owner[p.match.Ref] = p
				continue
			}
			loser := p
			if p.match.Score > other.match.Score {
				loser, owner[p.match.Ref] = other, p
			}
			if p.match.Score == other.match.Score {
				*other = part{key: other.key, result: outcome.Ambiguous, detail: other.match.String() + " fits two settings"}
			}
			*loser = part{key: loser.key, result: outcome.NotFound, detail: loser.match.String() + " is the control of another setting"}
		}
	}
}

// bulk finds a bulk control, unless it goes by a name that is never clicked.
func (r *reader) bulk(l *sight.Look, b *selectors.Bulk) *bulkRead {
	found := r.bulkControl(l, b)
	if found != nil {
		if _, bad := r.neverHere(found.name); bad {
			return nil
		}
	}
	return found
}

// bulkControl looks among controls, options, buttons and links.
func (r *reader) bulkControl(l *sight.Look, b *selectors.Bulk) *bulkRead {
	ls := r.locators(b.Locators)
	if m, err := sight.Locate(l, r.css, ls, r.words, r.consider); err == nil && m.Kind == sight.Toggle {
		return &bulkRead{def: b, ref: m.Ref, path: m.Path, name: m.Title(), state: m.State, layer: m.Layer}
	}
	var names []string
	for _, c := range ls {
		names = append(names, c.Names...)
	}
	for _, c := range l.Controls {
		if !r.consider(c) {
			continue
		}
		for _, o := range c.Options {
			if sight.IsPhrase(o.Text, names) {
				state := sight.Off
				if o.Selected {
					state = sight.On
				}
				return &bulkRead{def: b, ref: o.Ref, path: c.Path, name: o.Text, state: state, layer: c.Layer}
			}
		}
	}
	var found []sight.Press
	for _, p := range l.Buttons {
		if r.consider(sight.Seen{Thing: p.Thing}) && !p.Disabled && sight.IsPhrase(p.Title(), names) {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		return nil
	}
	p := found[0]
	return &bulkRead{def: b, ref: p.Ref, path: p.Path, name: p.Title(), layer: p.Layer}
}

// fallback reads a setting off its bulk control where no single control shows.
func (r *reader) fallback(rd *reading, b *bulkRead) {
	if !rd.missing() || b.def.First || b.state == sight.NoState {
		return
	}
	// "Unsubscribe from ALL", ticked, says that everything is off.
	state := flipState(b.state)
	if b.def.Sets == string(sight.On) {
		state = b.state
	}
	rd.parts = []*part{{
		key: b.def.ID, found: true, value: wanted.CanonicalSwitch(rd.wish.Setting, state),
		match:  sight.Match{Seen: sight.Seen{Thing: sight.Thing{Ref: b.ref, Path: b.path, Name: []string{b.name}, Role: "checkbox", Layer: b.layer}, Kind: sight.Toggle, State: b.state}, Candidate: 1, Polarity: sight.Negated},
		detail: fmt.Sprintf("read off %q: the page shows no single box", b.name),
	}}
}

func flipState(s sight.State) sight.State {
	switch s {
	case sight.On:
		return sight.Off
	case sight.Off:
		return sight.On
	}
	return s
}

// near lists the controls that nothing claims.
func (r *reader) near(l *sight.Look, claims map[sight.Ref]bool) []string {
	const most = 12
	var out []string
	for _, s := range l.Controls {
		if !claims[s.Ref] && r.consider(s) {
			out = append(out, s.String())
		}
	}
	if len(out) > most {
		out = append(out[:most], fmt.Sprintf("and %d more", len(out)-most))
	}
	return out
}

// css lists every selector that a page's locators mention, for a look to test.
func css(p *selectors.Page) []string {
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

// acts says whether a button may do more than show something, by its name.
func (r *reader) acts(b sight.Press) bool {
	name := b.Title()
	if r.never(name) || sight.IsPhrase(name, r.cat.Words.Save.All()) || sight.WordState(name, r.words) != sight.NoState {
		return true
	}
	for _, bulk := range r.page.Bulk {
		for _, loc := range r.locators(bulk.Locators) {
			if sight.IsPhrase(name, loc.Names) {
				return true
			}
		}
	}
	return false
}

// stranger is a control that could be switched and that nothing in the catalogue claims.
type stranger struct {
	sight.Seen
	// state is what it is set to, in a canonical word.
	state string
}

// strangers are those of a page.
func (r *reader) strangers(l *sight.Look, claims map[sight.Ref]bool) []stranger {
	var out []stranger
	for _, s := range l.Controls {
		if claims[s.Ref] || !r.consider(s) || s.Beside() {
			continue
		}
		state := string(s.StateBy(r.words))
		if s.Kind != sight.Toggle && state == "" {
			rank := r.audienceRank(s.Said())
			if rank == unknownRank {
				continue // a language or sort order, not a privacy choice
			}
			state = r.audience(rank)
		}
		out = append(out, stranger{s, state})
	}
	return out
}
