// Package automation drives a browser tab as a careful person would: it starts
// the browser, looks at a tab, finds a control by what it means, and presses it
// where a person would press. It is the only package that imports chromedp and
// cdproto, and it must never know anything of Plex.
//
// A [Browser] is one process with its network guard; an [Isolate] is a context
// of it with cookies and storage of its own; a [Tab] is one page in it. A [Look]
// is everything one look found; [Locate] picks the one control that a ranked
// list of [Locator] candidates means, and [Polarity] says what "on" means for it.
// [Until] is the one place where the program waits.
package automation
