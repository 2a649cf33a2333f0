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
