// Package page is one page in one tab: opened, what is in the way put out of it,
// hidden things shown, at rest, and read. It has no verb that sets anything: a [Tab]
// can look and reveal, and only package act holds an [ActingTab]. It does not know
// what is to be changed.
//
// A [Visit] is one page in one tab, from the address to values that can be believed,
// and [Found] is what it found. It decides what is done next, and has it done by its
// parts. What is known of the page: the [View] is what was seen last, layers the
// dialogs over it, rest since when it is the same, heard what the page's own traffic
// says. What moves it on: obstacles are put out of the way, doors are opened (first the
// reveals of the catalogue, then closed sections), and [DropDowns] are asked what they
// offer; a gate says what may be tried only so often. In the end a conclusion is drawn
// from the evidence. [Pace] holds the waits.
package page
