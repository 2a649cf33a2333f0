//go:build linux

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"
)

// report prints tables as they come, and keeps them for the document.
type report struct {
	text strings.Builder
	// goals are what was found for each target.
	goals []goal
}

// goal is a figure that we want to reach.
type goal struct {
	what       string
	most, have float64
	unit       string
}

func (r *report) printf(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	fmt.Print(line)
	r.text.WriteString(line)
}

// machine says on what, and with what, it was measured.
func (r *report) machine(ctx context.Context, m *machine) {
	version := func(name string, args ...string) string {
		if name == "" {
			return "none"
		}
		out, _ := exec.CommandContext(ctx, name, args...).Output()
		return strings.TrimSpace(string(out))
	}
	kernel, _ := os.ReadFile("/proc/sys/kernel/osrelease")
	load, _ := os.ReadFile("/proc/loadavg")
	r.printf("Measured %s on %d cores of %s, %s, Linux %s; load before: %s. %s, headless-shell of the same package, node %s, %s. %d rounds after a warm-up, in turns; medians.\n",
		time.Now().Format(time.DateOnly), runtime.NumCPU(), processor(), memory(), strings.TrimSpace(string(kernel)),
		strings.Fields(string(load))[0], version(m.full, "--version"), version(m.node, "--version"), version(m.world.program, "version"), m.options.rounds)
}

// processor is the machine's, as it calls itself.
func processor() string { return field("/proc/cpuinfo", "model name") }

func memory() string {
	var kb int64
	if _, err := fmt.Sscan(field("/proc/meminfo", "MemTotal"), &kb); err != nil {
		return "memory unknown"
	}
	return fmt.Sprintf("%.0f GiB", float64(kb)/(1<<20))
}

func field(file, name string) string {
	text, _ := os.ReadFile(file)
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "?"
}

func (r *report) section(s section, all []*runsOf) {
	r.printf("\n### %s\n\n", s.title)
	r.printf("| driver | wall s | min–max | ratio | of it windows s | CPU s | CPU ratio | peak PSS MB |\n")
	r.printf("| --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, of := range all {
		ratio, cpu := "", ""
		if x, ok := ratios(of, all[0], result.time); ok {
			ratio = fmt.Sprintf("%.2f", x)
		}
		if x, ok := ratios(of, all[0], func(r result) time.Duration { return r.cpu }); ok {
			cpu = fmt.Sprintf("%.2f", x)
		}
		failed := ""
		if of.failed > 0 {
			failed = fmt.Sprintf(" (%d failed)", of.failed)
		}
		r.printf("| %s%s | %s | %s–%s | %s | %s | %s | %s | %d |\n", of.driver.title(), failed,
			seconds(of.median(result.time)), seconds(of.extreme(0)), seconds(of.extreme(1)), ratio,
			seconds(of.median(func(r result) time.Duration { return r.waited })),
			seconds(of.median(func(r result) time.Duration { return r.cpu })), cpu, of.pss>>20)
	}
	r.goalsOf(s, all)
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f", d.Seconds()) }

func (of *runsOf) values(get func(result) time.Duration) []time.Duration {
	var out []time.Duration
	for _, x := range of.ok {
		if x.wall > 0 {
			out = append(out, get(x))
		}
	}
	slices.Sort(out)
	return out
}

func (of *runsOf) median(get func(result) time.Duration) time.Duration { return middle(of.values(get)) }

// extreme is the quickest (0) or the slowest (1) run.
func (of *runsOf) extreme(end int) time.Duration {
	all := of.values(result.time)
	if len(all) == 0 {
		return 0
	}
	return all[end*(len(all)-1)]
}

// middle is the median of a sorted list; of an even number the mean of two.
func middle[T time.Duration | float64](sorted []T) T {
	n := len(sorted)
	if n == 0 {
		return 0
	}
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// ratios is the median of the rounds' ratios: what disturbed one run of a round
// has likely disturbed its neighbor.
func ratios(of, than *runsOf, get func(result) time.Duration) (float64, bool) {
	var out []float64
	for i := range min(len(of.ok), len(than.ok)) {
		if a, b := get(of.ok[i]), get(than.ok[i]); a > 0 && b > 0 {
			out = append(out, float64(a)/float64(b))
		}
	}
	slices.Sort(out)
	return middle(out), len(out) > 0
}

// goalsOf notes the targets that a section decides.
func (r *report) goalsOf(s section, all []*runsOf) {
	find := func(title string) *runsOf {
		i := slices.IndexFunc(all, func(of *runsOf) bool { return of.driver.title() == title })
		if i < 0 {
			return nil
		}
		return all[i]
	}
	cpu := func(x result) time.Duration { return x.cpu }
	us := find(ours(true).title())
	add := func(what string, than driver, most float64, get func(result) time.Duration) {
		if them := find(than.title()); us != nil && them != nil {
			if x, ok := ratios(us, them, get); ok {
				r.goals = append(r.goals, goal{what: what, most: most, have: x})
			}
		}
	}
	switch {
	case s.task.command == "check" && !s.task.differs:
		add("check with nothing to change, against sequential Playwright's reading", sequential(false), 0.35, result.time)
	case !s.task.differs || s.task.command != "apply":
	case s.delay > 0:
		add("80 ms, against sequential Playwright on full Chromium", sequential(false), 0.55, result.time)
		add("80 ms, CPU against sequential Playwright on full Chromium", sequential(false), 0.45, cpu)
		add("80 ms, against four pages at once in Playwright on the same headless-shell", fourPages(true), 0.95, result.time)
	default:
		add("0 ms, against sequential Playwright on full Chromium", sequential(false), 0.70, result.time)
	}
}

func (r *report) targets() {
	if len(r.goals) == 0 {
		return
	}
	r.printf("\n### Targets\n\n| target | at most | measured | reached |\n| --- | --- | --- | --- |\n")
	for _, g := range r.goals {
		reached := "yes"
		if g.have > g.most {
			reached = "**no**"
		}
		r.printf("| %s | %.4g%s | %.2f%s | %s |\n", g.what, g.most, g.unit, g.have, g.unit, reached)
	}
}

// The tables stand between these two lines of the document.
const (
	docBegin = "<!-- measured: make bench writes what follows -->\n"
	docEnd   = "<!-- measured: end -->\n"
)

func (r *report) write(path string) error {
	old, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("open the document: %w", err)
	}
	before, rest, begins := strings.Cut(string(old), docBegin)
	_, after, ends := strings.Cut(rest, docEnd)
	if !begins || !ends {
		return fmt.Errorf("%s has no place for the tables: %q … %q", path, strings.TrimSpace(docBegin), strings.TrimSpace(docEnd))
	}
	return os.WriteFile(path, []byte(before+docBegin+"\n"+r.text.String()+"\n"+docEnd+after), 0o644)
}
