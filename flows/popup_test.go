package flows

import (
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/page"
)

// The entries of a list without roles are told apart from rows that were redrawn at the
// same time.
func TestListEntriesWithoutRoles(t *testing.T) {
	look := func(texts ...sight.Text) []sight.Text { return texts }
	private := func(ref sight.Ref) sight.Text { return sight.Text{Ref: ref, Phrase: "Private"} }
	friends := func(ref sight.Ref) sight.Text { return sight.Text{Ref: ref, Phrase: "Friends"} }
	for name, c := range map[string]struct {
		before, now []sight.Text
		want        []sight.Ref
	}{
		"a list opens":                      {look(private(1)), look(private(1), private(7), friends(8)), []sight.Ref{7, 8}},
		"rows are drawn anew":               {look(private(1), private(2), friends(3)), look(private(4), private(5), friends(6)), nil},
		"a row shows another value":         {look(private(1), friends(2)), look(private(1), private(3)), []sight.Ref{3}},
		"a list opens, rows are redrawn":    {look(private(1)), look(private(4), private(7), friends(8)), []sight.Ref{8}},
		"one of two rows is gone":           {look(private(1), private(2)), look(private(3)), nil},
		"nothing happens":                   {look(private(1)), look(private(1)), nil},
		"the row that opens it goes":        {look(private(1)), look(private(7), friends(8)), []sight.Ref{8}},
		"what shows on the rows is offered": {look(), look(private(7), friends(8)), []sight.Ref{7, 8}},
	} {
		var got []sight.Ref
		for _, o := range page.PlainOptions(c.now, c.before) {
			got = append(got, o.Ref)
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
	}
}
