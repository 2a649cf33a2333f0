//go:build !unix

package ownfile

// Check allows every file: on Windows our files lie in the person's own profile, whose
// access list they inherit.
func Check(string, Others, ...int) error { return nil }

// CheckAbove allows every file, too.
func CheckAbove(string, string, ...int) error { return nil }
