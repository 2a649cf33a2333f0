package terminal

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/plexpriv/plexpriv/flows"
)

// drawing shows, below whatever is printed meanwhile, a line for each page of
// each account. It reads no input, leaves signals and the terminal's settings
// alone, and keeps the cursor visible, so that a program that is killed leaves a
// terminal that works.
type drawing struct {
	program *tea.Program
	above   *screen
	over    chan struct{}
}

// draw begins a picture of the steps of a run.
func draw(t *Terminal, of Titles) *drawing {
	d := &drawing{above: t.above, over: make(chan struct{})}
	const perSecond = 20
	d.program = moving(t, &board{titles: of, now: time.Now, began: time.Now(), hide: t.Secrets.Redact, marks: marksOf(t), width: t.StderrWidth, height: guessedLines},
		tea.WithInput(nil), tea.WithContext(context.Background()), tea.WithFPS(perSecond))
	go func() {
		defer close(d.over)
		// Without a picture of it the run goes on as well.
		_, _ = d.program.Run()
	}()
	d.above.divert(func(line string) bool {
		select {
		case <-d.over:
			return false
		default:
		}
		d.program.Send(tea.Println(line)())
		return true
	})
	return d
}

// guessedLines are those of a terminal that has not said yet how many it has.
const guessedLines = 24

// moving draws a model at the end of standard error, and leaves signals to us. The
// size is that of the terminal where there is one. Nothing is coloured, and finding
// out what could be may start other programs.
func moving(t *Terminal, m tea.Model, more ...tea.ProgramOption) *tea.Program {
	return tea.NewProgram(m, append(more, tea.WithOutput(t.Canvas), tea.WithoutSignalHandler(),
		tea.WithWindowSize(t.StderrWidth, guessedLines), tea.WithColorProfile(colorprofile.ASCII))...)
}

// Step shows a step.
func (d *drawing) Step(account, page string, now flows.Step) {
	d.program.Send(boardRow{account, page, now})
}

// end takes the picture away.
func (d *drawing) end() {
	d.above.divert(nil)
	d.program.Send(finished{})
	<-d.over
}
