package world

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/ownfile"
	"github.com/plexpriv/plexpriv/selectors"
)

// Catalogue is what is known of Plex's pages: what this build was made with,
// with the person's own pages laid over it where there are any.
func (w *World) Catalogue() (*selectors.Catalogue, error) {
	dir, err := w.OwnPages()
	if err != nil {
		return nil, err
	}
	if dir == "" {
		cat, err := selectors.Embedded()
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

// rootUser may own a page as well: it can do all that the person can.
const rootUser = 0

// OwnPages is the directory with the person's own pages, empty if there is none.
// Who can write there decides what is clicked in the account, so it is held to
// the rules that ssh has for its files.
func (w *World) OwnPages() (string, error) {
	dir := w.Terminal.Getenv(exit.EnvCatalogue)
	named := dir != ""
	if !named {
		dir = filepath.Join(w.Config, "catalogue")
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return "", nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return "", exit.Usagef("%s: there is no directory %s", exit.EnvCatalogue, dir)
	}
	if err != nil {
		return "", fmt.Errorf("read the catalogue that overrides pages: %w", err)
	}
	if err := w.nobodyElseWrites(dir); err != nil {
		return "", err
	}
	pages := 0
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".toml" {
			continue
		}
		if err := w.nobodyElseWrites(filepath.Join(dir, e.Name())); err != nil {
			return "", err
		}
		pages++
	}
	switch {
	case pages > 0:
		return dir, nil
	case named:
		return "", exit.Usagef("%s: %s has no page in it", exit.EnvCatalogue, dir).Hinting("a page is a file like email.toml")
	}
	return "", nil
}

// nobodyElseWrites refuses a file or directory that others may write to, or put
// another in the place of.
func (w *World) nobodyElseWrites(path string) error {
	err := ownfile.Check(path, ownfile.Writing, w.UID, rootUser)
	if err == nil {
		err = ownfile.CheckAbove(path, w.Home, w.UID, rootUser)
	}
	if err != nil {
		return fmt.Errorf("the catalogue that overrides pages is not used: %w", err)
	}
	return nil
}

// Overriding is the line that says which pages are not those of this build,
// empty if all are.
func Overriding(cat *selectors.Catalogue) string {
	if len(cat.Overridden) == 0 {
		return ""
	}
	return "Not the built-in catalogue: your own description of " + strings.Join(cat.Overridden, ", ") + " is in use."
}

func indent(text string) string { return "  " + strings.ReplaceAll(text, "\n", "\n  ") }
