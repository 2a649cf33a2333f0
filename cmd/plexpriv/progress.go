package main

import (
	"fmt"
	"sync"

	"github.com/plexpriv/plexpriv/flows"
)

// progress tells on a terminal what is being done; elsewhere it is silent.
func (w *world) progress(j *job) flows.Observer {
	if !w.errTerminal || j.quiet || j.verbose {
		return nil
	}
	return &teller{w: w, many: len(j.profiles) > 1, cat: j}
}

type teller struct {
	w    *world
	many bool
	cat  *job
	mu   sync.Mutex
}

// Step prints one line for each step of a page.
func (t *teller) Step(profile, page, what string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	title := page
	if p := t.cat.cat.Page(page); p != nil {
		title = p.Title
	}
	if t.many {
		title = profile + ": " + title
	}
	fmt.Fprintf(t.w.stderr, "  %s %s\n", what, title)
}
