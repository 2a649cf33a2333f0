package terminal

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/plexpriv/plexpriv/flows"
)

// boardProgress shows the progress of a run as a board below whatever is printed
// meanwhile. It reads no input, leaves signals and the settings of the terminal
// alone, and keeps the cursor visible. So if plexpriv is killed, the terminal still
// works.
type boardProgress struct {
	program *tea.Program
	canvas  *canvas
	titles  Titles
	over    chan struct{}
}

// showBoard shows a board until end is called.
func showBoard(c *canvas, b *board) *boardProgress {
	const perSecond = 20
	p := &boardProgress{
		canvas: c, titles: b.titles, over: make(chan struct{}),
		program: c.program(b, b.width, tea.WithInput(nil), tea.WithContext(context.Background()), tea.WithFPS(perSecond)),
	}
	go func() {
		defer close(p.over)
		// The run goes on even if the board cannot be drawn.
		_, _ = p.program.Run()
	}()
	c.printAbove(func(line string) bool {
		select {
		case <-p.over:
			return false
		default:
		}
		p.program.Send(tea.Println(line)())
		return true
	})
	return p
}

// newBoard is the board of a run that begins now.
func newBoard(t *Terminal, of Titles) *board {
	now := time.Now()
	return &board{
		titles: of, now: time.Now, began: now, hide: t.Secrets.Redact, marks: marksOf(t.Unicode()),
		width: t.Stderr.Width, height: guessedHeight,
	}
}

// Step shows a step.
func (p *boardProgress) Step(account, page string, now flows.Step) {
	p.program.Send(boardRow{account, page, now})
}

// Rows prints above the board how much time an account may take.
func (p *boardProgress) Rows(account string, rows int, limit time.Duration) {
	p.program.Send(tea.Println(p.titles.grown(account, rows, limit))())
}

// end takes the board away.
func (p *boardProgress) end() {
	p.canvas.printAbove(nil)
	p.program.Send(finished{})
	<-p.over
}
