package selectors

// File is the file of another package, read as strictly as the catalogue's own. That
// package adds the mistakes that only it can know. All are reported at once, each with
// its place.
//
// A path names a value in the file: "profile.kid.keep[2]" (see [Join] and [Index]).
type File struct{ d *diagnostics }

// ByID is a table of texts whose keys are ids such as "email.marketing", with or
// without quotes. Without quotes, TOML reads nested tables.
type ByID map[string]string

// DecodeFile reads TOML into a pointer to a struct, whose toml tags are the whole
// schema. It fills in what could be read even if Err has mistakes to report; readable
// says that the text is TOML at all. name is the file's name in mistakes.
func DecodeFile(name string, data []byte, into any) (f *File, readable bool) {
	d, readable := decodeFile(name, data, into)
	return &File{d}, readable
}

// Fail reports a mistake at a path, unless there is already one around it.
func (f *File) Fail(path, format string, args ...any) { f.d.fail(path, format, args...) }

// OneOf reports an unknown word, with those that may have been meant.
func (f *File) OneOf(path, what, word string, known []string) { f.d.oneOf(path, what, word, known) }

// Line returns the line of a path, or of what is around it; lines count from 1.
func (f *File) Line(path string) int { return f.d.at(path).line }

// Has says whether the file has a value at a path.
func (f *File) Has(path string) bool {
	_, there := f.d.places[path]
	return there
}

// Err returns all mistakes as one error, each as a [*ParseError], in reading order; nil
// if there are none.
func (f *File) Err() error { return joinErrors(f.d.mistakes) }

// Join and Index build paths.
func Join(path, key string) string { return join(path, key) }

// Index returns the path of an item in a list; the first is 0.
func Index(path string, i int) string { return index(path, i) }
