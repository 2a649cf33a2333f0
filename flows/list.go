package flows

import (
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// list reads a setting that is made up of as many controls as the page shows:
// the vendors. Its members are what stands with the bulk control ("All No"), or
// else under the headings the catalogue names.
func (r *reader) list(l *sight.Look, w wanted.Wish, claims map[sight.Ref]bool) *reading {
	rd := &reading{wish: w}
	for i := range r.page.Bulk {
		def := &r.page.Bulk[i]
		if !slices.Contains(def.For, w.Setting.ID) {
			continue
		}
		b := r.bulk(l, def)
		if b == nil {
			continue
		}
		claims[b.ref] = true
		if !def.Opposite {
			rd.bulk = b
		}
	}
	members := r.members(l, rd, claims)
	seen := map[string]int{}
	names := namesOf(members)
	for i, m := range members {
		p := &part{key: names[i], match: m, found: true}
		if seen[p.key]++; seen[p.key] > 1 {
			p.key = fmt.Sprintf("%s (%d)", p.key, seen[p.key])
		}
		r.evaluate(p, w)
		if phrase, bad := r.neverHere(m.Title()); bad {
			p.result, p.detail = outcome.Unreadable, fmt.Sprintf("%s is never touched: %q", m.String(), phrase)
		}
		claims[m.Ref] = true
		rd.parts = append(rd.parts, p)
	}
	if len(rd.parts) == 0 {
		rd.parts = []*part{r.noList(l, claims)}
	}
	return rd
}

// namesOf are the rows' names: where several rows bear the same ("Consent"), with
// what they stand in ("Acme – Consent").
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

// noList says that there is no list, and what there is instead.
func (r *reader) noList(l *sight.Look, claims map[sight.Ref]bool) *part {
	why := "no list of vendors or purposes with a choice for each"
	if near := r.near(l, claims); len(near) > 0 {
		why += "; saw: " + strings.Join(near, ", ")
	}
	return &part{key: "list", result: outcome.NotFound, detail: why}
}

func (r *reader) members(l *sight.Look, rd *reading, claims map[sight.Ref]bool) []sight.Match {
	free := func(s sight.Seen) bool {
		return r.consider(s) && !claims[s.Ref] && !r.holdsBulk(s, rd) && (s.Kind == sight.Toggle || s.StateBy(r.words) != sight.NoState || len(s.Options) == 2)
	}
	if rd.bulk != nil {
		return r.besides(l, rd.bulk, free)
	}
	for _, c := range rd.wish.Setting.Controls {
		if !c.Each {
			continue
		}
		if found := sight.LocateAll(l, r.css, r.locators(c.Locators), r.words, free); len(found) > 0 {
			for i := range found {
				found[i].Polarity = r.underHeading(found[i])
			}
			return found
		}
	}
	return nil
}

// holdsBulk keeps the choice that carries "All No" as an option out of the list.
func (r *reader) holdsBulk(s sight.Seen, rd *reading) bool {
	if rd.bulk == nil {
		return false
	}
	for _, o := range s.Options {
		if o.Ref == rd.bulk.ref {
			return true
		}
	}
	return s.Ref == rd.bulk.ref
}

// besides gives the controls in the smallest container around the bulk control
// that holds any.
func (r *reader) besides(l *sight.Look, b *bulkRead, free func(sight.Seen) bool) []sight.Match {
	for depth := len(b.path) - 1; depth > 0; depth-- {
		container := b.path[depth-1]
		var out []sight.Match
		for _, s := range l.Controls {
			if free(s) && within(s.Path, container) {
				out = append(out, sight.Match{Seen: s, Candidate: 1, Polarity: r.memberPolarity(s, b), Found: s.Title()})
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// memberPolarity: beside an "All No", "no" is the refusal, so that "on" is the
// consent, unless the member's own words say otherwise ("Opt out of Acme").
func (r *reader) memberPolarity(s sight.Seen, b *bulkRead) sight.Polarity {
	if s.Kind != sight.Toggle {
		return sight.Plain
	}
	own := sight.SentencePolarity(strings.Join(append(append([]string{}, s.Name...), s.Row...), ". "), r.words)
	if own == sight.Negated {
		return own
	}
	if sight.HasPhrase(b.name, r.cat.Words.Off.All()) {
		own = sight.Plain // beside "All No", a no is the refusal
	}
	for _, heading := range s.Section {
		if own == sight.Plain && !sight.HasPhrase(heading, r.page.Headings.All()) && sight.UnderHeading(s, heading, r.words) == sight.Negated {
			return sight.Negated
		}
	}
	return own
}

// underHeading weighs what stands above a row: below "Object to legitimate
// interest" a box beside a name means the objection. The page's own headings, such
// as "Opt-out of Targeted Advertising", are about the law and not about a box; a
// bare name below one of them can be read both ways.
func (r *reader) underHeading(m sight.Match) sight.Polarity {
	if m.Kind != sight.Toggle || m.Polarity != sight.Plain {
		return m.Polarity
	}
	// What stands between the row and a negative heading: an affirmative one, or
	// any other.
	nearer, between := false, false
	for _, heading := range m.Section {
		own := sight.HasPhrase(heading, r.page.Headings.All())
		switch p := sight.UnderHeading(m.Seen, heading, r.words); {
		case p == sight.Negated && own && between:
			return m.Polarity
		case p == sight.Negated && (own || nearer), p == sight.Undecided && !own:
			return sight.Undecided
		case p == sight.Negated:
			return p
		}
		between = true
		nearer = nearer || sight.WordState(heading, r.words) == sight.On
	}
	return m.Polarity
}

func within(path []sight.Ref, container sight.Ref) bool {
	for _, p := range path {
		if p == container {
			return true
		}
	}
	return false
}
