package list

import (
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
)

func press(name string, disabled bool) *sight.Press {
	return &sight.Press{Thing: sight.Thing{Name: []string{name}, Disabled: disabled}}
}

func numbers(all ...int) map[int]sight.Press {
	out := map[int]sight.Press{}
	for _, n := range all {
		out[n] = *press("number", false)
	}
	return out
}

// "Next" beside a list may lead to something else. It is believed only if something else
// says that there is more of the list.
func TestPageAfter(t *testing.T) {
	for name, c := range map[string]struct {
		pager             pager
		page, read, total int
		want              string
		doubt             bool
	}{
		"nothing":                {pager{}, 0, 20, 57, "", false},
		"a number":               {pager{numbers: numbers(1, 2, 3)}, 0, 20, 0, "number", false},
		"the last number":        {pager{numbers: numbers(1, 2, 3)}, 2, 60, 0, "", false},
		"next, and a count":      {pager{next: press("Next", false)}, 0, 20, 57, "Next", false},
		"next, and all is read":  {pager{next: press("Next", false)}, 2, 57, 57, "", false},
		"next, and numbers":      {pager{next: press("Next", false), numbers: numbers(1, 2)}, 4, 99, 0, "Next", false},
		"next, and nothing else": {pager{next: press("Next", false)}, 0, 20, 0, "", true},
		"next page":              {pager{next: press("Next page", false)}, 0, 20, 0, "Next page", false},
		"an arrow":               {pager{next: press("›", false)}, 0, 20, 0, "›", false},
		"next, which is dim":     {pager{next: press("Next", true)}, 0, 20, 57, "", false},
	} {
		got, why := c.pager.after(c.page, c.read, c.total)
		title := ""
		if got != nil {
			title = got.Title()
		}
		if title != c.want || (why != "") != c.doubt {
			t.Errorf("%s: %q (%s), want %q", name, title, why, c.want)
		}
	}
}

func TestPageToward(t *testing.T) {
	next := pager{next: press("Next", false)}
	for name, c := range map[string]struct {
		pager      pager
		page, from int
		there      bool
	}{
		"its number":         {pager{numbers: numbers(1, 2, 3)}, 2, 0, true},
		"its number, back":   {pager{numbers: numbers(1, 2, 3)}, 0, 2, true},
		"next":               {next, 2, 0, true},
		"next leads on only": {next, 0, 2, false},
		"a dim next":         {pager{next: press("Next", true)}, 2, 0, false},
		"nothing":            {pager{}, 1, 0, false},
	} {
		if got := c.pager.toward(c.page, c.from); (got != nil) != c.there {
			t.Errorf("%s: %v", name, got)
		}
	}
}
