// Package selectors is the catalogue: which privacy settings Plex has, on which page
// each of them is, how to point at its control, what it is called in each language, and
// what each level wants of it.
//
// This knowledge is data, in words.toml and pages/*.toml, so that a label that Plex
// renames is a one-line change. The Go code only decodes, checks and looks up.
// docs/dev/catalogue.md describes the files.
//
// The package must never know how a browser is driven, and must never decide anything
// about an account: a [Locator] is only a description, which package reading has
// matched against a page.
//
// Terms:
//
//   - page: a Plex screen in the catalogue
//   - setting: one thing to be private about, with an ID that never changes
//   - control: a widget that shows a setting or a part of it
//   - locator: how to point at a control; a ranked list of them is a list of
//     candidates, and the first that matches anything decides
//   - value: the canonical word for a state ("off", "private"); what the page
//     shows for it is a label
//   - level: a named set of wanted values
package selectors
