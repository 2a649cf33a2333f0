//go:build linux

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/e2e/bench/floor"
)

// The waits that are there for safety and not for speed. plexpriv's own are what
// it does without any flag; the peers and the floor keep the same.
const settle = 2 * time.Second

// windows is how long a page's values must rest to be believed.
var windows = map[string]time.Duration{
	"email": 2 * time.Second, "vendors": 2 * time.Second, "privacy": 2 * time.Second, "visibility": 2 * time.Second,
}

// drawing are the windows of who does not sit them out: the time in which the one
// page that is painted before it has its values draws them.
var drawing = map[string]time.Duration{"privacy": 300 * time.Millisecond}

// windowsOf are what a peer or the floor waits.
func windowsOf(o *options) map[string]time.Duration {
	if o.sleep {
		return windows
	}
	return drawing
}

// driver does the job in its way.
type driver struct {
	name string
	// shell says that it uses headless-shell, else it is full Chromium.
	shell   bool
	command func(ctx context.Context, m *machine, t task, browser string) (*exec.Cmd, error)
	// waited finds out how much of the run were windows.
	waited func(stdout, stderr string) (time.Duration, error)
}

// task is the job: a command on an account.
type task struct {
	command, account string
	// differs says that the account has everything open.
	differs bool
}

func (d driver) title() string {
	if d.shell {
		return d.name + ", headless-shell"
	}
	return d.name + ", Chromium"
}

func ours(shell bool) driver {
	return driver{name: "plexpriv", shell: shell, command: ourCommand, waited: ourWindows}
}

// ourLogin signs in with a token, over the session that is there.
func ourLogin(shell bool) driver {
	return driver{name: "plexpriv", shell: shell, waited: func(_, _ string) (time.Duration, error) { return 0, nil },
		command: func(ctx context.Context, m *machine, t task, browser string) (*exec.Cmd, error) {
			cmd := exec.CommandContext(ctx, m.world.program, "login", "--profile", t.account, "--token-stdin", "--browser", browser, "--verbose")
			cmd.Stdin = strings.NewReader(m.world.site.Token(t.account) + "\n")
			return cmd, nil
		}}
}

func ourCommand(ctx context.Context, m *machine, t task, browser string) (*exec.Cmd, error) {
	return exec.CommandContext(ctx, m.world.program, t.command, "--profile", t.account, "--browser", browser, "--verbose"), nil
}

var pageRead = regexp.MustCompile(`msg="page read( again)?" page=\w+ rest.seconds=(\S+) rest.lived_at_once=(\S+)`)

// ourWindows adds up the windows in real time of the pages that were read last, before and
// after.
func ourWindows(_, stderr string) (time.Duration, error) {
	last := map[string]time.Duration{}
	for _, line := range pageRead.FindAllStringSubmatch(stderr, -1) {
		d, err := time.ParseDuration(line[2] + "s")
		if err != nil {
			return 0, err
		}
		if line[3] == "true" {
			d = 0 // the page lived through it at once
		}
		last[line[1]] = d
	}
	if len(last) == 0 {
		return 0, fmt.Errorf("the log does not tell of any window")
	}
	sum := last[""]
	if again, ok := last[" again"]; ok {
		sum += settle + again
	}
	return sum, nil
}

// peer is a script for node.
func peer(name, script string, shell bool, args ...string) driver {
	return driver{name: name, shell: shell, waited: reported, command: func(ctx context.Context, m *machine, t task, browser string) (*exec.Cmd, error) {
		rest := map[string]int64{}
		for page := range windows {
			d := windowsOf(m.options)[page]
			rest[page] = d.Milliseconds()
		}
		text, err := json.Marshal(rest)
		if err != nil {
			return nil, err
		}
		cmd := exec.CommandContext(ctx, m.node, append([]string{filepath.Join(m.options.peers, script)}, args...)...)
		cmd.Env = append(os.Environ(), "BENCH_BROWSER="+browser, "BENCH_PROXY="+m.world.site.Proxy.URL(), "BENCH_TOKEN="+m.world.site.Token(t.account),
			"BENCH_COMMAND="+t.command, "BENCH_SETTLE="+strconv.FormatInt(settle.Milliseconds(), 10), "BENCH_WINDOWS="+string(text))
		return cmd, nil
	}}
}

