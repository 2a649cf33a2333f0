package run

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/ownfile"
)

// strangers remembers which unknown controls a check has told of, as hashes:
// what a page calls its controls may be private.
type strangers struct {
	path string
	// learning is for check. What apply mentions on the way, a check still
	// speaks up about.
	learning bool

	mu      sync.Mutex
	seen    map[string]bool
	changed bool
}

// strangersFile is the file's content.
type strangersFile struct {
	Format int      `json:"format"`
	Seen   []string `json:"seen"`
}

const strangersFormat = 1

// strangersOf reads the memory of earlier checks. A file that does not read is
// begun anew, which repeats a warning and loses nothing else.
func strangersOf(w *world.World, learning bool) (*strangers, error) {
	s := &strangers{path: filepath.Join(w.State, "known-controls.json"), learning: learning, seen: map[string]bool{}}
	text, err := os.ReadFile(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("read which controls are known: %w", err)
	}
	var f strangersFile
	if err := json.Unmarshal(text, &f); err != nil || f.Format != strangersFormat {
		return s, fmt.Errorf("read which controls are known: %s is not in format %d", s.path, strangersFormat)
	}
	for _, key := range f.Seen {
		s.seen[key] = true
	}
	return s, nil
}

// Seen says whether a check has told of the control, and remembers it.
func (s *strangers) Seen(profile string, u outcome.UnknownControl) bool {
	sum := sha256.Sum256([]byte(profile + "\x00" + u.Page + "\x00" + u.Section + "\x00" + u.Name))
	key := fmt.Sprintf("%x", sum[:12])
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen[key] {
		return true
	}
	if s.learning {
		s.seen[key], s.changed = true, true
	}
	return false
}

// save replaces the file in one step, if there is anything new.
func (s *strangers) save() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.changed {
		return nil
	}
	text, err := json.Marshal(strangersFile{strangersFormat, slices.Sorted(maps.Keys(s.seen))})
	if err != nil {
		return err
	}
	if err := ownfile.Replace(s.path, text); err != nil {
		return fmt.Errorf("write which controls are known: %w", err)
	}
	s.changed = false
	return nil
}
