package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/plexpriv/plexpriv/ownfile"
)

// maxSize is in bytes, and far more than anybody writes by hand.
const maxSize = 1 << 16

// Read reads the file at path. It returns nil if there is none. It refuses one that others
// can write to.
func Read(path string, known Known) (*Config, error) {
	text, err := ownfile.Read(path, ownfile.Writing, maxSize)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the configuration: %w", err)
	}
	return Parse(path, text, known)
}

// ErrByHand means that a file is written in a way that plexpriv does not edit.
var ErrByHand = errors.New("this line has to be changed by hand")

// Set writes the value of a key into the file at path, and leaves its other lines alone.
// An empty value removes the key. The new text is checked before it is written.
func Set(path, key, value string, known Known) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // a link to a file that is kept elsewhere stays one
	}
	text, err := ownfile.Read(path, ownfile.Writing, maxSize)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read the configuration: %w", err)
	}
	edited, err := edit(text, key, value)
	if err != nil {
		return err
	}
	after, err := Parse(path, edited, known)
	if err != nil {
		return err
	}
	if got, ok := after.Value(key); got.Text != expand(key, value, known.Home) || ok != (value != "") {
		return fmt.Errorf("%s: %s: %w", path, key, ErrByHand)
	}
	if bytes.Equal(edited, text) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("write the configuration: %w", err)
	}
	if err := ownfile.Replace(path, edited); err != nil {
		return fmt.Errorf("write the configuration: %w", err)
	}
	return nil
}

// edit replaces, adds or removes the line of a key. All keys stand in lines of their own,
// because the file has no tables.
func edit(text []byte, key, value string) ([]byte, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	line := ""
	if value != "" {
		made, err := toml.Marshal(map[string]string{key: value})
		if err != nil {
			return nil, fmt.Errorf("write %s: %w", key, err)
		}
		line = strings.TrimSuffix(string(made), "\n") + "\n"
	}
	old := regexp.MustCompile(`(?m)^[ \t]*["']?` + regexp.QuoteMeta(key) + `["']?[ \t]*=.*(?:\n|\z)`)
	if at := old.FindIndex(text); at != nil {
		return append(append(bytes.Clone(text[:at[0]]), line...), text[at[1]:]...), nil
	}
	if len(text) > 0 && !bytes.HasSuffix(text, []byte("\n")) && line != "" {
		line = "\n" + line
	}
	return append(bytes.Clone(text), line...), nil
}
