package automation

import (
	"slices"
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// What a person reads of a box only under the pointer, at the head of its column or from a
// style sheet is told with it, and with no other.
func TestHints(t *testing.T) {
	tab, ctx := openPage(t, "hints.html")
	l, err := tab.Look(ctx, sight.Ask{})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{
		"Tooltip of a row": "Tick to object", "Tooltip of a sign": "Check to opt out", "Hidden tooltip": "Only when you hover",
		"Style sheet": "Do not", "One box in a row": "Opt out:", "Nothing said": "",
	}
	for name, own := range all {
		around := find(t, l, name).Around
		for _, hint := range all {
			if hint != "" && slices.Contains(around, hint) != (hint == own) {
				t.Errorf("%s: %q, want %q of the hints", name, around, own)
			}
		}
	}
}

// An open list without roles is read entry by entry. A press on an entry is no press on
// what holds all of them, though the pointer is a hand over both.
func TestEntriesWithoutRoles(t *testing.T) {
	tab, ctx := openPage(t, "hints.html")
	l, err := tab.Look(ctx, sight.Ask{Texts: map[string][]string{"audiences": {"Anyone", "Private"}}})
	if err != nil {
		t.Fatal(err)
	}
	known := l.Texts["audiences"]
	if len(known) != 2 || known[0].Press() == known[1].Press() {
		t.Fatalf("the known entries are %+v", known)
	}
	all, err := tab.Entries(ctx, []sight.Ref{known[0].Press(), known[1].Press()})
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, o := range all {
		texts = append(texts, o.Text)
	}
	if want := []string{"Anyone", "Somebody else", "Private"}; !slices.Equal(texts, want) || all[0].Ref != known[0].Press() {
		t.Errorf("the list has %q, want %q", texts, want)
	}
}
