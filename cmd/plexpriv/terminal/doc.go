// Package terminal is where the person is. It knows which of the three streams are
// terminals and how wide those are, hides secrets in whatever is printed, and lays
// out tables, paragraphs and help for the screen. It shows the progress of a run,
// asks questions, reads what must not be shown, lets the person choose from a list,
// and draws QR codes. It decides nothing: what is said, when, and what an answer
// means is up to its callers. It touches no file and no network.
//
// A Terminal is the three streams together: an Input, and two Screens. A Table is a
// table without lines. A Choice is one change that the person may leave out. Titles
// are the names of pages and accounts that the progress shows. A Redactor hides what
// must not be seen. A Header is what every document of --json begins with.
package terminal
