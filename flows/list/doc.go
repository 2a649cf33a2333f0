// Package list goes through a list that a page does not show all at once: it is behind
// tabs, on further pages, in closed panels, or below what shows. It goes to every place
// twice, so that no row is believed after one look, and finds the way back to a row that
// is to be set. It presses only what shows something, and it decides nothing about a
// value.
//
// A [List] belongs to one [Page], which it knows only as an interface. A place is the
// tabs and the page number behind which rows show. The layout finds in a look what leads
// to other places, and the mover goes there. The walk is the first tour of all places;
// what it reads is the inventory. The confirmation is the second tour. The way leads back
// to one place.
package list
