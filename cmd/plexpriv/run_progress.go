package main

import "github.com/plexpriv/plexpriv/flows"

// observer tells on a terminal what is being done; elsewhere nobody does. What it
// has drawn is gone after end.
func (w *world) observer(o *runOptions, accounts []*accountRun) (observer flows.Observer, end func()) {
	if !w.stderrTTY || o.output.quiet || o.output.verbose {
		return nil, func() {}
	}
	titles := titles{cat: o.catalogue, many: len(accounts) > 1, names: map[string]string{}}
	for _, a := range accounts {
		if !a.foreign() {
			titles.names[a.profile] = a.called()
		}
	}
	return w.progress(titles)
}
