// Package e2e tests the shipped binary as a person or a script would use it:
// the real plexpriv, a real Chromium, a real keyring, and a made-up plex.tv
// behind a proxy (package fakeplex).
//
// It must never import a package of the product. The tests believe what fakeplex has
// stored and what it was asked for, never what plexpriv says about itself.
//
// Terms: a script is one file of testdata/script, which runs in a world of its
// own (home, keyring, bus, site); a canary is a secret of a test account, which
// must not turn up anywhere. README.md lists the commands of a script.
package e2e
