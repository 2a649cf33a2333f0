package world

import (
	"fmt"
	"os"
	"runtime"
)

// Machine is how many processors the machine has, and how busy they are.
type Machine struct {
	Processors int
	// Load is how many programs wanted a processor, on average, in the last minute.
	// Running is how many want one just now, with plexpriv among them. Both are 0 where
	// the system does not tell (see /proc/loadavg in proc(5)).
	Load    float64
	Running int
}

// Busy reports whether other programs want more than the machine has: all of it just
// now, and more than twice of it in the last minute. Both must be true, because a
// moment alone says little, and the average still counts a run that has just ended.
func (m Machine) Busy() bool {
	return m.Load > 2*float64(m.Processors) && m.Running > m.Processors
}

func thisMachine() Machine {
	m := Machine{Processors: runtime.NumCPU()}
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		_, _ = fmt.Sscan(string(text), &m.Load, new(float64), new(float64), &m.Running)
	}
	return m
}
