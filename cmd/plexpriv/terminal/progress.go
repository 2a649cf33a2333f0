package terminal

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// NewProgress returns who shows the steps of a run: as a board, which is gone after
// end, or as a line for each step where the terminal cannot draw a board.
func NewProgress(t *Terminal, of Titles) (observer flows.Observer, end func()) {
	if !t.redraws() {
		return &lineProgress{to: t.Stderr, titles: of}, func() {}
	}
	p := showBoard(t.canvas, newBoard(t, of))
	return p, p.end
}

// Titles are the names of pages and accounts that a person knows, and what is said of
// them, in the person's language.
type Titles struct {
	// Pages are all of them in their order, with their names.
	Pages []PageTitle
	Words ProgressWords
	// Many is whether there are several accounts, so that each has to be named.
	Many bool
	// Names are those of the accounts, by profile.
	Names map[string]string
}

// PageTitle is the name of a page.
type PageTitle struct{ ID, Title string }

// ProgressWords are what is said of a run while it is under way.
type ProgressWords struct {
	// Starting is said before there is a page.
	Starting string
	Steps    map[flows.Step]string
	// More is said of the pages that have no room, and Grown of an account that gets more
	// time for a long list.
	More  func(pages int) string
	Grown func(rows int, limit time.Duration) string
}

func (t Titles) account(label string) string { return outcome.Name(cmp.Or(t.Names[label], label)) }

func (t Titles) page(id string) string {
	if i := t.place(id); i >= 0 {
		return t.Pages[i].Title
	}
	return id
}

// place is where a page stands among all pages.
func (t Titles) place(id string) int {
	return slices.IndexFunc(t.Pages, func(p PageTitle) bool { return p.ID == id })
}

func (t Titles) step(now flows.Step) string { return cmp.Or(t.Words.Steps[now], string(now)) }

// grown says that a list is so long that its account gets more time.
func (t Titles) grown(account string, rows int, limit time.Duration) string {
	text := t.Words.Grown(rows, limit.Round(time.Second))
	if t.Many {
		text = t.account(account) + ": " + text
	}
	return text
}

// lineProgress prints a line for each step that begins.
type lineProgress struct {
	to     Screen
	titles Titles
	mu     sync.Mutex
}

// Rows prints how much time an account may take.
func (p *lineProgress) Rows(account string, rows int, limit time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintln(p.to, p.titles.grown(account, rows, limit))
}

// Step prints the line of a step.
func (p *lineProgress) Step(account, page string, now flows.Step) {
	if !now.Begins() {
		return
	}
	title := p.titles.page(page)
	if p.titles.Many {
		title = p.titles.account(account) + ": " + title
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintf(p.to, "%s: %s …\n", strings.TrimSpace(title), p.titles.step(now))
}
