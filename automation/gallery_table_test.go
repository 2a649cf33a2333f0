package automation

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
)

// outcome is what came of one widget of the gallery.
type outcome struct {
	// read: the engine read what the widget shows. A disabled widget may be read and
	// then be refused.
	read bool
	// set: the page now has the wanted value.
	set bool
	// refused: the engine did not act, or reported that acting had no effect.
	refused bool
	// wrong: the engine claimed something that is not true.
	wrong bool
}

// outcomes counts the outcomes of each page. Pages are tested in parallel.
type outcomes struct {
	mu   sync.Mutex
	rows map[string][]outcome
}

func (o *outcomes) add(page string, one outcome) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.rows == nil {
		o.rows = map[string][]outcome{}
	}
	o.rows[page] = append(o.rows[page], one)
}

// String is a table with a row for each page and the sums.
func (o *outcomes) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	var pages []string
	for page := range o.rows {
		pages = append(pages, page)
	}
	slices.Sort(pages)
	var b strings.Builder
	out := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "page\tread\tset\trefused\twrong claims")
	var all []outcome
	for _, page := range pages {
		fmt.Fprintf(out, "%s\t%s\n", page, sums(o.rows[page]))
		all = append(all, o.rows[page]...)
	}
	fmt.Fprintf(out, "all %d of %d pages\t%s\n", len(all), len(pages), sums(all))
	out.Flush() //nolint:errcheck // a strings.Builder never fails
	return b.String()
}

func sums(all []outcome) string {
	var read, set, refused, wrong int
	for _, one := range all {
		read += number(one.read)
		set += number(one.set)
		refused += number(one.refused)
		wrong += number(one.wrong)
	}
	return fmt.Sprintf("%d\t%d\t%d\t%d", read, set, refused, wrong)
}

func number(is bool) int {
	if is {
		return 1
	}
	return 0
}

// The sums are those of the rows, and a widget may count in two columns.
func TestOutcomes(t *testing.T) {
	var o outcomes
	o.add("b", outcome{read: true, refused: true})
	o.add("a", outcome{read: true, set: true})
	o.add("a", outcome{wrong: true})
	var rows []string
	for line := range strings.Lines(o.String()) {
		rows = append(rows, strings.Join(strings.Fields(line), " "))
	}
	want := []string{"page read set refused wrong claims", "a 1 1 0 1", "b 1 0 1 0", "all 3 of 2 pages 2 1 1 1"}
	if !slices.Equal(rows, want) {
		t.Errorf("the table is %q, want %q", rows, want)
	}
}
