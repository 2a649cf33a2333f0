//go:build linux

package e2e

import (
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

var (
	traceRuns  = flag.Int("runs", 3, "how often TestNoTraces runs plexpriv")
	traceKills = flag.Int("kills", 2, "how many of these runs it kills")
)

// TestNoTraces runs plexpriv several times and kills some of the runs at a random
// moment. Meanwhile it searches every file that they write or could write for secrets.
// make soak does it 50 times.
func TestNoTraces(t *testing.T) {
	w := quietWorld(t)
	if err := w.open(fakeplex.Config{Latency: 20 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	from, err := template("alice")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(w.home(), os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	s := &searcher{world: w, complaints: map[string]bool{}}
	killed, found, typical := 0, 0, 4*time.Second
	// The last run is not killed, because it removes what the others left.
	for run := 1; run <= *traceRuns; run++ {
		mayKill, left := *traceKills-killed, *traceRuns-run
		kill := mayKill > 0 && (mayKill >= left || rand.IntN(left) < mayKill)
		start := time.Now()
		p := s.run(t, browserOfRun(run), kill, typical)
		if kill && p.code == -1 {
			killed++
			found = max(found, len(s.runDirectories()))
			continue
		}
		typical = time.Since(start)
		if p.code != 2 {
			t.Fatalf("run %d: exit code %d: %s", run, p.code, &p.stderr)
		}
		if left := s.runDirectories(); len(left) > 0 {
			t.Errorf("left after run %d: %v", run, left)
		}
	}
	for _, complaint := range slices.Sorted(maps.Keys(s.complaints)) {
		t.Error(complaint)
	}
	if s.most < 50 {
		t.Errorf("at most %d files were there at a time: the search was in the wrong place", s.most)
	}
	t.Logf("%d runs, %d of them killed, which left up to %d directories to sweep; %d looks into up to %d files, %d with a secret",
		*traceRuns, killed, found, s.looks, s.most, len(s.complaints))
	// quietWorld checks what else is left, such as processes and ports.
}

// browserOfRun alternates between a full browser, which writes more, and the browser
// that plexpriv finds first.
func browserOfRun(run int) string {
	for _, name := range []string{"chromium", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil && run%2 == 1 {
			return path
		}
	}
	return ""
}

// searcher looks for secrets while plexpriv runs.
type searcher struct {
	world       *world
	looks, most int
	complaints  map[string]bool
}

// run runs a check. If kill is set, it kills the check at a random moment within the
// time that one typically takes.
func (s *searcher) run(t *testing.T, browser string, kill bool, typical time.Duration) *process {
	t.Helper()
	p, err := s.world.launch([]string{"PLEXPRIV_BROWSER=" + browser}, []string{"check", "--page", "email"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		for {
			s.look(p.cmd.Process.Pid)
			select {
			case <-done:
				return
			case <-time.After(100 * time.Millisecond):
			}
		}
	})
	if kill {
		timer := time.AfterFunc(rand.N(typical), func() { _ = p.cmd.Process.Signal(syscall.SIGKILL) })
		defer timer.Stop()
	}
	_, err = s.world.wait(p)
	close(done)
	all.Wait()
	if err != nil {
		t.Fatal(err)
	}
	// The browser may outlive a killed run by a moment.
	for _, complaint := range p.watch.leftovers() {
		t.Error(complaint)
	}
	s.look(0)
	return p
}

// look searches once every file of the world, the places outside of it that browsers
// are known to write to, and deleted files that the processes still have open.
func (s *searcher) look(pid int) {
	s.looks++
	files := 0
	for _, root := range s.places() {
		_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				files++
				s.lookInto(path, path)
			}
			return nil // the file was removed during the walk
		})
	}
	for path, target := range namelessFiles(pid) {
		files++
		s.lookInto(path, target)
	}
	s.most = max(s.most, files)
}

func (s *searcher) places() []string {
	places := []string{s.world.root, "/dev/shm"}
	for _, pattern := range []string{
		"/tmp/.org.chromium.*", "/tmp/.com.google.*", "/tmp/org.chromium.*", "/tmp/com.google.*", "/tmp/plexpriv-*", "/var/tmp/*.dmp", "/var/crash/*",
	} {
		found, _ := filepath.Glob(pattern)
		places = append(places, found...)
	}
	return places
}

func (s *searcher) lookInto(path, name string) {
	text, err := os.ReadFile(path)
	if secret := leaked(text); err == nil && secret != "" {
		s.complaints[fmt.Sprintf("%s holds a secret (%s)", name, secret)] = true
	}
}

// namelessFiles are deleted files that a process or its descendants have open. It maps
// the path by which each can be opened to its former name.
func namelessFiles(pid int) map[string]string {
	out := map[string]string{}
	if pid == 0 {
		return out
	}
	known := map[int]bool{pid: true}
	addChildren(known, processTable())
	for pid := range known {
		links, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
		for _, link := range links {
			target, _ := os.Readlink(link)
			if strings.HasSuffix(target, " (deleted)") && !strings.HasPrefix(target, "/memfd:") {
				out[link] = target
			}
		}
	}
	return out
}

// runDirectories are the run directories that exist now.
func (s *searcher) runDirectories() []string {
	found, _ := filepath.Glob(filepath.Join(s.world.env["XDG_RUNTIME_DIR"], "plexpriv-run-*"))
	return found
}

// TestSearcher makes sure that the searcher finds a secret in a file and in a deleted
// one. Otherwise TestNoTraces could pass because it finds nothing.
func TestSearcher(t *testing.T) {
	w, err := newWorld()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.close)
	nameless, err := os.CreateTemp(w.root, "nameless")
	if err != nil {
		t.Fatal(err)
	}
	defer nameless.Close()
	for _, err := range []error{
		os.WriteFile(filepath.Join(w.env["XDG_RUNTIME_DIR"], "x"), []byte("canary-token"), 0o600),
		func() error { _, err := nameless.WriteString("canary-cookie"); return err }(),
		os.Remove(nameless.Name()),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	s := &searcher{world: w, complaints: map[string]bool{}}
	s.look(os.Getpid())
	if len(s.complaints) != 2 {
		t.Errorf("want two complaints, have %q", slices.Sorted(maps.Keys(s.complaints)))
	}
}
