// Package sight holds what one look at a page found, and finds a control in it by
// what it means. It is pure: no tab, no clock, no context, no browser library. It
// does not decide what a setting should be, and it knows nothing of Plex.
//
// A [Look] is everything one look found. A [Thing] is an element of it, and [Seen]
// is a thing that shows a choice: a control. A [Locator] is one way to point at a
// control; [Locate] picks the one control that a ranked list of locators means.
// [Polarity] says whether "on" means yes or no for it.
package sight
