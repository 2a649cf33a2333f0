package main

import (
	"fmt"
	"sync"

	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/selectors"
)

// progress tells on a terminal what is being done; elsewhere nobody does.
func (w *world) progress(o *runOptions, profiles int) flows.Observer {
	if !w.stderrTTY || o.output.quiet || o.output.verbose {
		return nil
	}
	return &teller{w: w, cat: o.catalogue, many: profiles > 1}
}

type teller struct {
	w   *world
	cat *selectors.Catalogue
	// many says that the account has to be named.
	many bool
	mu   sync.Mutex
}

// Step prints one line for each step of a page.
func (t *teller) Step(account, page, what string) {
	title := page
	if p := t.cat.Page(page); p != nil {
		title = p.Title
	}
	if t.many {
		title = account + ": " + title
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintf(t.w.stderr, "%s: %s …\n", title, what)
}
