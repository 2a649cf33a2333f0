package reading

import (
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/meaning"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// list reads a setting that has as many controls as the page shows, such as the
// vendors. Its members are the controls beside the bulk control ("All No") or, without
// one, those under the headings that the catalogue names.
func (r *Reader) list(l *sight.Look, w wanted.Wish, claims map[sight.Ref]bool) *Setting {
	rd := &Setting{Wish: w}
	for i := range r.Page.Bulk {
		def := &r.Page.Bulk[i]
		if !slices.Contains(def.For, w.Setting.ID) {
			continue
		}
		b := r.bulk(l, def)
		if b == nil {
			continue
		}
		claims[b.Ref] = true
		if !def.Opposite {
			rd.Bulk = b
		}
	}
	members := r.members(l, rd, claims)
	seen := map[string]int{}
	names := namesOf(members)
	for i, m := range members {
		p := r.row(rd, names[i], m)
		if seen[p.Key]++; seen[p.Key] > 1 {
			p.Key = fmt.Sprintf("%s (%d)", p.Key, seen[p.Key])
		}
		claims[m.Ref] = true
		rd.Parts = append(rd.Parts, p)
	}
	if len(rd.Parts) == 0 {
		rd.Parts = []*Part{r.NoList(l, claims)}
	}
	return rd
}

// row reads one row of a list.
func (r *Reader) row(rd *Setting, name string, m sight.Match) *Part {
	p := &Part{Key: name, Match: m, Found: true}
	r.evaluate(p, rd.Wish, &rd.Wish.Setting.Controls[0], r.rowMeaning(rd, m))
	if phrase, bad := r.neverHere(m.Title()); bad {
		p.Result, p.Detail = outcome.Unreadable, fmt.Sprintf("%s is never touched: %q", m.String(), phrase)
	}
	return p
}

// Again reads one row of a list again. It returns nil if what was seen is not surely the
// same row: another name, another place on the page, another kind of control.
func (r *Reader) Again(rd *Setting, before *Part, now sight.Seen) *Part {
	was := before.Match.Seen
	same := was.Kind == now.Kind && was.Role == now.Role && was.Layer == now.Layer && was.Landmark == now.Landmark && was.Column == now.Column &&
		was.Title() == now.Title() && slices.Equal(was.Section, now.Section) && len(was.Path) == len(now.Path) && len(was.Options) == len(now.Options)
	if !same || !r.Consider(now) {
		return nil
	}
	m := before.Match
	m.Seen = now
	return r.row(rd, before.Key, m)
}

// namesOf returns the names of the rows. Where several rows have the same name
// ("Consent"), the heading is put before it ("Acme – Consent").
func namesOf(members []sight.Match) []string {
	n := map[string]int{}
	for _, m := range members {
		n[m.Title()]++
	}
	out := make([]string, len(members))
	for i, m := range members {
		out[i] = m.Title()
		if n[out[i]] > 1 && len(m.Section) > 0 && m.Section[0] != out[i] {
			out[i] = m.Section[0] + " – " + out[i]
		}
	}
	return out
}

// NoList reports that the page has no list, and what it has instead.
func (r *Reader) NoList(l *sight.Look, claims map[sight.Ref]bool) *Part {
	why := "no list of vendors or purposes with a choice for each"
	if near := r.Near(l, claims); len(near) > 0 {
		why += "; saw: " + strings.Join(near, ", ")
	}
	return &Part{Key: "list", Result: outcome.NotFound, Detail: why}
}

func (r *Reader) members(l *sight.Look, rd *Setting, claims map[sight.Ref]bool) []sight.Match {
	free := func(s sight.Seen) bool {
		return r.Consider(s) && !claims[s.Ref] && !r.holdsBulk(s, rd) && (s.Kind == sight.Toggle || r.Lex.StateOf(s) != sight.NoState || len(s.Options) == 2 || r.Lex.offersAnswers(s))
	}
	if rd.Bulk != nil {
		return r.besides(l, rd.Bulk, free)
	}
	for _, c := range rd.Wish.Setting.Controls {
		if !c.Each {
			continue
		}
		if found := sight.LocateAll(l, r.CSS, r.Lex.Locators(c.Locators), r.Lex.Words.IsAnswer, free); len(found) > 0 {
			return found
		}
	}
	return nil
}

// holdsBulk says whether a control has the bulk control ("All No") as one of its
// options. It is then not a member of the list.
func (r *Reader) holdsBulk(s sight.Seen, rd *Setting) bool {
	if rd.Bulk == nil {
		return false
	}
	for _, o := range s.Options {
		if o.Ref == rd.Bulk.Ref {
			return true
		}
	}
	return s.Ref == rd.Bulk.Ref
}

// besides returns the free controls in the smallest container around the bulk control
// that has any.
func (r *Reader) besides(l *sight.Look, b *Bulk, free func(sight.Seen) bool) []sight.Match {
	for depth := len(b.Path) - 1; depth > 0; depth-- {
		container := b.Path[depth-1]
		var out []sight.Match
		for _, s := range l.Controls {
			if free(s) && Within(s.Path, container) {
				out = append(out, sight.Match{Seen: s, Candidate: 1, Found: s.Title()})
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// rowMeaning returns what "on" means for a row of a list. Beside an "All No", "no" means
// refusal, so "on" means consent, unless the row's own words say otherwise ("Opt out of
// Acme").
func (r *Reader) rowMeaning(rd *Setting, m sight.Match) meaning.Reading {
	affirmed := rd.Bulk != nil && sight.HasPhrase(rd.Bulk.Name, r.Lex.Cat.Words.Off.All())
	return r.Lex.rowMeaning(r.Page, &rd.Wish.Setting.Controls[0], m.Seen, affirmed)
}

// Within says whether a path of containers leads through one of them.
func Within(path []sight.Ref, container sight.Ref) bool {
	for _, p := range path {
		if p == container {
			return true
		}
	}
	return false
}
