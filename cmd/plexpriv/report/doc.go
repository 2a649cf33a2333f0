// Package report makes one HTML page from the result of a run. The page is
// self-contained, readable on a phone, on paper and with a screen reader, and loads no
// scripts and nothing from the network. [New] turns a result into a [Page] of texts;
// [Page.HTML] renders it with the template; [CheckTarget] and [Save] write it. The
// package decides nothing about a run and opens no browser, session or journal. People
// hand reports on: a report contains the username, but no email address, token or
// cookie, and its pictures come with personal data painted over. A Section is a page of
// Plex; a Tone is the color of a result; Advice is what to do next.
package report
