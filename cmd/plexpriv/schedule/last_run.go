package schedule

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/ownfile"
)

// LastRun is how the job ended last.
type LastRun struct {
	At       time.Time `json:"at"`
	ExitCode int       `json:"exit_code"`
	Text     string    `json:"text"`
	// Later is how many runs in a row have ended with "try again later".
	Later int `json:"later"`
}

// Finish ends a run of the job. It records how the run ended, and notifies the person
// if there is something to say. m is nil if the command ended with err before it had a
// report. Finish returns err, or, if err is nil, the error of the notification.
func Finish(ctx context.Context, w *world.World, n Notifier, command string, m *Message, err error) error {
	if m == nil {
		m = failureMessage(exit.Code(err))
	}
	m.Header, m.At = terminal.NewHeader(command), w.Now().UTC()
	if m.ExitCode == outcome.ExitInterrupted {
		return err
	}
	later := recordRun(w, m)
	// The first failure of the network is not worth a notification.
	if m.Event == "" || later == 1 {
		return err
	}
	failed := n.notify(ctx, w, m)
	if failed == nil {
		return err
	}
	fmt.Fprintf(w.Terminal.Stderr, "plexpriv: %s\n", m.Text)
	failed = fmt.Errorf("notify you: %w", failed)
	if err == nil {
		return failed
	}
	fmt.Fprintf(w.Terminal.Stderr, "plexpriv: %v\n", failed)
	return err
}

// recordRun saves how the run ended. It returns how many runs in a row, this one
// included, have ended with "try again later".
func recordRun(w *world.World, m *Message) int {
	run := LastRun{At: m.At, ExitCode: m.ExitCode, Text: m.Text}
	last := loadLastRun(w)
	if m.ExitCode == outcome.ExitTryLater {
		run.Later = 1
		if last != nil {
			run.Later += last.Later
		}
	}
	if err := saveLastRun(w, run); err != nil {
		fmt.Fprintf(w.Terminal.Stderr, "plexpriv: record how the job ended: %v\n", err)
	}
	return run.Later
}

func lastRunFile(w *world.World) string { return filepath.Join(w.State, "schedule.json") }

// loadLastRun returns nil if the job has not run yet, or the file cannot be read.
func loadLastRun(w *world.World) *LastRun {
	last, err := ownfile.LoadJSON(lastRunFile(w), func(*LastRun) bool { return true })
	if err != nil {
		return nil
	}
	return last
}

func saveLastRun(w *world.World, run LastRun) error {
	if err := os.MkdirAll(w.State, 0o700); err != nil {
		return err
	}
	return ownfile.ReplaceJSON(lastRunFile(w), run)
}
