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
func (w *world) moves() bool {
	return w.stderrTTY && w.stderrWidth > 0 && w.getenv("TERM") != "dumb" && w.getenv(envAccessible) == ""
}

// progress tells on a terminal what is being done; elsewhere nobody does. What it
// has drawn is gone after end.
func (w *world) progress(o *runOptions, accounts []*accountRun) (observer flows.Observer, end func()) {
	if !w.stderrTTY || o.output.quiet || o.output.verbose {
		return nil, func() {}
	}
	titles := titles{cat: o.catalogue, many: len(accounts) > 1, names: map[string]string{}}
	for _, a := range accounts {
		if !a.foreign() {
			titles.names[a.profile] = a.called()
		}
	}
	if !w.moves() {
		return &teller{w: w, titles: titles}, func() {}
	}
	d := w.draw(titles)
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
	w      *world
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
	fmt.Fprintf(t.w.stderr, "%s: %s …\n", strings.TrimSpace(title), now)
}
