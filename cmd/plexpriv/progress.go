package main

import (
	"cmp"
	"fmt"
	"strings"
	"sync"

	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/selectors"
)

// envAccessible asks for plain lines instead of a picture that moves. Other
// programs know the same name, so that who needs it says it once.
const envAccessible = "ACCESSIBLE"

// moves says whether standard error is a screen on which something may be drawn
// over. A dumb terminal cannot, and a screen reader reads each picture anew.
func (t *Terminal) moves() bool {
	return t.stderrTTY && t.stderrWidth > 0 && t.getenv("TERM") != "dumb" && t.getenv(envAccessible) == ""
}

// progress tells of the steps of a run: in a picture that is gone after end where
// the terminal can be drawn on, else in a line for each.
func (t *Terminal) progress(of titles) (observer flows.Observer, end func()) {
	if !t.moves() {
		return &teller{screen: t, titles: of}, func() {}
	}
	d := t.draw(of)
	return d, d.end
}

// titles are what is said of a page.
type titles struct {
	cat *selectors.Catalogue
	// many says that the account has to be named.
	many bool
	// names are those of the accounts, by profile.
	names map[string]string
}

func (t titles) account(label string) string { return cmp.Or(t.names[label], label) }

func (t titles) page(id string) string {
	if p := t.cat.Page(id); p != nil {
		return p.Title
	}
	return id
}

// teller prints a line for each step that begins.
type teller struct {
	screen *Terminal
	titles titles
	mu     sync.Mutex
}

// Step prints one.
func (t *teller) Step(account, page string, now flows.Step) {
	if !now.Begins() {
		return
	}
	title := t.titles.page(page)
	if t.titles.many {
		title = t.titles.account(account) + ": " + title
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintf(t.screen.stderr, "%s: %s …\n", strings.TrimSpace(title), now)
}
