// Package automation drives a browser tab as a careful person would: it starts the
// browser, looks at a tab, finds a control by what it means, and presses it where a
// person would press. It is the only package that imports chromedp and cdproto, and it
// knows nothing about Plex.
//
// A [Browser] is one process with its network guard; an [Isolate] is a context of it
// with cookies and storage of its own; a [Tab] is one page in it: the document with our
// scripts, its viewport and its traffic. Package sight holds what a look found and
// finds a control in it; package judge decides whether a request may leave. [Until] is
// the one place where the program waits.
package automation
