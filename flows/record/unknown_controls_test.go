package record

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// The names on a page may be private, so the file has hashes only.
func TestKnownControlsAreHashes(t *testing.T) {
	dir := t.TempDir()
	s, err := LoadUnknownControls(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	s.Seen("ada", outcome.UnknownControl{Page: "privacy", Section: "Sofia's", Name: "Share with Sofia"})
	if err := s.Save(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "known-controls.json"))
	if err != nil || !strings.Contains(string(text), "seen") || strings.Contains(string(text), "Sofia") || strings.Contains(string(text), "ada") {
		t.Errorf("the file is %s, %v", text, err)
	}
}

// Whatever the file contains, a control that is recorded after loading it is known to
// the next run.
func FuzzUnknownControls(f *testing.F) {
	f.Add([]byte(`{"format":1,"seen":["0123456789abcdef01234567"]}`))
	f.Add([]byte(`{"format":1,"seen":null}`))
	f.Add([]byte(`{"format":2,"seen":[]}`))
	f.Add([]byte(`{"format":1,"seen":[1,{}]}`))
	f.Add([]byte("\xff"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, text []byte) {
		dir := t.TempDir()
		path := filepath.Join(dir, "known-controls.json")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := LoadUnknownControls(dir, true)
		if s == nil {
			t.Fatalf("LoadUnknownControls returned nil: %v", err)
		}
		stranger := outcome.UnknownControl{Page: "privacy", Section: "New", Name: "Share it"}
		s.Seen("default", stranger)
		if err := s.Save(); err != nil {
			t.Fatal(err)
		}
		again, err := LoadUnknownControls(dir, false)
		if err != nil || !again.Seen("default", stranger) {
			t.Fatalf("the control is not known to the next run: %v", err)
		}
	})
}
