package world

import (
	"fmt"
	"os"
	"runtime"
)

// Machine is what there is to work with.
type Machine struct {
	Processors int
	// Load is how many programs want a processor, the mean of the last minute, and
	// Running how many do just now, this one among them; 0 where the system does not
	// say (proc(5), /proc/loadavg).
	Load    float64
	Running int
}

// Busy says that others want all of it just now, and more than twice of it in the last
// minute: a moment says little, and the mean remembers a run that has just ended.
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
