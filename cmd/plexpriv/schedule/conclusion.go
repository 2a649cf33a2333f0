package schedule

import (
	"context"
	"fmt"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Conclude notes how a job ended, and speaks if there is something to say. n is what
// its command had to report, nil where it ended before, with err. What comes back is
// err, or why nobody could be told.
func Conclude(ctx context.Context, w *world.World, s Speaker, command string, n *News, err error) error {
	if n == nil {
		n = trouble(exit.Code(err))
	}
	n.Header, n.At = terminal.NewHeader(command), w.Now().UTC()
	if n.ExitCode == outcome.ExitInterrupted {
		return err
	}
	end := End{At: n.At, ExitCode: n.ExitCode, Text: n.Text}
	last := lastEnd(w)
	if n.ExitCode == outcome.ExitTryLater {
		end.Later = 1
		if last != nil {
			end.Later += last.Later
		}
	}
	if noted := keepEnd(w, end); noted != nil {
		fmt.Fprintf(w.Terminal.Stderr, "plexpriv: note how the job ended: %v\n", noted)
	}
	if n.Event == "" || end.Later == 1 {
		return err
	}
	if told := s.speak(ctx, w, n); told != nil {
		fmt.Fprintf(w.Terminal.Stderr, "plexpriv: %s\n", n.Text)
		told = fmt.Errorf("tell of it: %w", told)
		if err == nil {
			return told
		}
		fmt.Fprintf(w.Terminal.Stderr, "plexpriv: %v\n", told)
	}
	return err
}
