package direct

import (
	"cmp"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// readings matches what a place keeps with the settings of its page. What no setting
// claims, and a person may want to hear of, is unknown. stored is what the controls are
// called at the place.
func (p *Place) readings(of wanted.Page, all []value) (out []*reading.Setting, unknown []outcome.UnknownControl, stored map[string]string) {
	claimed := map[string]bool{}
	stored = map[string]string{}
	for _, w := range of.Wishes {
		r := &reading.Setting{Wish: w}
		for _, key := range w.Setting.Stored.Keys {
			for _, v := range all {
				if !strings.EqualFold(v.key, key) {
					continue
				}
				claimed[v.key] = true
				part := p.part(w.Setting, v)
				if i := slices.IndexFunc(r.Parts, func(x *reading.Part) bool { return x.Key == part.Key }); i >= 0 {
					if r.Parts[i].Value != part.Value {
						r.Parts[i].MarkUnreadable("it is there twice, with two values")
					}
					continue
				}
				r.Parts = append(r.Parts, part)
				stored[w.Setting.ID+"/"+part.Key] = v.key
			}
		}
		if len(r.Parts) == 0 {
			r.Parts = []*reading.Part{{Key: p.controlKey(w.Setting.Stored.Keys[0]), Result: outcome.NotOffered, Detail: "it is not there; " + lowerFirst(w.Setting.AbsentWhy)}}
		}
		out = append(out, r)
	}
	for _, v := range all {
		if state := stateOf(v.literal); !claimed[v.key] && state != "" && suspect(of.Page, v) {
			unknown = append(unknown, outcome.UnknownControl{
				Page: selectors.At(of.Page.ID, p.At()), Role: "preference", Name: outcome.Name(v.key), State: state, Help: outcome.Clip(v.label, 200),
			})
		}
	}
	return out, unknown, stored
}

// part is one value as a control.
func (p *Place) part(s *selectors.Setting, v value) *reading.Part {
	part := &reading.Part{Key: p.controlKey(v.key), Found: true, Value: s.Stored.Values[v.literal]}
	part.Match = sight.Match{Candidate: 1}
	part.Match.Name, part.Match.Value = []string{cmp.Or(v.label, v.key)}, v.literal
	if part.Value == "" {
		why := v.why
		if why == "" {
			why = "it has a value that this version does not know"
		}
		part.MarkUnreadable(why)
	}
	return part
}

// controlKey is the key of a control in reports and the journal. At a server it is the
// server, because a setting has one preference there.
func (p *Place) controlKey(key string) string {
	if p.Key != accountPlace {
		return p.Key
	}
	return key
}

// storedKey is what a control of a setting is called at the place: as it was read there,
// whatever the case, "" if it was not.
func (f *Found) storedKey(of wanted.Wish, control string) string {
	return f.stored[of.Setting.ID+"/"+control]
}

// stateOf is whether something that nobody knows is on.
func stateOf(literal string) string {
	switch literal {
	case "true", "opt_in":
		return "on"
	case "false", "opt_out", "opt_out_managed":
		return "off"
	}
	return ""
}

// suspect says whether a person may want to hear of something that no setting claims.
func suspect(of *selectors.Page, v value) bool {
	text := strings.ToLower(v.key + "\n" + v.label)
	return len(of.Suspects) == 0 || slices.ContainsFunc(of.Suspects, func(word string) bool { return strings.Contains(text, word) })
}

func lowerFirst(text string) string {
	if text == "" {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}
