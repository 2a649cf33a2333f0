package schedule

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// unit is a file that a scheduler reads.
type unit struct {
	path string
	text []byte
}

// scheduler is a system's own way to start a job later.
type scheduler struct {
	name string
	// program is what it is told through; it must be on the PATH.
	program string
	// units are the files of a job. It is known by the first.
	units func(*Job) []unit
	// start and stop tell the scheduler of files that were written, or are about
	// to be removed; each is a list of command lines.
	start, stop [][]string
	// reload follows the removal of the files.
	reload [][]string
	// state asks for the job's, next reads from the answer when it runs next.
	state []string
	next  func(answer string) string
}

// written marks our files, so that nobody else's is overwritten.
const written = "Written by plexpriv schedule install; plexpriv schedule remove takes it away."

// schedulerOf is that of the system we run on.
func schedulerOf(w *world.World) scheduler {
	switch w.Terminal.GOOS {
	case "darwin":
		return launchd(w)
	case "windows":
		return taskScheduler(w)
	}
	return systemd(w)
}

// commandLimit is for a scheduler that does not answer.
const commandLimit = 20 * time.Second

// tell runs a scheduler's command lines and stops at the first that fails.
func tell(ctx context.Context, lines [][]string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, commandLimit)
	defer cancel()
	var answer strings.Builder
	for _, line := range lines {
		cmd := exec.CommandContext(ctx, line[0], line[1:]...)
		cmd.WaitDelay = time.Second
		out, err := cmd.CombinedOutput()
		answer.Write(out)
		if err != nil {
			return answer.String(), fmt.Errorf("%s: %w: %s", strings.Join(line, " "), err, terminal.OneLine(string(out)))
		}
	}
	return answer.String(), nil
}

// foreign says whether there is a file of that name that we did not write.
func foreignUnit(path string) bool {
	text, err := os.ReadFile(path)
	return err == nil && !strings.Contains(plainText(text), written)
}

// plainText takes the zeros out of UTF-16.
func plainText(text []byte) string { return strings.ReplaceAll(string(text), "\x00", "") }
