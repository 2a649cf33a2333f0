package world

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/ownfile"
	"github.com/plexpriv/plexpriv/selectors"
)

// ownPages is the directory in which the person may describe pages themselves. Whoever
// can write there decides what is clicked in the account. So the rules for its files
// are those that ssh has for its own.
type ownPages struct {
	dir string
	// named is whether the person named it in a variable. It must exist then.
	named bool
	// home and uid are whose directories and files are trusted.
	home string
	uid  int
}

// builtIn is the built-in catalogue, which is decoded and checked once in a process. All
// who ask share it, and nobody changes it.
var builtIn = sync.OnceValues(selectors.Embedded)

// catalogue is the built-in catalogue, with the person's own pages in it.
func (o ownPages) catalogue() (*selectors.Catalogue, error) {
	dir, err := o.find()
	if err != nil {
		return nil, err
	}
	if dir == "" {
		cat, err := builtIn()
		if err != nil {
			return nil, fmt.Errorf("read the built-in catalogue: %w", err)
		}
		return cat, nil
	}
	cat, err := selectors.EmbeddedWith(os.DirFS(dir))
	var mistake *selectors.ParseError
	if errors.As(err, &mistake) {
		return nil, exit.Usagef("the catalogue in %s has mistakes:\n%s", dir, indent(err.Error())).
			Hinting("without that directory the built-in catalogue is used")
	}
	if err != nil {
		return nil, fmt.Errorf("read the catalogue in %s: %w", dir, err)
	}
	return cat, nil
}

// find gives the directory if there are pages in it, and "" if there are none. It
// refuses pages that somebody else may have written.
func (o ownPages) find() (dir string, err error) {
	entries, err := os.ReadDir(o.dir)
	if errors.Is(err, fs.ErrNotExist) && !o.named {
		return "", nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return "", exit.Usagef("%s: there is no directory %s", exit.EnvCatalogue, o.dir)
	}
	if err != nil {
		return "", fmt.Errorf("read the catalogue that overrides pages: %w", err)
	}
	if err := o.nobodyElseWrites(o.dir); err != nil {
		return "", err
	}
	pages := 0
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".toml" {
			continue
		}
		if err := o.nobodyElseWrites(filepath.Join(o.dir, e.Name())); err != nil {
			return "", err
		}
		pages++
	}
	switch {
	case pages > 0:
		return o.dir, nil
	case o.named:
		return "", exit.Usagef("%s: %s has no page in it", exit.EnvCatalogue, o.dir).Hinting("a page is a file like email.toml")
	}
	return "", nil
}

// rootUser may own a page as well, because root can do all that the person can.
const rootUser = 0

// nobodyElseWrites refuses a file or directory that others can write to or replace.
func (o ownPages) nobodyElseWrites(path string) error {
	err := ownfile.Check(path, ownfile.Writing, o.uid, rootUser)
	if err == nil {
		err = ownfile.CheckAbove(path, o.home, o.uid, rootUser)
	}
	if err != nil {
		return fmt.Errorf("the catalogue that overrides pages is not used: %w", err)
	}
	return nil
}

// OverrideNotice is the line that names the pages of a catalogue that are not built in,
// empty if all are.
func OverrideNotice(cat *selectors.Catalogue) string {
	if len(cat.Overridden) == 0 {
		return ""
	}
	return "Not the built-in catalogue: your own description of " + strings.Join(cat.Overridden, ", ") + " is in use."
}

func indent(text string) string { return "  " + strings.ReplaceAll(text, "\n", "\n  ") }
