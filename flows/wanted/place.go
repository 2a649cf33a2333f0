package wanted

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// Place is one of several places that have the settings of a page, such as a server.
type Place struct {
	// Key stands for it in reports and in the journal.
	Key string
	// Names are what else a person may write for it, whatever the case.
	Names []string
}

// Called says whether a person means the place by a word.
func (p Place) Called(word string) bool {
	word = plain(word)
	return strings.EqualFold(word, p.Key) || slices.ContainsFunc(p.Names, func(n string) bool { return strings.EqualFold(plain(n), word) })
}

// plain is a name without what nobody sees: an accent is a letter of its own on some
// systems, and spaces may be of any kind and number.
func plain(name string) string { return strings.Join(strings.Fields(norm.NFKC.String(name)), " ") }

// Misplaced returns why the selection names a place that is none of these, or more than one
// of them. Then it is not known what it is about: what it leaves out would be set.
func (s Selection) Misplaced(of *selectors.Page, all []Place) outcome.Reason {
	if of.API != selectors.OwnServers || s.Restore != nil {
		return ""
	}
	for _, id := range slices.Concat(s.Only, s.Skip, slices.Sorted(maps.Keys(s.Set))) {
		_, at := selectors.CutPlace(id)
		if at == "" {
			continue
		}
		n := 0
		for _, p := range all {
			if p.Called(at) {
				n++
			}
		}
		switch n {
		case 0:
			return outcome.NoSuchServer
		case 1:
		default:
			return outcome.SeveralServers
		}
	}
	return ""
}

// At narrows the wishes for a page to one place: "server.relay@attic" is about the server
// "attic" alone, "server.relay" about all of them. ok is false if nothing is selected at the
// place, which is then not contacted.
func (s Selection) At(of Page, place Place) (out Page, ok bool) {
	if of.Page.API != selectors.OwnServers {
		return of, true
	}
	s.Only, s.Skip = place.strip(s.Only, "nothing is called so"), place.strip(s.Skip, "")
	set := map[string]string{}
	for _, wide := range []bool{true, false} { // the narrower one wins
		for id, value := range s.Set {
			base, at := selectors.CutPlace(id)
			if wide && at == "" || !wide && at != "" && place.Called(at) {
				set[base] = value
			}
		}
	}
	s.Set = set
	out.Page = of.Page
	for _, w := range of.Wishes {
		w = restrict(s.wish(w.Setting), place)
		ok = ok || w.Skipped == ""
		out.Wishes = append(out.Wishes, w)
	}
	return out, ok || s.Restore == nil && s.shows(of.Page)
}

// restrict leaves of an undo what is about this place.
func restrict(w Wish, place Place) Wish {
	if w.Parts == nil {
		return w
	}
	was, ours := w.Parts[place.Key]
	if !ours {
		return Wish{Setting: w.Setting, Value: selectors.Keep, Skipped: noChange, Reason: outcome.NotSelected}
	}
	w.Value, w.Parts = was, map[string]string{place.Key: was}
	return w
}

// strip removes the place from patterns that are about it, and drops those about another
// one. If nothing is left of some, it returns none, which matches no setting.
func (p Place) strip(patterns []string, none string) []string {
	var out []string
	for _, pattern := range patterns {
		base, at := selectors.CutPlace(pattern)
		if at == "" || p.Called(at) {
			out = append(out, base)
		}
	}
	if len(out) == 0 && len(patterns) > 0 && none != "" {
		return []string{none}
	}
	return out
}

// everywhere is the selection without places: what is selected at some place is, and what
// is left out at some place is not left out.
func (s Selection) everywhere() Selection {
	var only, skip []string
	for _, p := range s.Only {
		base, _ := selectors.CutPlace(p)
		only = append(only, base)
	}
	for _, p := range s.Skip {
		if _, at := selectors.CutPlace(p); at == "" {
			skip = append(skip, p)
		}
	}
	s.Only, s.Skip = only, skip
	return s
}

// Anywhere are the wishes for a page as if all that is said of one place were said of all.
func (s Selection) Anywhere(of Page) Page {
	s = s.everywhere()
	set := map[string]string{}
	for id, value := range s.Set {
		base, _ := selectors.CutPlace(id)
		set[base] = value
	}
	s.Set = set
	out := Page{Page: of.Page}
	for _, w := range of.Wishes {
		out.Wishes = append(out.Wishes, s.wish(w.Setting))
	}
	return out
}

// AsksFor says whether the person, or the level, has asked for a page. All pages in a
// browser are asked for by themselves; what is on a server of the person is not contacted
// without being named.
func (s Selection) AsksFor(p *selectors.Page) bool {
	if p.InBrowser() || slices.Contains(p.AskedBy, s.Level) || slices.Contains(s.Pages, p.ID) {
		return true
	}
	for i := range p.Settings {
		id := p.Settings[i].ID
		names := func(pattern string) bool {
			base, _ := selectors.CutPlace(pattern)
			return base == id || strings.HasPrefix(base, p.ID+".")
		}
		_, restored := s.Restore[id]
		if restored || slices.ContainsFunc(s.Only, names) {
			return true
		}
		for set := range s.Set {
			if names(set) {
				return true
			}
		}
	}
	return false
}
