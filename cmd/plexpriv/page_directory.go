package main

import (
	"io/fs"
)

// pageDirectory is a directory with one file in it, in memory.
type pageDirectory struct {
	name string
	text []byte
}

// Open opens the file.
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

// Glob finds the file.
func (d pageDirectory) Glob(string) ([]string, error) { return []string{d.name}, nil }
