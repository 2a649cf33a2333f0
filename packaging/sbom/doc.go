// Command sbom writes what a binary of plexpriv is made of, in CycloneDX:
//
//	sbom VERSION BINARY DOCUMENT
//
// It goes by what the Go linker noted in the binary, not by go.mod, so it lists
// what is really in it, and the same binary gives the same document. The version is
// given because -trimpath keeps -ldflags out of those notes.
package main
