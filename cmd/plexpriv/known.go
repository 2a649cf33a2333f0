package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"github.com/plexpriv/plexpriv/flows"
)

// knownFile remembers the unknown controls a person was told of, as hashes: the
// names on a page may be private.
type knownFile struct {
	path string
	log  *slog.Logger
	mu   sync.Mutex
	seen map[string]bool
}

func (w *world) known(log *slog.Logger) flows.Known {
	k := &knownFile{path: filepath.Join(w.stateDir, "known.json"), log: log, seen: map[string]bool{}}
	b, err := os.ReadFile(k.path)
	if errors.Is(err, fs.ErrNotExist) {
		return k
	}
	if err == nil {
		err = json.Unmarshal(b, &k.seen)
	}
	if err != nil {
		log.Warn("memory of unknown controls not read", "error", err)
	}
	return k
}

// Seen says whether a control was told of before, and remembers it.
func (k *knownFile) Seen(profile string, u flows.UnknownControl) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	sum := sha256.Sum256([]byte(profile + "\x00" + u.Page + "\x00" + u.Section + "\x00" + u.Name))
	key := fmt.Sprintf("%x", sum[:12])
	if k.seen[key] {
		return true
	}
	k.seen[key] = true
	if err := k.write(); err != nil {
		k.log.Warn("memory of unknown controls not written", "error", err)
	}
	return false
}

// write replaces the file in one step.
func (k *knownFile) write() error {
	b, err := json.Marshal(k.seen)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(k.path), ".known-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err := f.Write(b); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), k.path)
}
