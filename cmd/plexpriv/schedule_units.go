package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
	units func(*job) []unit
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
	switch w.GOOS {
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

// systemd is a timer of the person's own systemd.
func systemd(w *world.World) scheduler {
	dir := filepath.Join(filepath.Dir(w.Config), "systemd", "user")
	user := func(args ...string) []string { return append([]string{"systemctl", "--user"}, args...) }
	return scheduler{
		name: "systemd user timer", program: "systemctl",
		units: func(j *job) []unit {
			return []unit{
				{filepath.Join(dir, "plexpriv.timer"), []byte(systemdTimer(j))},
				{filepath.Join(dir, "plexpriv.service"), []byte(systemdService(j))},
			}
		},
		start:  [][]string{user("daemon-reload"), user("enable", "plexpriv.timer"), user("restart", "plexpriv.timer")},
		stop:   [][]string{user("disable", "--now", "plexpriv.timer")},
		reload: [][]string{user("daemon-reload")},
		state:  user("show", "plexpriv.timer", "--property=ActiveState", "--property=NextElapseUSecRealtime"),
		next: func(answer string) string {
			for line := range strings.Lines(answer) {
				if at, ok := strings.CutPrefix(strings.TrimSpace(line), "NextElapseUSecRealtime="); ok {
					return at
				}
			}
			return ""
		},
	}
}

func systemdTimer(j *job) string {
	day, spread := j.weekday.String()[:3]+" *-*-*", "1h"
	if !j.weekly {
		day, spread = fmt.Sprintf("*-*-%02d", j.day), "6h"
	}
	return fmt.Sprintf(`# %s
[Unit]
Description=plexpriv: see whether Plex is still private

[Timer]
OnCalendar=%s %02d:%02d:00
# Made up for when the machine was off, and not all at the same minute.
Persistent=true
RandomizedDelaySec=%s

[Install]
WantedBy=timers.target
`, written, day, j.hour, j.minute, spread)
}

func systemdService(j *job) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# %s
[Unit]
Description=plexpriv: see whether Plex is still private

[Service]
Type=oneshot
`, written)
	for _, v := range j.env {
		fmt.Fprintf(&b, "Environment=%s\n", systemdWord(v))
	}
	words := []string{systemdWord(j.program)}
	for _, a := range j.args {
		// A dollar begins a variable in a command line, and only there.
		words = append(words, strings.ReplaceAll(systemdWord(a), "$", "$$"))
	}
	fmt.Fprintf(&b, `ExecStart=%s
# 2: something differs. That was told, and is no trouble of the job.
SuccessExitStatus=2
TimeoutStartSec=30min
Nice=5
`, strings.Join(words, " "))
	return b.String()
}

// systemdWord quotes as systemd.syntax(7) and systemd.unit(5) say: backslashes and
// quotes are escaped, and % begins a specifier.
func systemdWord(word string) string {
	word = strings.ReplaceAll(word, "%", "%%")
	if plainWord.MatchString(word) {
		return word
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(word) + `"`
}
