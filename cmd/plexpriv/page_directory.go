package main

import (
	"io/fs"
)

// pageDirectory is a file system in memory with one file, the description of a page.
type pageDirectory struct {
	name string
	text []byte
}

// Open always fails. The catalogue reads files with ReadFile; fs.FS requires Open.
func (d pageDirectory) Open(name string) (fs.File, error) {
	if name != d.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
}

// ReadFile reads the file.
func (d pageDirectory) ReadFile(name string) ([]byte, error) {
	if name != d.name {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	return d.text, nil
}

// Glob returns the name of the file for every pattern.
func (d pageDirectory) Glob(string) ([]string, error) { return []string{d.name}, nil }
