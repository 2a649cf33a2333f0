package main

import (
	"io/fs"
)

// onePage is a directory with one file in it, in memory.
type onePage struct {
	name string
	text []byte
}

// Open opens the file.
func (d onePage) Open(name string) (fs.File, error) {
	if name != d.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
}

// ReadFile reads the file.
func (d onePage) ReadFile(name string) ([]byte, error) {
	if name != d.name {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	return d.text, nil
}

// Glob finds the file.
func (d onePage) Glob(string) ([]string, error) { return []string{d.name}, nil }
