//go:build linux

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// meter runs commands in a control group of their own, so that what is measured
// is the whole tree: the driver, the browser, and all that the browser starts.
type meter struct {
	dir string // of the group; empty where none can be made
}

// newMeter makes a group beneath the one we are in. It needs version 2 of control
// groups and the right to write there; without them only wall time is measured.
func newMeter() (*meter, error) {
	mount, err := groupMount()
	if err != nil {
		return &meter{}, err
	}
	own, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return &meter{}, err
	}
	within := ""
	for line := range strings.Lines(string(own)) {
		if path, ok := strings.CutPrefix(strings.TrimSpace(line), "0::"); ok {
			within = path
		}
	}
	dir := filepath.Join(mount, within, fmt.Sprintf("plexpriv-bench-%d", os.Getpid()))
	if err := os.Mkdir(dir, 0o755); err != nil {
		return &meter{}, err
	}
	return &meter{dir: dir}, nil
}

// groupMount is where version 2 of control groups is mounted.
func groupMount() (string, error) {
	f, err := os.Open("/proc/self/mounts")
	if err != nil {
		return "", err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if fields := strings.Fields(lines.Text()); len(fields) > 2 && fields[2] == "cgroup2" {
			return fields[1], nil
		}
	}
	return "", errors.New("no control groups (version 2) are mounted")
}

func (m *meter) close() {
	if m.dir != "" {
		_ = os.Remove(m.dir)
	}
}

// usage is what a command took.
type usage struct {
	wall, cpu time.Duration
	// pss is the peak of the tree's proportional set size in bytes, where it was
	// asked for: looking costs time, so it has runs of its own. own is the peak of the
	// command's own process.
	pss, own int64
}

// run runs a command to its end and waits until all that it started is gone.
func (m *meter) run(ctx context.Context, cmd *exec.Cmd, memory bool) (usage, error) {
	var u usage
	before := m.cpu()
	if m.dir != "" {
		group, err := os.Open(m.dir)
		if err != nil {
			return u, err
		}
		defer group.Close()
		cmd.SysProcAttr = &syscall.SysProcAttr{UseCgroupFD: true, CgroupFD: int(group.Fd())}
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return u, err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	peak := make(chan [2]int64, 1)
	over, stop := context.WithCancel(ctx)
	defer stop()
	go func() { peak <- m.peak(over, strconv.Itoa(cmd.Process.Pid), memory) }()
	var err error
	select {
	case err = <-done:
	case <-ctx.Done():
		_ = cmd.Process.Kill()
		err = errors.Join(ctx.Err(), <-done)
	}
	u.wall = time.Since(began)
	stop()
	most := <-peak
	u.pss, u.own = most[0], most[1]
	m.empty()
	u.cpu = m.cpu() - before
	return u, err
}

// empty waits until the group is, and then helps.
func (m *meter) empty() {
	if m.dir == "" {
		return
	}
	for end := time.Now().Add(3 * time.Second); len(m.members()) > 0; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			_ = os.WriteFile(filepath.Join(m.dir, "cgroup.kill"), []byte("1"), 0)
		}
	}
}

func (m *meter) members() []string {
	text, err := os.ReadFile(filepath.Join(m.dir, "cgroup.procs"))
	if err != nil {
		return nil
	}
	return strings.Fields(string(text))
}

// cpu is what the group has used so far.
func (m *meter) cpu() time.Duration {
	if m.dir == "" {
		return 0
	}
	text, err := os.ReadFile(filepath.Join(m.dir, "cpu.stat"))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if used, ok := strings.CutPrefix(line, "usage_usec "); ok {
			n, _ := strconv.ParseInt(strings.TrimSpace(used), 10, 64)
			return time.Duration(n) * time.Microsecond
		}
	}
	return 0
}

// peak looks at the memory of the group's processes until ctx ends. It returns the peak of
// their sum and that of one of them.
func (m *meter) peak(ctx context.Context, one string, wanted bool) [2]int64 {
	const every = 50 * time.Millisecond
	var most [2]int64
	for wanted && m.dir != "" {
		var sum int64
		for _, pid := range m.members() {
			has := pss(pid)
			sum += has
			if pid == one {
				most[1] = max(most[1], has)
			}
		}
		most[0] = max(most[0], sum)
		select {
		case <-ctx.Done():
			return most
		case <-time.After(every):
		}
	}
	return most
}

// pss is a process's memory, what it shares divided among those who share it.
func pss(pid string) int64 {
	text, err := os.ReadFile("/proc/" + pid + "/smaps_rollup")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "Pss:" {
			n, _ := strconv.ParseInt(fields[1], 10, 64)
			return n << 10
		}
	}
	return 0
}
