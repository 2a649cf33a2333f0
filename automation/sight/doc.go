// Package sight holds what one look at a page found, and finds a control in it by what
// it means. It is pure: no tab, no clock, no context, no browser library. It does not
// decide what a setting should be, and it knows nothing of Plex.
//
// A [Look] is everything that one look found. A [Thing] is an element in it, and a
// [Seen] is a control: a thing that shows a choice. A [Locator] is one way to point at
// a control; [Locate] finds the one control that a ranked list of locators means. What a
// wording says, and so what "on" means, is decided elsewhere.
package sight
