// Package terminal is where the person is. It knows which of the three streams
// are terminals and how wide they are, hides secrets in whatever is printed, and
// lays out tables, paragraphs and help for the screen. It shows the progress of a
// run, asks questions, reads what must not be shown, lets the person choose from a
// list, and draws QR codes. It decides nothing: what is said, when, and what an
// answer means is up to those who call it, and it touches no file and no network.
//
// A Terminal is the person's place; a Grid is a table without lines; a Choice is
// one thing of a list to pick from; Titles are what pages and accounts are called
// while a run goes on; a Redactor hides what must not be seen; a Header is what every
// document of --json begins with.
package terminal
