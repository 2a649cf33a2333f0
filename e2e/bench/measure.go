//go:build linux

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// machine is what runs are made on: the site, the meter, the programs there are.
type machine struct {
	options     *options
	world       *world
	meter       *meter
	node        string // empty where there is none
	shell, full string
}

func (m *machine) browser(shell bool) string {
	if shell {
		return m.shell
	}
	return m.full
}

// firstOf finds a program by the names and places it may have. Debian's names
// are shell scripts, whose start is not the browser's.
func firstOf(names ...string) string {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// section is one table: a job, at one delay, and who does it.
type section struct {
	title   string
	delay   time.Duration
	task    task
	drivers []driver
}

var (
	sequential = func(shell bool) driver { return peer("Playwright", "playwright.mjs", shell, "sequential") }
	fourPages  = func(shell bool) driver {
		return peer("Playwright, four pages at once", "playwright.mjs", shell, "parallel")
	}
	puppeteer = func(shell bool) driver { return peer("Puppeteer", "puppeteer.mjs", shell) }
)

const delayed = 80 * time.Millisecond

// sections are the tables. The first driver of each is the one that the others
// are compared with. quick has only what the targets ask for, all what is slow and
// no target as well.
func sections(quick, all bool) []section {
	differ := task{command: "apply", account: openAccount, differs: true}
	same := task{command: "apply", account: privateAccount}
	check := task{command: "check", account: openAccount, differs: true}
	const first, second = "apply, everything differs, 80 ms", "apply, everything differs, 0 ms"
	asked := []driver{sequential(false), sequential(true), fourPages(true), bare(true), ours(true)}
	private := section{"check, nothing differs, 80 ms", delayed, task{command: "check", account: privateAccount}, []driver{sequential(false), ours(true)}}
	login := section{"login with a token, 0 ms", 0, task{command: "login", account: openAccount}, []driver{ourLogin(true)}}
	if quick {
		return []section{{first, delayed, differ, asked}, {second, 0, differ, []driver{sequential(false), ours(true)}}, private, login}
	}
	asked = append(asked, puppeteer(true), ours(false))
	if all {
		asked = append(asked, puppeteer(false), fourPages(false), bare(false))
	}
	short := []driver{sequential(true), bare(true), ours(true)}
	return []section{
		{first, delayed, differ, asked},
		{second, 0, differ, []driver{sequential(false), sequential(true), bare(true), ours(true)}},
		{"apply, nothing differs, 80 ms", delayed, same, short},
		{"check, 80 ms", delayed, check, short},
		private,
		login,
	}
}

// measure is the second half: everything is there, and can be run.
func measure(ctx context.Context, o *options) error {
	w, err := newWorld(o)
	if err != nil {
		return err
	}
	defer w.close()
	m := &machine{
		options: o, world: w, node: firstOf("node"),
		shell: firstOf("/usr/lib/chromium/chromium-headless-shell", "chromium-headless-shell", "chrome-headless-shell"),
		full:  firstOf("/usr/lib/chromium/chromium", "chromium", "google-chrome"),
	}
	if m.meter, err = newMeter(); err != nil {
		fmt.Println("No control group can be made here, so there are no figures for CPU and memory:", err)
	}
	defer m.meter.close()
	if err := w.signIn(ctx, []string{openAccount, privateAccount}); err != nil {
		return err
	}
	text := &report{}
	text.machine(ctx, m)
	if o.growth != "" {
		return m.growth(ctx, text)
	}
	if o.profile {
		return m.profiles(ctx, text)
	}
	for _, s := range sections(o.quick, o.all) {
		if !strings.Contains(s.title, o.only) {
			continue
		}
		runs, err := m.section(ctx, s)
		if err != nil {
			return err
		}
		text.section(s, runs)
	}
	if !o.noAccounts && strings.Contains("several accounts", o.only) {
		if err := m.accounts(ctx, text); err != nil {
			return err
		}
	}
	text.targets()
	if o.doc == "" {
		return nil
	}
	return text.write(o.doc)
}

// possible leaves out what cannot be run here, and says why.
func (m *machine) possible(all []driver) []driver {
	var out []driver
	told := map[string]bool{}
	for _, d := range all {
		why := ""
		_, noPeers := os.Stat(filepath.Join(m.options.peers, "node_modules"))
		script := strings.HasPrefix(d.name, "Playwright") || d.name == "Puppeteer"
		switch {
		case m.browser(d.shell) == "" && d.shell:
			why = "chromium-headless-shell is not installed"
		case m.browser(d.shell) == "":
			why = "chromium is not installed"
		case script && m.node == "":
			why = "node is not installed"
		case script && noPeers != nil:
			why = "the peers are not installed (npm ci in " + m.options.peers + ")"
		}
		if why == "" {
			out = append(out, d)
			continue
		}
		if !told[why] {
			fmt.Println("Left out, because", why+":", d.title())
		}
		told[why] = true
	}
	return out
}

// runsOf are the results of one driver.
type runsOf struct {
	driver driver
	ok     []result
	// failed counts runs that did not do the job.
	failed int
	pss    int64
}

// section lets the drivers take turns. The first round warms up, and is the one
// in which memory is looked at.
func (m *machine) section(ctx context.Context, s section) ([]*runsOf, error) {
	fmt.Printf("%s …\n", s.title)
	m.world.site.SetDelay(s.delay)
	var all []*runsOf
	for _, d := range m.possible(s.drivers) {
		if os.Getenv("BENCH_LOG") != "" && d.name != "plexpriv" {
			continue
		}
		all = append(all, &runsOf{driver: d})
	}
	for round := 0; round <= m.options.rounds && len(all) > 0; round++ {
		var left []*runsOf
		for i := range all {
			r := all[(i+round)%len(all)]
			got, err := m.once(ctx, r.driver, s.task, round == 0)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if err != nil {
				fmt.Fprintln(os.Stderr, "failed:", err)
			}
			switch {
			case err != nil && round == 0:
				fmt.Println("Left out, because it failed at once:", r.driver.title())
				continue
			case err != nil:
				r.failed++
				r.ok = append(r.ok, result{})
			case round == 0:
				r.pss = got.pss
			default:
				r.ok = append(r.ok, got)
			}
			left = append(left, r)
		}
		if round == 0 {
			all = left
		}
	}
	return all, nil
}
