// Package eyes opens a page in a real browser, as a person would, and says what
// is wrong with it: what it asks of the network, what the browser complains of,
// pictures that do not show, text that does not stand out, and a page that is
// wider than the screen. It knows nothing of what the page is about.
package eyes
