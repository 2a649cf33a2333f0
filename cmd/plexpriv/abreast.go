package main

import (
	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// abreast is how many accounts are worked on at a time where --jobs does not say
// it: one more than there are processors, because each waits most of its time
// (docs/performance.md). One, where windows are drawn that cover one another, where
// the browsers are somebody else's, and where the machine has enough to do already.
func (r *accountsRun) abreast(e world.Engine) int {
	const most = 4
	if r.options.jobs > 0 {
		return r.options.jobs
	}
	if e == nil {
		return 1 // no account can be worked on
	}
	path, _ := e.Program()
	if r.options.headed || r.options.browser.Remote() || automation.Describe(path).Kind != automation.HeadlessShell {
		return 1
	}
	if r.machine.Busy() {
		return 1
	}
	return min(r.machine.Processors+1, most)
}
