// Package act sets what differs on a page, and saves it. It is the only package that
// clicks. It does not decide what to set, and nobody relies on what it reports: the
// caller loads the page again and reads it as proof.
//
// An [Actor] goes through the changes of a page in groups that are saved together, and
// returns what was [Done]. It uses a finder, which finds a control as it is drawn now; a
// bulkSetter, which sets a whole list at once; a setter, which sets one control; a saver,
// which saves a group; and an answerer, which says yes if the page only asks whether we
// mean it.
package act
