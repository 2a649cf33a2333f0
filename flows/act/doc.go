// Package act sets what differs on a page, and saves it. It is the only package that
// clicks. It does not decide what is to be set, and its word on what came of it is
// not believed: the page is loaded again and read for that.
//
// An [Actor] is a page that was read, with a tab that can act on it. It answers with
// what was [Done].
package act
