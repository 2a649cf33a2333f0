package reading

import (
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// A list of those who are kept out is not read as one of those who are let in: "Everyone"
// is then the most private of all.
func TestAudiencesThatAreKeptOut(t *testing.T) {
	lex := embedded(t)
	page := pageOf(t, lex.Cat, "visibility.watch-history")
	list := func() sight.Seen {
		return sight.Seen{
			Thing: sight.Thing{Ref: 1, Role: "radiogroup", Name: []string{"My Watch History"}, Path: []sight.Ref{2, 1}}, Kind: sight.Radios,
			Options: []sight.Option{{Ref: 3, Text: "Everyone", Selected: true}, {Ref: 4, Text: "Nobody"}},
		}
	}
	for name, c := range map[string]struct {
		say  func(*sight.Seen)
		want string
	}{
		"nothing":                   {func(*sight.Seen) {}, "anyone"},
		"a paragraph that leads":    {func(s *sight.Seen) { s.Around = []string{"Hide my activity from"} }, ""},
		"a colon":                   {func(s *sight.Seen) { s.Around = []string{"Hide from:"} }, ""},
		"a heading":                 {func(s *sight.Seen) { s.Section = []string{"Blocked"} }, ""},
		"a heading in German":       {func(s *sight.Seen) { s.Section = []string{"Verbergen vor"} }, ""},
		"a title":                   {func(s *sight.Seen) { s.Name = []string{"Hide My Watch History from"} }, ""},
		"a question":                {func(s *sight.Seen) { s.Name = []string{"Who can't see My Watch History?"} }, ""},
		"a group of options":        {func(s *sight.Seen) { s.Options[1].Group = "Hide from" }, ""},
		"a whole sentence":          {func(s *sight.Seen) { s.Around = []string{"Hide your history from strangers by choosing Nobody."} }, "anyone"},
		"an instruction":            {func(s *sight.Seen) { s.Around = []string{"Choose who cannot see it."} }, ""},
		"who is kept out":           {func(s *sight.Seen) { s.Around = []string{"The people selected here are blocked from seeing it."} }, ""},
		"a German instruction":      {func(s *sight.Seen) { s.Around = []string{"Wähle aus, wer es nicht sehen darf."} }, ""},
		"what the private one does": {func(s *sight.Seen) { s.Around = []string{"Choose Nobody if you do not want it seen."} }, "anyone"},
		"what it does not change":   {func(s *sight.Seen) { s.Around = []string{"This does not change your own history."} }, "anyone"},
		"the page's own heading":    {func(s *sight.Seen) { s.Section = []string{"Account Visibility & Activity Sharing"} }, "anyone"},
		"a value with a no in it": {func(s *sight.Seen) {
			s.Name = []string{"My Watch History", "Not shared"}
			s.Options = []sight.Option{{Ref: 3, Text: "Not shared", Selected: true}, {Ref: 4, Text: "Everyone"}}
		}, "private"},
	} {
		s := list()
		c.say(&s)
		p := only(t, lex, page, "visibility.watch-history/watch-history", s)
		if !p.Found || p.Value != c.want {
			t.Errorf("%s: read %q (found %v, %s), want %q", name, p.Value, p.Found, p.Detail, c.want)
		}
	}
}