// reported reads what the peers and the floor print last.
func reported(stdout, _ string) (time.Duration, error) {
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	var r floor.Report
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &r); err != nil {
		return 0, fmt.Errorf("read the report: %w", err)
	}
	return time.Duration(r.Waited) * time.Millisecond, nil
}

func bare(shell bool) driver {
	return driver{name: "bare protocol", shell: shell, waited: reported, command: func(ctx context.Context, m *machine, t task, browser string) (*exec.Cmd, error) {
		job := floor.Job{
			Browser: browser, Proxy: m.world.site.Proxy.URL(), Token: m.world.site.Token(t.account),
			Applies: t.command == "apply", Settle: settle, Windows: windowsOf(m.options), Names: floorNames,
		}
		text, err := json.Marshal(job)
		if err != nil {
			return nil, err
		}
		self, err := os.Executable()
		if err != nil {
			return nil, err
		}
		cmd := exec.CommandContext(ctx, self)
		cmd.Env = append(os.Environ(), floorVar+"="+string(text))
		return cmd, nil
	}}
}

// beFloor is what the second process of bare does.
func beFloor(text string) error {
	var job floor.Job
	if err := json.Unmarshal([]byte(text), &job); err != nil {
		return fmt.Errorf("read the job: %w", err)
	}
	report, err := floor.Do(job)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(report)
}

// floorNames are the words that the floor looks for; job.mjs has the same.
var floorNames = map[string]any{
	"MAIL": []string{
		"Newsletters & Product News", "Recommended Movies & Live TV", "Sales & Promotions", "Surveys & Research",
		"Email me when someone sends me a message", "Email me when I receive a friend request",
		"Email me when someone accepts my friend request", "Email me when someone comments on my activity or replies to me",
		"Email me a summary of my friends activity",
	},
	"SALE":    "Allow the sale or sharing of my personal information",
	"PRIVACY": []string{"Send playback data to Plex", "Advertising Consent"},
	"AUDIENCES": map[string]string{
		"My Watch History": "Private", "My Watchlist": "Private", "My Ratings": "Private", "My Friends": "Private", "Account Visibility": "Friends Only",
	},
}

// result is one run.
type result struct {
	usage
	waited time.Duration
}

// time is the wall time, windows and all: what a person waits.
func (r result) time() time.Duration { return r.wall }

// once runs a driver on a fresh site and asks the site what came of it.
func (m *machine) once(ctx context.Context, d driver, t task, memory bool) (result, error) {
	var r result
	if err := m.world.forget(); err != nil {
		return r, err
	}
	ctx, cancel := context.WithTimeout(ctx, m.options.limit)
	defer cancel()
	cmd, err := d.command(ctx, m, t, m.browser(d.shell))
	if err != nil {
		return r, err
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	r.usage, err = m.meter.run(ctx, cmd, memory)
	if exit := cmd.ProcessState.ExitCode(); exit == 2 && t.command == "check" && t.differs {
		err = nil // plexpriv says that there is something to do
	}
	if os.Getenv("BENCH_LOG") != "" && d.name == "plexpriv" {
		os.WriteFile(os.Getenv("BENCH_LOG"), stderr.Bytes(), 0o600)
	}
	if err == nil && t.command == "apply" {
		err = m.world.private(t.account)
	}
	if err == nil {
		r.waited, err = d.waited(stdout.String(), stderr.String())
	}
	if err != nil {
		return r, fmt.Errorf("%s, %s: %w\n%s%s", d.title(), t.command, err, stdout.String(), stderr.String())
	}
	return r, nil
}
