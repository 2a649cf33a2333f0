// Package act sets what differs on a page, and saves it. It is the only package that
// clicks. It does not decide what is to be set, and its word on what came of it is
// not believed: the page is loaded again and read for that.
//
// An [Actor] acts on a page that was read, in a tab that can, and answers with what was
// [Done]. It goes through the changes in groups that are saved together. A finder finds
// their controls as they are drawn now, a bulkSetter sets a whole list at once, a setter
// one control, and a saver saves the group; an answerer says yes where the page only
// asks whether that is meant.
package act
