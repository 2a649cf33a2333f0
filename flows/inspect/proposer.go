package inspect

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// proposer searches a page for controls that may have replaced a missing one.
type proposer struct {
	reader *reading.Reader
	look   *sight.Look
	claims map[sight.Ref]bool
}

// findings says of every control of a page what became of it and, if it is missing, which
// others may have replaced it.
func (r proposer) findings(readings []*reading.Setting) []Finding {
	var out []Finding
	for _, rd := range readings {
		for i, p := range rd.Parts {
			f := Finding{Setting: rd.Wish.Setting.ID, Control: p.Key, Result: p.Result}
			if p.Found {
				f.Label, f.Value, f.Candidate = p.Match.Title(), p.Value, p.Match.Candidate
			}
			if p.Result != "" {
				f.Expected = p.Detail
			}
			if (p.Result == outcome.NotFound || p.Result == outcome.NotOffered) && rd.Wish.Setting.Kind != selectors.List && i < len(rd.Wish.Setting.Controls) {
				c := &rd.Wish.Setting.Controls[i]
				f.Proposals = r.propose(rd, c)
				if p.Result == outcome.NotOffered && len(f.Proposals) > 0 {
					f.Result = outcome.NotFound // it may be there under another name
				}
				if f.Result == outcome.NotFound {
					f.Expected = expected(r.reader.Lex.Locators(c.Locators))
					f.Near = r.reader.Near(r.look, r.claims)
				}
			}
			out = append(out, f)
		}
	}
	return out
}

// expected describes the control that the catalogue expects.
func expected(ls []sight.Locator) string {
	for _, c := range ls {
		if len(c.Names) > 0 {
			return c.String()
		}
	}
	if len(ls) > 0 {
		return ls[0].String()
	}
	return ""
}

// worthALook is the lowest score at which a control is proposed to a person.
const worthALook = 35

// propose ranks the unclaimed controls by the evidence that they are the missing one.
func (r proposer) propose(rd *reading.Setting, c *selectors.Control) []Proposal {
	const most = 3
	var out []Proposal
	for i, s := range r.look.Controls {
		if r.claims[s.Ref] || !r.reader.Consider(s) || s.Title() == "" || !r.kindFits(rd.Wish.Setting, s) {
			continue
		}
		if _, bad := sight.FindPhrase(s.Title(), r.reader.Lex.Cat.Words.Never.All()); bad {
			continue
		}
		if p := r.weigh(i, rd, c); p.Score >= worthALook {
			out = append(out, p)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Score > out[j].Score })
	return out[:min(most, len(out))]
}

// kindFits says whether a control could hold the values of a setting at all.
func (r proposer) kindFits(s *selectors.Setting, c sight.Seen) bool {
	if s.Kind == selectors.AudienceChoice {
		return r.reader.Lex.ShowsAudience(c)
	}
	return c.Kind == sight.Toggle || len(c.Options) == 2
}

// weigh collects the evidence for one control.
func (r proposer) weigh(at int, rd *reading.Setting, c *selectors.Control) Proposal {
	s := r.look.Controls[at]
	p := Proposal{Label: outcome.OneLine(s.Title()), Language: r.language(r.look.Lang), Role: s.Role}
	say := func(points int, format string, args ...any) {
		if points > 0 {
			p.Score += points
			p.Evidence = append(p.Evidence, fmt.Sprintf(format, args...))
		}
	}
	share, phrase := likeness(s.Title(), r.wordings(rd.Wish.Setting, c))
	say(share*50/100, "its words are %d %% like %q", share, phrase)
	for _, loc := range c.Locators {
		if slices.Contains(loc.Roles, s.Role) {
			say(5, "it is a %s, as expected", s.Role)
			break
		}
	}
	for _, loc := range c.Locators {
		if name, ok := sectionNamed(s, loc.Section.All()); ok {
			say(20, "it stands under %q, as expected", name)
			break
		}
	}
	if title, ok := sibling(s, rd); ok {
		say(15, "it stands in the same section as %q, which belongs to the setting", title)
	}
	if title, ok := neighbor(r.look, at, rd, c); ok {
		say(20, "it stands next to %q, as the missing one does", title)
	}
	if r.alone(at) {
		say(15, "it is the only control of its kind that nothing on this page accounts for")
	}
	return p
}

// wordings returns all phrases that the catalogue has for a control: its names, its
// setting's label and the words of its concepts.
func (r proposer) wordings(s *selectors.Setting, c *selectors.Control) []string {
	out := []string{s.Label}
	for _, loc := range c.Locators {
		out = append(out, loc.Name.All()...)
		for _, lang := range slices.Sorted(maps.Keys(loc.Concepts)) {
			for _, group := range loc.Concepts[lang] {
				out = append(out, strings.Join(group, " "))
			}
		}
	}
	return out
}

// likeness finds the phrase that is most like a label. It returns how many words the two
// share, in percent of all their words.
func likeness(label string, phrases []string) (percent int, best string) {
	have := wordSet(label)
	for _, phrase := range phrases {
		want := wordSet(phrase)
		both := 0
		for w := range have {
			if want[w] {
				both++
			}
		}
		if all := len(have) + len(want) - both; all > 0 && both*100/all > percent {
			percent, best = both*100/all, phrase
		}
	}
	return percent, best
}

func wordSet(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(sight.Fold(text), func(r rune) bool { return r == ' ' }) {
		if len(w) > 2 {
			out[w] = true
		}
	}
	return out
}

func sectionNamed(s sight.Seen, phrases []string) (string, bool) {
	for _, name := range s.Section {
		if sight.HasPhrase(name, phrases) {
			return name, true
		}
	}
	return "", false
}

// sibling returns the name of a control of the same setting in the same section.
func sibling(s sight.Seen, rd *reading.Setting) (string, bool) {
	for _, p := range rd.Parts {
		if p.Found && len(s.Section) > 0 && len(p.Match.Section) > 0 && p.Match.Section[0] == s.Section[0] {
			return p.Match.Title(), true
		}
	}
	return "", false
}

// neighbor returns the name of a control of the same setting that is right before or
// after this one on the page, if it also is right before or after the missing one in the
// catalogue, which has them in page order.
func neighbor(l *sight.Look, at int, rd *reading.Setting, missing *selectors.Control) (string, bool) {
	place := slices.IndexFunc(rd.Parts, func(p *reading.Part) bool { return p.Key == missing.ID })
	for _, step := range []int{-1, 1} {
		beside, there := place+step, at+step
		if place < 0 || beside < 0 || beside >= len(rd.Parts) || there < 0 || there >= len(l.Controls) {
			continue
		}
		if p := rd.Parts[beside]; p.Found && p.Match.Ref == l.Controls[there].Ref {
			return p.Match.Title(), true
		}
	}
	return "", false
}

// alone says whether a control is the only unclaimed one of its kind.
func (r proposer) alone(at int) bool {
	n := 0
	for _, s := range r.look.Controls {
		if !r.claims[s.Ref] && r.reader.Consider(s) && s.Kind == r.look.Controls[at].Kind {
			n++
		}
	}
	return n == 1
}

// language returns the catalogue's tag for a page's language, English if it has none.
func (r proposer) language(lang string) string {
	known := r.reader.Lex.Cat.Languages()
	for _, tag := range known {
		if strings.EqualFold(tag, lang) {
			return tag
		}
	}
	base, _, _ := strings.Cut(lang, "-")
	for _, tag := range known {
		if strings.EqualFold(tag, base) {
			return tag
		}
	}
	return "en"
}
