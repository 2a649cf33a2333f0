// Package ownfile keeps a person's files whole and private: after a crash a file has
// the old content or the new one, and a file that other users of the machine can read
// or write is refused. It knows nothing about what is in the files, except that
// some hold a value as JSON.
package ownfile
