package selectors

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed words.toml pages/*.toml
var embedded embed.FS

const wordsFile = "words.toml"

// Embedded returns the catalogue that comes with this build. An error is a bug, which
// the package's tests find.
func Embedded() (*Catalogue, error) { return Load(embedded) }

// Load reads words.toml and pages/*.toml. The error lists every mistake in every file,
// each as a [*ParseError], in reading order.
func Load(fsys fs.FS) (*Catalogue, error) {
	words, pages, err := readSources(fsys)
	if err != nil {
		return nil, err
	}
	return parse(words, pages, nil)
}

// source is one file of a catalogue.
type source struct {
	// name is the file's name in mistakes; id is the page's id.
	name, id string
	content  []byte
	// foreign says that the file does not come with this build.
	foreign bool
}

// readSources reads the files of a whole catalogue, pages sorted by name.
func readSources(fsys fs.FS) (words source, pages []source, err error) {
	words = source{name: wordsFile}
	if words.content, err = fs.ReadFile(fsys, wordsFile); errors.Is(err, fs.ErrNotExist) {
		return words, nil, &ParseError{File: wordsFile, Msg: "there is no such file"}
	} else if err != nil {
		return words, nil, fmt.Errorf("read the catalogue: %w", err)
	}
	if pages, err = readPages(fsys, "pages/*.toml"); err != nil {
		return words, nil, err
	}
	if len(pages) == 0 {
		return words, nil, &ParseError{File: "pages", Msg: "there is no page in the catalogue"}
	}
	return words, pages, nil
}

func readPages(fsys fs.FS, pattern string) ([]source, error) {
	files, err := fs.Glob(fsys, pattern)
	if err != nil {
		return nil, fmt.Errorf("list the pages of the catalogue: %w", err)
	}
	slices.Sort(files)
	var pages []source
	for _, file := range files {
		content, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("read the catalogue: %w", err)
		}
		pages = append(pages, pageSource(file, content))
	}
	return pages, nil
}

// pageSource is a page's file; it is named after the page's id.
func pageSource(file string, content []byte) source {
	return source{name: file, id: strings.TrimSuffix(path.Base(file), ".toml"), content: content}
}

// parse decodes and checks the files. Foreign pages are compared with those that came
// with the build.
func parse(words source, pages []source, built *Catalogue) (*Catalogue, error) {
	version := sha256.New()
	for _, s := range append([]source{words}, pages...) {
		// The length keeps two different catalogues from having the same hash.
		fmt.Fprintf(version, "%s %d\n", s.name, len(s.content))
		version.Write(s.content)
	}
	c := &Catalogue{Version: hex.EncodeToString(version.Sum(nil))[:12]}
	d, readable := decodeFile(words.name, words.content, &c.Words)
	if readable {
		checkWords(d, &c.Words)
	}
	mistakes := d.mistakes
	shared := newShared(&c.Words, d)
	for _, s := range pages {
		page := Page{}
		d, readable := decodeFile(s.name, s.content, &page)
		if readable {
			checkPage(d, &page, s.id, shared)
		}
		if readable && s.foreign {
			checkForeign(d, &page, built.builtInFor(s.id), shared)
			c.Overridden = append(c.Overridden, s.id)
		}
		mistakes = append(mistakes, d.mistakes...)
		c.Pages = append(c.Pages, page)
	}
	if err := joinErrors(mistakes); err != nil {
		return nil, err
	}
	slices.SortFunc(c.Pages, func(a, b Page) int { return cmp.Compare(a.Order, b.Order) })
	return c, nil
}
