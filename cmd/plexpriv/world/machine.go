package world

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// Machine is how many processors the machine has, and how busy they are.
type Machine struct {
	Processors int
	// Load is how many programs wanted a processor, on average, in the last minute.
	// Running is how many want one just now, with plexpriv among them. Both are 0 where
	// the system does not tell (see /proc/loadavg in proc(5)).
	Load    float64
	Running int
	// Time is how long the processors have been there together since the machine was
	// started, and Idle how much of it they had nothing to do, in the system's own unit.
	// Both are 0 where the system does not tell (see /proc/stat in proc(5)).
	Time, Idle float64
}

// IdleSince returns which share of the processors' time nobody used since an earlier look, 0
// if the system does not tell.
func (m Machine) IdleSince(before Machine) float64 {
	if m.Time <= before.Time {
		return 0
	}
	return (m.Idle - before.Idle) / (m.Time - before.Time)
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
	if text, err := os.ReadFile("/proc/stat"); err == nil {
		m.Time, m.Idle = processorTimes(string(text))
	}
	return m
}

// processorTimes reads the first line of /proc/stat, that of all processors: the times in
// user mode, at low priority, in the kernel, idle, idle while a disk works, in interrupts (two
// kinds), and stolen by other virtual machines. What follows is in the first two already.
func processorTimes(stat string) (all, idle float64) {
	first, _, _ := strings.Cut(stat, "\n")
	fields := strings.Fields(first)
	const times = 8
	if len(fields) <= times || fields[0] != "cpu" {
		return 0, 0
	}
	for i, field := range fields[1 : 1+times] {
		t, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return 0, 0
		}
		if all += t; i == 3 || i == 4 {
			idle += t
		}
	}
	return all, idle
}
