package terminal

import (
	"cmp"
	"fmt"
	"strings"
	"sync"

	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/selectors"
)

// Progress tells of the steps of a run: in a picture that is gone after end where
// the terminal can be drawn on, else in a line for each.
func (t *Terminal) Progress(of Titles) (observer flows.Observer, end func()) {
	if !t.moves() {
		return &teller{screen: t, titles: of}, func() {}
	}
	d := draw(t, of)
	return d, d.end
}

// Titles are what is said of a page.
type Titles struct {
	Catalogue *selectors.Catalogue
	// Many says that the account has to be named.
	Many bool
	// Names are those of the accounts, by profile.
	Names map[string]string
}

func (t Titles) account(label string) string { return cmp.Or(t.Names[label], label) }

func (t Titles) page(id string) string {
	if p := t.Catalogue.Page(id); p != nil {
		return p.Title
	}
	return id
}

// teller prints a line for each step that begins.
type teller struct {
	screen *Terminal
	titles Titles
	mu     sync.Mutex
}

// Step prints one.
func (t *teller) Step(account, page string, now flows.Step) {
	if !now.Begins() {
		return
	}
	title := t.titles.page(page)
	if t.titles.Many {
		title = t.titles.account(account) + ": " + title
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintf(t.screen.Stderr, "%s: %s …\n", strings.TrimSpace(title), now)
}
