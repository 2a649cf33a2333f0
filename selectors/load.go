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

// Embedded returns the catalogue that this build was made with. An error is a
// mistake of ours, which the package's tests find.
func Embedded() (*Catalogue, error) { return Load(embedded) }

// Load reads words.toml and pages/*.toml. The error lists every mistake in
// every file, each as a [*ParseError], in reading order.
func Load(fsys fs.FS) (*Catalogue, error) {
	files, err := fs.Glob(fsys, "pages/*.toml")
	if err != nil {
		return nil, fmt.Errorf("list the pages of the catalogue: %w", err)
	}
	slices.Sort(files)
	data := make(map[string][]byte, len(files)+1)
	version := sha256.New()
	for _, file := range append([]string{wordsFile}, files...) {
		content, err := fs.ReadFile(fsys, file)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, &ParseError{File: file, Msg: "there is no such file"}
		}
		if err != nil {
			return nil, fmt.Errorf("read the catalogue: %w", err)
		}
		data[file] = content
		// The length keeps two different catalogues from hashing alike.
		fmt.Fprintf(version, "%s %d\n", file, len(content))
		version.Write(content)
	}
	if len(files) == 0 {
		return nil, &ParseError{File: "pages", Msg: "there is no page in the catalogue"}
	}

	c := &Catalogue{Version: hex.EncodeToString(version.Sum(nil))[:12]}
	d, readable := decodeFile(wordsFile, data[wordsFile], &c.Words)
	if readable {
		checkWords(d, &c.Words)
	}
	mistakes := d.mistakes
	across := newAcross(&c.Words)
	for _, file := range files {
		page := Page{}
		d, readable := decodeFile(file, data[file], &page)
		if readable {
			checkPage(d, &page, strings.TrimSuffix(path.Base(file), ".toml"), across)
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
