//go:build linux

package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// profile is how much processor time each kind of process took.
type profile map[string]time.Duration

// tick is the unit of the times in /proc/PID/stat, on all machines that Go runs on.
const tick = 10 * time.Millisecond

// watchKinds looks at the group's processes until ctx ends. What a process takes after the
// last look at it is missed.
func (m *meter) watchKinds(ctx context.Context) profile {
	type process struct {
		kind string
		took time.Duration
	}
	seen := map[string]process{}
	for {
		for _, pid := range m.members() {
			p, known := seen[pid]
			if !known || p.kind == "starting" || p.kind == "browser: zygote" {
				p.kind = kindOf(pid)
			}
			if took, ok := processTime(pid); ok {
				p.took = took
				seen[pid] = p
			}
		}
		select {
		case <-ctx.Done():
			out := profile{}
			for _, p := range seen {
				out[p.kind] += p.took
			}
			return out
		case <-time.After(tick):
		}
	}
}

// kindOf says what a process is, by its command line. Chrome's processes join theirs with
// spaces.
func kindOf(pid string) string {
	text, err := os.ReadFile("/proc/" + pid + "/cmdline")
	if err != nil {
		return "starting"
	}
	line := strings.ReplaceAll(string(text), "\x00", " ")
	kind, service := flagIn(line, "type"), flagIn(line, "utility-sub-type")
	program, _, _ := strings.Cut(line, " ")
	switch {
	case kind == "utility":
		name, _, _ := strings.Cut(service, ".")
		return "browser: " + name + " service"
	case kind != "":
		return "browser: " + kind
	case strings.Contains(program, "chrom"):
		return "browser: main process"
	case program == "":
		return "starting"
	}
	return filepath.Base(program)
}

// flagIn returns the value of a flag in a command line.
func flagIn(line, name string) string {
	_, rest, found := strings.Cut(line, " --"+name+"=")
	if !found {
		return ""
	}
	value, _, _ := strings.Cut(rest, " ")
	return value
}

// processTime is how long a process has run on a processor, the system's work for it
// included.
func processTime(pid string) (time.Duration, bool) {
	text, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		return 0, false
	}
	// The name, in parentheses, may have spaces; utime and stime are the 14th and 15th field.
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	if len(fields) < 13 {
		return 0, false
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * tick, true
}

// profiles prints where the processor time of our own runs goes.
func (m *machine) profiles(ctx context.Context, text *report) error {
	text.printf("\n### Processor time by process, seconds\n\n")
	for _, s := range sections(true, false) {
		i := slices.IndexFunc(s.drivers, func(d driver) bool { return d.name == "plexpriv" && d.shell })
		if i < 0 || !strings.Contains(s.title, m.options.only) {
			continue
		}
		m.world.site.SetDelay(s.delay)
		all := map[string][]time.Duration{}
		for range m.options.rounds {
			r, err := m.onceWatched(ctx, s.drivers[i], s.task)
			if err != nil {
				return err
			}
			for kind, took := range r {
				all[kind] = append(all[kind], took)
			}
		}
		text.printf("%s:\n\n| process | s |\n| --- | --- |\n", s.title)
		for _, kind := range slices.Sorted(maps.Keys(all)) {
			took := all[kind]
			slices.Sort(took)
			text.printf("| %s | %.2f |\n", kind, took[len(took)/2].Seconds())
		}
		text.printf("\n")
	}
	return nil
}

// onceWatched runs a driver and returns what each kind of process took.
func (m *machine) onceWatched(ctx context.Context, d driver, t task) (profile, error) {
	over, stop := context.WithCancel(ctx)
	got := make(chan profile, 1)
	go func() { got <- m.meter.watchKinds(over) }()
	_, err := m.once(ctx, d, t, false)
	stop()
	p := <-got
	if err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	return p, nil
}
