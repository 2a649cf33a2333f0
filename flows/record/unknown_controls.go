package record

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/ownfile"
)

// UnknownControls remembers which unknown controls a check has reported, so that a later
// one does not report them as new. It stores hashes only, because the names on a page may
// be private. A nil *UnknownControls remembers nothing.
type UnknownControls struct {
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

// LoadUnknownControls reads the file that earlier checks left in a directory. If it cannot
// be read, it starts empty, and controls that were reported before are reported once
// more. recording is whether this run is a check.
func LoadUnknownControls(dir string, recording bool) (*UnknownControls, error) {
	s := &UnknownControls{path: filepath.Join(dir, "known-controls.json"), recording: recording, seen: map[string]bool{}}
	f, err := ownfile.LoadJSON(s.path, func(f *unknownControlsFile) bool { return f.Format == unknownControlsFormat })
	if errors.Is(err, ownfile.ErrForm) {
		err = fmt.Errorf("%s is not in format %d", s.path, unknownControlsFormat)
	}
	if err != nil {
		return s, fmt.Errorf("read which controls are known: %w", err)
	}
	if f == nil {
		return s, nil
	}
	for _, key := range f.Seen {
		s.seen[key] = true
	}
	return s, nil
}

// Seen reports whether an earlier check has reported the control to an account, which is
// a profile or stands for a Home user. A check also records it.
func (s *UnknownControls) Seen(account string, u outcome.UnknownControl) bool {
	if s == nil {
		return false
	}
	sum := sha256.Sum256([]byte(account + "\x00" + u.Page + "\x00" + u.Section + "\x00" + u.Name))
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

// Save replaces the file in one step, if anything has changed.
func (s *UnknownControls) Save() error {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.changed {
		return nil
	}
	if err := ownfile.ReplaceJSON(s.path, unknownControlsFile{unknownControlsFormat, slices.Sorted(maps.Keys(s.seen))}); err != nil {
		return fmt.Errorf("write which controls are known: %w", err)
	}
	s.changed = false
	return nil
}
