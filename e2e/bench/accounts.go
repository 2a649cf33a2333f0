//go:build linux

package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"slices"
	"strconv"
	"time"
)

// accounts measures runs with several accounts, against as many runs with one.
func (m *machine) accounts(ctx context.Context, text *report) error {
	if m.shell == "" {
		fmt.Println("Left out, because chromium-headless-shell is not installed: several accounts")
		return nil
	}
	counts, err := m.options.counts()
	if err != nil {
		return err
	}
	var names []string
	for i := 1; i <= slices.Max(counts); i++ {
		names = append(names, member(i))
	}
	fmt.Println("Signing in those who have not been here before …")
	m.world.site.SetDelay(0)
	if err := m.world.signIn(ctx, names); err != nil {
		return err
	}
	m.world.site.SetDelay(delayed)
	text.printf("\n### Several accounts in one run, apply, everything differs, 80 ms\n\n")
	text.printf("| accounts | wall s | an account s | CPU s | an account CPU s | of as many single runs |\n| --- | --- | --- | --- | --- | --- |\n")
	var single time.Duration
	if !slices.Contains(counts, 1) {
		counts = slices.Insert(counts, 0, 1)
	}
	for _, n := range counts {
		var walls, cpus []time.Duration
		for range max(m.options.accountRounds, singleRuns(n)) {
			u, err := m.several(ctx, names[:n], 0, false)
			if err != nil {
				return err
			}
			walls, cpus = append(walls, u.wall), append(cpus, u.cpu)
		}
		slices.Sort(walls)
		slices.Sort(cpus)
		wall, cpu := middle(walls), middle(cpus)
		if n == 1 {
			single = wall
		}
		ratio := float64(wall) / float64(time.Duration(n)*single)
		text.printf("| %d | %s | %s | %s | %s | %.2f |\n", n, seconds(wall), seconds(wall/time.Duration(n)), seconds(cpu), seconds(cpu/time.Duration(n)), ratio)
		if n == 10 {
			text.goals = append(text.goals, goal{what: "80 ms, ten accounts against ten single runs, wall", most: 0.40, have: ratio})
		}
	}
	return m.accountMemory(ctx, text, names)
}

// singleRuns is how often a run of n accounts is made at least: all others are
// compared with the single one.
func singleRuns(n int) int {
	if n == 1 {
		return 3
	}
	return 1
}

// accountMemory compares the peak of some accounts one at a time with that of all
// at once.
func (m *machine) accountMemory(ctx context.Context, text *report, names []string) error {
	const at = 4
	if len(names) < at {
		return nil
	}
	one, err := m.several(ctx, names[:at], 1, true)
	if err != nil {
		return err
	}
	all, err := m.several(ctx, names[:at], at, true)
	if err != nil {
		return err
	}
	more := float64(all.pss-one.pss) / (at - 1) / (1 << 20)
	text.printf("\nPeak memory (PSS) of %d accounts: %d MB one at a time, %d MB all at once, so %.0f MB for each further account in flight.\n", at, one.pss>>20, all.pss>>20, more)
	text.goals = append(text.goals, goal{what: "80 ms, peak PSS for each further account in flight", most: 60, have: more, unit: " MB"})
	return nil
}

// several runs apply on some accounts.
func (m *machine) several(ctx context.Context, names []string, jobs int, memory bool) (usage, error) {
	if err := m.world.forget(); err != nil {
		return usage{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Duration(len(names))*m.options.limit)
	defer cancel()
	args := []string{"apply", "--browser", m.browser(!m.options.full)}
	if jobs == 0 {
		jobs = m.options.jobs
	}
	if jobs > 0 {
		args = append(args, "--jobs", strconv.Itoa(jobs))
	}
	for _, name := range names {
		args = append(args, "--profile", name)
	}
	cmd := exec.CommandContext(ctx, m.world.program, args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	u, err := m.meter.run(ctx, cmd, memory)
	for _, name := range names {
		if err == nil {
			err = m.world.private(name)
		}
	}
	if err != nil {
		return u, fmt.Errorf("%d accounts: %w\n%s", len(names), err, out.String())
	}
	return u, nil
}
