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

// unknownControls remembers which unknown controls a check has reported. It stores
// hashes only, because the names on a page may be private.
type unknownControls struct {
	path string
	// recording is true for a check only. A control that an apply has shown in passing
	// is still news for the next check, which ends with its own exit code for it.
	recording bool

	mu      sync.Mutex
	seen    map[string]bool
	changed bool
}

// unknownControlsFile is the content of known-controls.json.
type unknownControlsFile struct {
	Format int      `json:"format"`
	Seen   []string `json:"seen"`
}

const unknownControlsFormat = 1

// loadUnknownControls reads the file that earlier checks wrote. If it cannot be read, it
// starts empty, and controls that were reported before are reported once more.
func loadUnknownControls(w *world.World, learning bool) (*unknownControls, error) {
	s := &unknownControls{path: filepath.Join(w.State, "known-controls.json"), recording: learning, seen: map[string]bool{}}
	text, err := os.ReadFile(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("read which controls are known: %w", err)
	}
	var f unknownControlsFile
	if err := json.Unmarshal(text, &f); err != nil || f.Format != unknownControlsFormat {
		return s, fmt.Errorf("read which controls are known: %s is not in format %d", s.path, unknownControlsFormat)
	}
	for _, key := range f.Seen {
		s.seen[key] = true
	}
	return s, nil
}

// Seen reports whether an earlier check has reported the control. A check also records
// it.
func (s *unknownControls) Seen(profile string, u outcome.UnknownControl) bool {
	sum := sha256.Sum256([]byte(profile + "\x00" + u.Page + "\x00" + u.Section + "\x00" + u.Name))
	key := fmt.Sprintf("%x", sum[:12])
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen[key] {
		return true
	}
	if s.recording {
		s.seen[key], s.changed = true, true
	}
	return false
}

// save replaces the file in one step, if anything has changed.
func (s *unknownControls) save() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.changed {
		return nil
	}
	text, err := json.Marshal(unknownControlsFile{unknownControlsFormat, slices.Sorted(maps.Keys(s.seen))})
	if err != nil {
		return err
	}
	if err := ownfile.Replace(s.path, text); err != nil {
		return fmt.Errorf("write which controls are known: %w", err)
	}
	s.changed = false
	return nil
}
