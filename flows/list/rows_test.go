package list

import (
	"slices"
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
)

func row(ref sight.Ref, name, value string) *reading.Part {
	return &reading.Part{Key: name, Value: value, Found: true, Match: sight.Match{Seen: sight.Seen{Thing: sight.Thing{Ref: ref}}}}
}

// Rows of the same name at different places are different rows, and have different names
// in the whole list.
func TestRowsHaveNamesOfTheirOwn(t *testing.T) {
	r := newRows()
	top := reading.Place{}
	a, b := top.Behind("Purposes"), top.Behind("Vendors")
	r.add(row(1, "Acme", "on"), a, false)
	r.add(row(2, "Acme", "on"), b, false)
	r.add(row(3, "Acme", "on"), reading.Place{Page: 1}, false)
	r.add(row(4, "Acme", "on"), top.Behind("Acme"), true)
	var got []string
	for _, p := range r.parts {
		got = append(got, p.Key)
	}
	if want := []string{"Acme", "Acme – Vendors", "Acme (2)", "Acme – Acme"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if p := r.find(b, "Acme"); p == nil || p.Key != "Acme – Vendors" {
		t.Errorf("behind the tab is %+v", p)
	}
}

// If two rows that cannot be told apart have different values, neither is believed.
func TestRowSeenAgain(t *testing.T) {
	for name, c := range map[string]struct {
		again *reading.Part
		want  string
	}{
		"the same control, with its value now": {row(1, "Acme", "off"), "off"},
		"drawn anew, with the same value":      {row(2, "Acme", "on"), "on"},
		"drawn anew, with another value":       {row(2, "Acme", "off"), ""},
	} {
		r := newRows()
		r.add(row(1, "Acme", "on"), reading.Place{}, false)
		r.add(c.again, reading.Place{}, false)
		got := r.parts[0]
		if len(r.parts) != 1 || got.Value != c.want || (got.Result == outcome.Unreadable) != (c.want == "") {
			t.Errorf("%s: %d rows, %q, %s", name, len(r.parts), got.Value, got.Result)
		}
	}
}
