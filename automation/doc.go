// Package automation drives a browser as a careful person would: it starts the browser,
// looks at a tab, finds a control by what it means, and clicks where a person would
// click. It is the only package that imports chromedp and cdproto, and it knows nothing
// about Plex.
//
// A [Browser] is one browser with its network guard, an [Isolate] a browser context
// with its own cookies and storage, and a [Tab] one page in it. Package sight holds
// what a look found and finds controls in it; package judge decides whether a request
// may leave. [Until] waits for what is about to change; nothing here sleeps.
package automation
