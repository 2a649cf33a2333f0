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

// board is the picture that shows what a run is doing on each page.
type board struct {
	titles Titles
	// hide hides secrets in a text.
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

// These are the messages to a board: a page got to a step, time has passed, and the
// run is over.
type (
	boardRow struct {
		account, page string
		now           flows.Step
	}
	tick     struct{}
	finished struct{}
)

// ticking sends the next tick.
func ticking() tea.Cmd {
	const often = 100 * time.Millisecond
	return tea.Tick(often, func(time.Time) tea.Msg { return tick{} })
}

// Init starts the clock.
func (*board) Init() tea.Cmd { return ticking() }

// Update takes a message.
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

// note notes the step of a page. Rows are in the order of accounts, as they came, and
// of pages, as in the catalogue.
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
	slices.SortStableFunc(b.rows, func(x, y boardRow) int {
		return cmp.Or(
			slices.Index(b.accounts, x.account)-slices.Index(b.accounts, y.account),
			b.titles.place(x.page)-b.titles.place(y.page))
	})
}

// View draws the board. The cursor is on the empty line below it: what a person types
// meanwhile shows there and does no harm.
func (b *board) View() tea.View {
	var lines []string
	if !b.finished {
		lines = b.lines()
	}
	v := tea.NewView(strings.Join(append(lines, ""), "\n"))
	v.Cursor = tea.NewCursor(0, len(lines))
	// The cursor keeps the shape that the person has chosen. Bubble Tea has no word for that:
	// this is what it encodes as 0, and then it sends nothing, neither now nor at the end.
	v.Cursor.Shape, v.Cursor.Blink = -1, false
	v.DisableBracketedPasteMode = true
	return v
}

// marks are the characters that stand for something. Before a page stands one of
// frames, in turn, while something is done there, and over afterwards. A line that
// was cut off ends with cut.
type marks struct {
	frames    []rune
	over, cut string
}

// marksOf are the marks of a terminal that can show Unicode, or cannot.
func marksOf(unicode bool) marks {
	if unicode {
		return marks{[]rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"), "✓", "…"}
	}
	return marks{[]rune(`|/-\`), "+", ">"}
}

// lines are the lines of the board.
func (b *board) lines() []string {
	spin := string(b.marks.frames[b.frame%len(b.marks.frames)])
	seconds := fmt.Sprintf("%d s", int(b.now().Sub(b.began).Seconds()))
	if len(b.rows) == 0 {
		return []string{b.fit(spin + " " + b.titles.Words.Starting + ", " + seconds)}
	}
	shown, more := b.visible()
	names, steps := 0, 0
	for now := range b.titles.Words.Steps {
		steps = max(steps, text.StringWidthWithoutEscSequences(b.titles.step(now)))
	}
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
		// The title comes last, because a narrow screen cuts the end of the line off.
		out = append(out, b.fit(line+text.Pad(b.titles.step(r.now), steps+2, ' ')+b.titles.page(r.page)))
	}
	if more > 0 {
		seconds = b.titles.Words.More(more) + ", " + seconds
	}
	return append(out, b.fit("  "+seconds))
}

// visible are the rows that the terminal has room for, those first on which something
// is being done, and the number of the others.
func (b *board) visible() ([]boardRow, int) {
	const others = 3 // lines: the clock, the cursor, and one that was printed before
	room := max(1, b.height-others)
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

// fit cuts a line that is too wide. The terminal would break it, and then one picture
// could not be drawn over the other.
func (b *board) fit(line string) string {
	if b.width < 2 {
		return ""
	}
	return text.Snip(line, b.width-1, b.marks.cut)
}
