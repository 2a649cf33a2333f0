// Package meaning finds out what a wording says: whether "on" means that a thing happens
// or that it does not. It is pure text: no page, no control, no browser.
//
// The world is closed. A [Vocabulary] has all words that are known, by language and by
// what they do to a meaning; a [Subject] has the titles and words of one control. A title
// is understood if it is a known one as a whole, or if each of its words is known. What
// stands around a title, such as a help text, never replaces it: it confirms it,
// contradicts it, or makes it unreadable. A [Reading] is the result, or the reason why
// there is none.
package meaning
