// Package page is one page in one tab: opened, what is in the way put out of it,
// hidden things shown, at rest, and read. It has no verb that sets anything: a [Tab]
// can look and reveal, and only package act holds an [ActingTab]. It does not know
// what is to be changed.
//
// A [Visit] is one page in one tab, from the address to values that can be believed,
// and [Found] is what it found. It is made of small parts: the snapshot is what was
// seen last, rest since when it is the same, layers the dialogs over it, doors what
// was opened, gate what may be tried only so often, heard what the page's own traffic
// says. [Pace] holds the waits.
package page
