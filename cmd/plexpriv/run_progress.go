package main

import (
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
)

// observerOf tells on a terminal what is being done; elsewhere nobody does. What it
// has drawn is gone after end.
func observerOf(w *world.World, o *runOptions, accounts []*accountRun) (observer flows.Observer, end func()) {
	if !w.StderrTTY || o.output.Quiet || o.output.Verbose {
		return nil, func() {}
	}
	titles := terminal.Titles{Catalogue: o.catalogue, Many: len(accounts) > 1, Names: map[string]string{}}
	for _, a := range accounts {
		if !a.foreign() {
			titles.Names[a.profile] = a.called()
		}
	}
	return w.Progress(titles)
}
