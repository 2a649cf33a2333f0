package main

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

func (w *world) draw(t titles) *drawing {
	d := &drawing{above: w.above, over: make(chan struct{})}
	const lines, perSecond = 24, 20 // lines is a guess until the terminal says
	d.program = tea.NewProgram(&board{titles: t, now: time.Now, began: time.Now(), hide: w.secrets.redact, marks: w.marks(), width: w.stderrWidth, height: lines},
		tea.WithOutput(w.canvas), tea.WithInput(nil), tea.WithoutSignalHandler(), tea.WithContext(context.Background()),
		// The size is that of the terminal where there is one. Nothing is coloured, and
		// finding out what could be may start other programs.
		tea.WithWindowSize(w.stderrWidth, lines), tea.WithColorProfile(colorprofile.ASCII), tea.WithFPS(perSecond))
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
