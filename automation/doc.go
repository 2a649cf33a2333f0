// Package automation drives a browser tab as a careful person would: it starts
// the browser, looks at a tab, finds a control by what it means, and presses it
// where a person would press. It is the only package that imports chromedp and
// cdproto, and it must never know anything of Plex.
//
// A [Browser] is one process with its network guard; an [Isolate] is a context
// of it with cookies and storage of its own; a [Tab] is one page in it. What a look
// found, and finding a control in it, is package sight; whether a request may leave
// is package judge. [Until] is the one place where the program waits.
package automation
