package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// A file of receipts that is missing or too large is a wrong command line, and nothing of
// a large one is kept in memory.
func TestReceiptFileThatCannotBeOne(t *testing.T) {
	dir := t.TempDir()
	huge := filepath.Join(dir, "huge")
	f, err := os.Create(huge)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(maxReceiptsSize + 1); err != nil { // sparse: it takes no room
		t.Fatal(err)
	}
	f.Close()
	for name, c := range map[string]struct{ file, says string }{
		"missing":   {filepath.Join(dir, "none"), "there is no file"},
		"too large": {huge, "too large"},
		"directory": {dir, "directory"},
	} {
		s := newFakeWorld(t)
		if code := s.run("receipt", "verify", c.file); code != exit.Usage || !strings.Contains(s.err.String(), c.says) {
			t.Errorf("%s: exit code %d, want %d: %s", name, code, exit.Usage, &s.err)
		}
	}
}
