package flows

import (
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// What a list offers in words that nobody knows may be tighter than all that is
// known: nothing is called the tightest over it, and "anyone" not right.
func TestChooseAudienceAmongStrangers(t *testing.T) {
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
			t.Errorf("%q: option %d, %q, %q", c.options, got.Option, got.Result, got.Detail)
		}
	}
}
