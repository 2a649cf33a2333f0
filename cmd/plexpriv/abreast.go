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
	// load is how many programs want a processor, the mean of the last minute, and
	// running how many do just now, this one among them; 0 where the system does not
	// say (proc(5), /proc/loadavg).
	load    float64
	running int
}

// busy says that others want all of it just now, and more than twice of it in the last
// minute: a moment says little, and the mean remembers a run that has just ended.
func (m machine) busy() bool {
	return m.load > 2*float64(m.processors) && m.running > m.processors
}

func thisMachine() machine {
	m := machine{processors: runtime.NumCPU()}
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		_, _ = fmt.Sscan(string(text), &m.load, new(float64), new(float64), &m.running)
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
	if r.machine.busy() {
		return 1
	}
	return min(r.machine.processors+1, most)
}
