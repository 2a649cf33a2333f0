package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/plexpriv/plexpriv/automation"
)

// machine is what there is to work with.
type machine struct {
	processors int
	// load is how many programs want a processor, the mean of the last minute; 0
	// where the system does not say (proc(5), /proc/loadavg).
	load float64
}

func thisMachine() machine {
	m := machine{processors: runtime.NumCPU()}
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		_, _ = fmt.Sscan(string(text), &m.load)
	}
	return m
}

// abreast is how many accounts are worked on at a time where --jobs does not say
// it: one more than there are processors, because each waits most of its time
// (docs/performance.md). One, where windows are drawn that cover one another, where
// the browsers are somebody else's, and where the machine has enough to do already.
func (r *accountsRun) abreast(e engine) int {
	const most = 4
	if r.options.jobs > 0 {
		return r.options.jobs
	}
	if e == nil {
		return 1 // no account can be worked on
	}
	path, _ := e.Program()
	if r.options.headed || r.options.browser.remote() || automation.Describe(path).Kind != automation.HeadlessShell {
		return 1
	}
	m := r.world.machine()
	if m.load > float64(m.processors) {
		return 1
	}
	return min(m.processors+1, most)
}
