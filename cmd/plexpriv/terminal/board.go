package terminal

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/plexpriv/plexpriv/flows"
)

// board is the picture of a run: what is being done on each page.
type board struct {
	titles Titles
	// hide hides secrets.
	hide  func(string) string
	marks marks
	now   func() time.Time

	began         time.Time
	width, height int
	frame         int
	accounts      []string
	rows          []boardRow
	finished      bool
}

// What a board is told.
type (
	boardRow struct {
		account, page string
		now           flows.Step
	}
	tick     struct{}
	finished struct{}
)

func ticking() tea.Cmd {
	const often = 100 * time.Millisecond
	return tea.Tick(often, func(time.Time) tea.Msg { return tick{} })
}

// Init starts the clock.
func (*board) Init() tea.Cmd { return ticking() }

// Update takes note of what has happened.
func (b *board) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case boardRow:
		b.note(msg)
	case tick:
		b.frame++
		return b, ticking()
	case tea.WindowSizeMsg:
		b.width, b.height = msg.Width, msg.Height
	case finished:
		b.finished = true
		return b, tea.Quit
	}
	return b, nil
}

// note keeps the rows in order: accounts as they came, pages as in the catalogue.
func (b *board) note(now boardRow) {
	now.account = b.titles.account(now.account)
	if !slices.Contains(b.accounts, now.account) {
		b.accounts = append(b.accounts, now.account)
	}
	for i, r := range b.rows {
		if r.account == now.account && r.page == now.page {
			b.rows[i] = now
			return
		}
	}
	b.rows = append(b.rows, now)
	pages := b.titles.Catalogue.PageIDs()
	slices.SortStableFunc(b.rows, func(x, y boardRow) int {
		return cmp.Or(
			slices.Index(b.accounts, x.account)-slices.Index(b.accounts, y.account),
			slices.Index(pages, x.page)-slices.Index(pages, y.page))
	})
}

// View draws it, with the cursor on the empty line below, where what is typed
// does no harm.
func (b *board) View() tea.View {
	var lines []string
	if !b.finished {
		lines = b.lines()
	}
	v := tea.NewView(strings.Join(append(lines, ""), "\n"))
	v.Cursor = tea.NewCursor(0, len(lines))
	v.DisableBracketedPasteMode = true
	return v
}

// marks stand before a page: the frames of what is in work, and what is over. cut
// ends a line that is too wide.
type marks struct {
	frames    []rune
	over, cut string
}

// marksOf are those that a terminal can show.
func marksOf(t *Terminal) marks {
	if t.unicode() {
		return marks{[]rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"), "✓", "…"}
	}
	return marks{[]rune(`|/-\`), "+", ">"}
}

func (b *board) lines() []string {
	spin := string(b.marks.frames[b.frame%len(b.marks.frames)])
	seconds := fmt.Sprintf("%d s", int(b.now().Sub(b.began).Seconds()))
	if len(b.rows) == 0 {
		return []string{b.fit(spin + " starting the browser, " + seconds)}
	}
	shown, more := b.visible()
	names := 0
	for _, r := range shown {
		names = max(names, text.StringWidthWithoutEscSequences(b.hide(r.account)))
	}
	var out []string
	for _, r := range shown {
		mark := b.marks.over
		if r.now.Begins() {
			mark = spin
		}
		line := mark + " "
		if b.titles.Many {
			line += text.Pad(b.hide(r.account), names+2, ' ')
		}
		// The title comes last, because a narrow screen cuts it.
		out = append(out, b.fit(line+fmt.Sprintf("%-*s  ", len(flows.StepReadAgain), r.now)+b.titles.page(r.page)))
	}
	if more > 0 {
		seconds = fmt.Sprintf("and %d more, %s", more, seconds)
	}
	return append(out, b.fit("  "+seconds))
}

// visible are the rows that the terminal has room for, those in work first, and
// the number of the others.
func (b *board) visible() ([]boardRow, int) {
	const below = 3 // the clock, the cursor, and a line of what was before
	room := max(1, b.height-below)
	if len(b.rows) <= room {
		return b.rows, 0
	}
	order := slices.Clone(b.rows)
	slices.SortStableFunc(order, func(x, y boardRow) int {
		switch begun := x.now.Begins(); {
		case begun == y.now.Begins():
			return 0
		case begun:
			return -1
		}
		return 1
	})
	return order[:room], len(order) - room
}

// fit cuts a line that is too wide: a broken one could not be drawn over.
func (b *board) fit(line string) string {
	if b.width < 2 {
		return ""
	}
	return text.Snip(line, b.width-1, b.marks.cut)
}
