package selectors

import (
	"io/fs"
	"path"
	"slices"
)

// EmbeddedWith returns this build's catalogue with the pages of a directory on top, so
// that a page that Plex has changed can be described without a new build. A file
// ID.toml replaces the page with that id, or adds one. Words cannot be replaced: what
// is never clicked and which addresses are allowed holds for every catalogue. The error
// lists every mistake as Load does, with file names in the directory.
func EmbeddedWith(over fs.FS) (*Catalogue, error) {
	own, err := readPages(over, "*.toml")
	if err != nil {
		return nil, err
	}
	return withOwnPages(embedded, own)
}

// EmbeddedWithPage is EmbeddedWith for one page, the content of a file with that name.
func EmbeddedWithPage(file string, content []byte) (*Catalogue, error) {
	return withOwnPages(embedded, []source{pageSource(file, content)})
}

// withOwnPages puts own pages in the place of those with the same id, or beside them.
func withOwnPages(base fs.FS, own []source) (*Catalogue, error) {
	words, pages, err := readSources(base)
	if err != nil {
		return nil, err
	}
	built, err := parse(words, pages, nil)
	if err != nil || len(own) == 0 {
		return built, err
	}
	for _, s := range own {
		if path.Base(s.name) == wordsFile {
			return nil, &ParseError{File: s.name, Msg: "words cannot be overridden: only pages, in files named after their ids, belong here"}
		}
		s.foreign = true
		i := slices.IndexFunc(pages, func(b source) bool { return b.id == s.id })
		if i < 0 {
			pages = append(pages, s)
			continue
		}
		pages[i] = s
	}
	return parse(words, pages, built)
}

// IsOverridden says whether a page does not come with this build.
func (c *Catalogue) IsOverridden(page string) bool { return slices.Contains(c.Overridden, page) }
