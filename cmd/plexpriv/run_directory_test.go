package main

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/plexpriv/plexpriv/automation"
)

// Anybody may make a directory with our name where all may write. Then another one is
// used, the same one each time.
func TestRunDirectoryThatSomebodyElseHasMade(t *testing.T) {
	temp, err := os.MkdirTemp("", "pp")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(temp) })
	s := newFakeWorld(t)
	s.env["TMPDIR"] = temp
	s.store.kept["default"] = aSession("alice")
	taken := filepath.Join(temp, "plexpriv-"+strconv.Itoa(s.UID))
	if err := os.Mkdir(taken, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(taken, 0o777); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		s.run("check")
	}
	if len(s.launches) != 2 {
		t.Fatalf("%d browsers were started: %s", len(s.launches), s.err.String())
	}
	first, second := s.launches[0].RunRoot, s.launches[1].RunRoot
	if first == taken || first != second || !automation.RunRootUsable(first) {
		t.Errorf("the run directories are in %s and %s", first, second)
	}
}
