// Package guide writes the steps that a person takes by hand: for one setting, for a page,
// or for the whole catalogue, in English or German. It is for people whose page plexpriv
// could not read or set, and for those who would rather do it themselves.
//
// Everything that Plex shows comes from the catalogue: addresses, headings, names of
// controls. What the catalogue does not know (how a page saves) stands in a table here,
// with its source; of a page that is in neither the steps say so. The package opens
// nothing and decides nothing about an account.
package guide
