package schedule

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// unit is a file that the scheduler reads.
type unit struct {
	path string
	text []byte
}

// scheduler is the operating system's way to start a job at a given time.
type scheduler struct {
	name string
	// program is the command that controls the scheduler. It must be on the PATH.
	program string
	// units are the files of a job. If the first exists, the job is installed.
	units func(*Job) []unit
	// start are the command lines to run after the files are written, stop those to run
	// before they are removed, and reload those to run after that.
	start, stop [][]string
	reload      [][]string
	// state is the command line that shows the job's state. next finds in its output
	// when the job runs next.
	state []string
	next  func(output string) string
	// lingers finds out whether the job runs also while the person is not signed in. It is
	// nil where the scheduler itself says so in its description.
	lingers func(context.Context) *bool
}

// marker is a line in every file that plexpriv writes. A file without it belongs to
// somebody else and is not overwritten.
const marker = "Written by plexpriv schedule install; plexpriv schedule remove takes it away."

// schedulerOf is the scheduler of the operating system.
func schedulerOf(w *world.World) scheduler {
	switch w.Terminal.GOOS {
	case "darwin":
		return launchd(w)
	case "windows":
		return taskScheduler(w)
	}
	return systemd(w)
}

// commandLimit is how long to wait for a scheduler that does not answer.
const commandLimit = 20 * time.Second

// runCommands runs command lines one after the other and stops at the first that fails.
func runCommands(ctx context.Context, lines [][]string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, commandLimit)
	defer cancel()
	var answer strings.Builder
	for _, line := range lines {
		cmd := exec.CommandContext(ctx, line[0], line[1:]...)
		cmd.WaitDelay = time.Second
		out, err := cmd.CombinedOutput()
		answer.Write(out)
		if err != nil {
			return answer.String(), fmt.Errorf("%s: %w: %s", strings.Join(line, " "), err, outcome.OneLine(string(out)))
		}
	}
	return answer.String(), nil
}

// writtenByOthers reports whether the file exists and was not written by plexpriv.
func writtenByOthers(path string) bool {
	text, err := os.ReadFile(path)
	return err == nil && !strings.Contains(dropZeros(text), marker)
}

// dropZeros turns UTF-16 into text that can be searched, as long as it is ASCII.
func dropZeros(text []byte) string { return strings.ReplaceAll(string(text), "\x00", "") }
