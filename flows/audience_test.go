package flows

import (
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// A list may offer values that the catalogue does not know. They may be tighter than
// all that it knows, so no known value is called the tightest, and "anyone" is not
// called right.
func TestChooseAudienceAmongUnknownOptions(t *testing.T) {
	w := newWorld(t)
	e := plan.Planner{Lex: reading.NewLexicon(w.cat, "recommended")}
	for _, c := range []struct {
		options []string // the first is the current one
		choose  int
		result  outcome.Result
		says    string
	}{
		{[]string{"Anyone", "Inner circle"}, -1, outcome.Unreadable, `not known: ["Inner circle"]`},
		{[]string{"Friends of Friends", "Inner circle", "Anyone"}, -1, outcome.Unreadable, "Inner circle"},
		{[]string{"Friends Only", "Inner circle", "Anyone"}, -1, outcome.Already, "friends is the tightest known"},
		{[]string{"Anyone", "Inner circle", "Friends Only"}, 2, "", "this is the tightest known"},
		{[]string{"Anyone", "Inner circle", "Private"}, 2, "", ""},
		{[]string{"Anyone", "Anyone Signed into Plex"}, 1, "", "this is the tightest that is"},
		{[]string{"Anyone"}, -1, outcome.Already, "anyone is the tightest that is"},
	} {
		s := sight.Seen{Kind: sight.Select}
		for i, o := range c.options {
			s.Options = append(s.Options, sight.Option{Text: o, Selected: i == 0})
		}
		got := e.ChooseAudience(s, wanted.Wish{Value: "private"})
		if got.Option != c.choose || got.Result != c.result || !strings.Contains(got.Detail, c.says) {
			t.Errorf("offered %q: chose option %d, result %q (%q)", c.options, got.Option, got.Result, got.Detail)
		}
	}
}

// What is called the tightest that is offered was chosen from a whole list that can be
// chosen from.
func TestTightestOnlyFromAWholeList(t *testing.T) {
	w := newWorld(t)
	var private *selectors.Setting
	for _, s := range w.cat.Settings() {
		if s.ID == "visibility.account" {
			private = s
		}
	}
	p := plan.Planner{Lex: reading.NewLexicon(w.cat, "recommended")}
	off := func(o sight.Option) sight.Option { o.Disabled = true; return o }
	friends, fof, anyone, tightest := sight.Option{Text: "Friends Only"}, sight.Option{Text: "Friends of Friends"}, sight.Option{Text: "Anyone"}, sight.Option{Text: "Private"}
	for name, c := range map[string]struct {
		shows    string
		options  []sight.Option
		whole    bool
		disabled bool
		conflict string
		want     outcome.Result
		says     string
	}{
		"whole":                      {"friends", []sight.Option{friends, fof, anyone}, true, false, "", outcome.Already, "tightest that is"},
		"not seen to its end":        {"friends", []sight.Option{friends, fof, anyone}, false, false, "", outcome.Unreadable, "could not be read"},
		"one option":                 {"anyone", []sight.Option{anyone}, true, false, "", outcome.Unreadable, "is none"},
		"never opened":               {"anyone", nil, false, false, "", outcome.Unreadable, "could not be read"},
		"disabled":                   {"friends", []sight.Option{friends, fof}, true, true, "", outcome.Disabled, "cannot be changed"},
		"disabled, never opened":     {"friends", nil, false, true, "", outcome.Disabled, "cannot be changed"},
		"a tighter one is disabled":  {"friends", []sight.Option{friends, fof, off(tightest)}, true, false, "", outcome.Disabled, "Private"},
		"another one is tighter":     {"anyone", []sight.Option{anyone, fof}, false, false, "", outcome.WouldChange, "could not be read"},
		"two values that are chosen": {"friends", []sight.Option{friends, tightest}, true, false, "the list says Anyone", outcome.Unreadable, ""},
	} {
		m := sight.Match{Seen: sight.Seen{Kind: sight.Popup, Options: c.options, Whole: c.whole, Conflict: c.conflict}}
		m.Disabled = c.disabled
		for i, o := range m.Options {
			m.Options[i].Selected = i == 0 && o.Text != ""
		}
		if len(m.Options) == 0 {
			m.Value = map[string]string{"friends": "Friends Only", "anyone": "Anyone"}[c.shows]
		}
		part := &reading.Part{Key: "account", Found: true, Match: m, Value: c.shows}
		if c.conflict != "" {
			part.MarkUnreadable(c.conflict)
		}
		got := p.Plan([]*reading.Setting{{Wish: wanted.Wish{Setting: private, Value: "private"}, Parts: []*reading.Part{part}}}).Settings[0].Controls[0]
		if got.Result != c.want || !strings.Contains(got.Detail, c.says) {
			t.Errorf("%s: %s (%q), want %s (%q)", name, got.Result, got.Detail, c.want, c.says)
		}
	}
}
