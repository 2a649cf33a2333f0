//go:build linux

package e2e

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	watchEvery = 300 * time.Millisecond
	// goneWithin is how long the last browser processes may take to end.
	goneWithin = 10 * time.Second
)

// life identifies a process: by its pid, which may be reused, and its start time.
type life struct {
	pid   int
	start string
}

// watch follows plexpriv and all its descendants. It records what they listened on, and
// whether there was a secret in their arguments.
type watch struct {
	root     int
	rootLife life
	filter   string // the listening socket that plexpriv itself may have
	page     string // the one of plexpriv ui
	hasPage  bool
	open     map[string]string
	done     chan struct{}
	once     sync.Once
	all      sync.WaitGroup

	lives      map[life]string // program name
	complaints map[string]bool
	// looks counts how often a process or a listening socket was inspected. Twice is
	// enough, even if the first time was between fork and exec.
	looks map[any]int
}

const (
	enoughLooks = 2
	loopback    = "0100007F:" // as /proc/net/tcp writes 127.0.0.1
)

// startWatch watches a process. hasPage allows the listening socket of plexpriv ui.
func startWatch(root int, hasPage bool) *watch {
	w := &watch{root: root, hasPage: hasPage, done: make(chan struct{}), lives: map[life]string{}, complaints: map[string]bool{}, looks: map[any]int{}}
	w.look()
	w.all.Go(func() {
		tick := time.NewTicker(watchEvery)
		defer tick.Stop()
		for {
			select {
			case <-w.done:
				return
			case <-tick.C:
				w.look()
			}
		}
	})
	return w
}

// stop ends the watching. A process that a failed test kills may just be ending by itself.
func (w *watch) stop() {
	w.once.Do(func() { close(w.done) })
	w.all.Wait()
}

// look inspects all processes and listening sockets once.
func (w *watch) look() {
	table := processTable()
	known := map[int]bool{w.root: true}
	for l := range w.lives {
		if now, ok := table[l.pid]; ok && now.start == l.start {
			known[l.pid] = true
		}
	}
	addChildren(known, table)
	listening := listeningSockets()
	w.open = maps.Clone(listening)
	for socket := range listening {
		if w.looks[socket]++; w.looks[socket] > enoughLooks {
			delete(listening, socket)
		}
	}
	for pid := range known {
		if s, ok := table[pid]; ok {
			w.lookInto(pid, s, listening)
		}
	}
}

// addChildren adds the descendants of the known processes.
func addChildren(known map[int]bool, table map[int]stat) {
	// The pid of a child may be lower than that of its parent, so this repeats until
	// nothing is added.
	for grown := true; grown; {
		grown = false
		for pid, s := range table {
			if !known[pid] && known[s.parent] {
				known[pid], grown = true, true
			}
		}
	}
}

func (w *watch) lookInto(pid int, s stat, listening map[string]string) {
	l := life{pid, s.start}
	w.lives[l] = s.name
	if pid == w.root {
		w.rootLife = l
	}
	// Between fork and exec a child is a copy of plexpriv, with the same open files.
	if pid != w.root && s.name == w.lives[w.rootLife] {
		return
	}
	if w.looks[l]++; w.looks[l] <= enoughLooks {
		w.lookForSecrets(pid, s.name)
	}
	if len(listening) == 0 {
		return
	}
	for socket, address := range listensOn(pid, listening) {
		// Only the filter in front of a proxy may listen, and only one at a time: a
		// sign-in window is closed before another browser is started.
		if pid == w.root && strings.HasPrefix(address, loopback) && (w.filter == socket || w.open[w.filter] == "") {
			w.filter = socket
			continue
		}
		if pid == w.root && w.hasPage && strings.HasPrefix(address, loopback) && (w.page == socket || w.open[w.page] == "") {
			w.page = socket
			continue
		}
		w.complaints[fmt.Sprintf("%s listened on %s", s.name, address)] = true
	}
}

// lookForSecrets searches the arguments of a process, which others on the machine can
// read, and the environment of browser processes. plexpriv itself, and a command that
// gives it a passphrase or a PIN, may have secrets in their environment.
func (w *watch) lookForSecrets(pid int, name string) {
	args, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if secret := leaked(args); err == nil && secret != "" {
		w.complaints[fmt.Sprintf("the arguments of %s hold a secret (%s)", name, secret)] = true
	}
	if !bytes.Contains(args, []byte("--user-data-dir=")) && !bytes.Contains(args, []byte("--type=")) {
		return
	}
	env, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", pid))
	if secret := leaked(env); err == nil && secret != "" {
		w.complaints[fmt.Sprintf("the environment of %s holds a secret (%s)", name, secret)] = true
	}
}

// leftovers waits until all processes have ended, and names those that do not.
func (w *watch) leftovers() []string {
	deadline := time.Now().Add(goneWithin)
	for {
		table := processTable()
		alive := map[string]bool{}
		for l, name := range w.lives {
			if now, ok := table[l.pid]; ok && now.start == l.start {
				alive[fmt.Sprintf("%s (%d) still runs", name, l.pid)] = true
			}
		}
		if len(alive) == 0 || time.Now().After(deadline) {
			maps.Copy(alive, w.complaints)
			return slices.Sorted(maps.Keys(alive))
		}
		time.Sleep(50 * time.Millisecond)
	}
}

type stat struct {
	name, start string
	parent      int
}

// processTable reads /proc, without zombies. It is asked for several times a second, so it
// does not search /proc for files by a pattern: that lists the directory of each process.
func processTable() map[int]stat {
	table := map[int]stat{}
	all, _ := os.ReadDir("/proc")
	for _, d := range all {
		pid, err := strconv.Atoi(d.Name())
		if err != nil {
			continue
		}
		text, err := os.ReadFile(filepath.Join("/proc", d.Name(), "stat"))
		if err != nil {
			continue
		}
		// "pid (name) state parent …"; a name may contain brackets and spaces.
		open, shut := strings.IndexByte(string(text), '('), strings.LastIndexByte(string(text), ')')
		if open < 0 || shut < open {
			continue
		}
		fields := strings.Fields(string(text[shut+1:]))
		if len(fields) < 20 || fields[0] == "Z" || fields[0] == "X" {
			continue
		}
		parent, _ := strconv.Atoi(fields[1])
		table[pid] = stat{name: string(text[open+1 : shut]), start: fields[19], parent: parent}
	}
	return table
}

// listeningSockets maps the inode of every listening TCP socket to its address.
func listeningSockets() map[string]string {
	out := map[string]string{}
	for _, file := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		text, _ := os.ReadFile(file)
		for line := range strings.Lines(string(text)) {
			const address, state, inode, listen = 1, 3, 9, "0A"
			f := strings.Fields(line)
			if len(f) > inode && f[state] == listen {
				out["socket:["+f[inode]+"]"] = f[address]
			}
		}
	}
	return out
}

// listensOn returns those of the listening sockets that a process has open.
func listensOn(pid int, listening map[string]string) map[string]string {
	out := map[string]string{}
	files, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
	for _, file := range files {
		target, _ := os.Readlink(file)
		if address, ok := listening[target]; ok {
			out[target] = address
		}
	}
	return out
}
