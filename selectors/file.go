package selectors

// File is another package's file, read as strictly as the catalogue's own. That package
// adds the mistakes that only it can know, and all are reported at once, each with its
// place.
//
// A path names a value inside it: "profile.kid.keep[2]" (see [Join] and [Index]).
type File struct{ d *diagnostics }

// ByID is a table of texts whose keys are ids like "email.marketing". They may stand
// with or without quotes; without them TOML reads nested tables.
type ByID map[string]string

// DecodeFile reads TOML into a pointer to a struct, whose toml tags are the whole
// schema. What could be read is there even where Err has mistakes to report; readable
// says that it was TOML at all. name is the name of the file in mistakes.
func DecodeFile(name string, data []byte, into any) (f *File, readable bool) {
	d, readable := decodeFile(name, data, into)
	return &File{d}, readable
}

// Fail notes a mistake at a path, unless something around it is wrong anyway.
func (f *File) Fail(path, format string, args ...any) { f.d.fail(path, format, args...) }

// OneOf notes a word that is not a known one, with those it may have meant.
func (f *File) OneOf(path, what, word string, known []string) { f.d.oneOf(path, what, word, known) }

// Line is where a path stands, or what is around it; lines count from 1.
func (f *File) Line(path string) int { return f.d.at(path).line }

// Has says whether the file holds a value at a path.
func (f *File) Has(path string) bool {
	_, there := f.d.places[path]
	return there
}

// Err is all mistakes as one error, each a [*ParseError], in reading order; nil if
// there are none.
func (f *File) Err() error { return joinErrors(f.d.mistakes) }

// Join and Index build paths.
func Join(path, key string) string { return join(path, key) }

// Index is the path of an item of a list; the first is 0.
func Index(path string, i int) string { return index(path, i) }
