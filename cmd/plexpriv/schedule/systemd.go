package schedule

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// systemd is a timer of the user's systemd instance.
func systemd(w *world.World) scheduler {
	dir := filepath.Join(filepath.Dir(w.Config), "systemd", "user")
	user := func(args ...string) []string { return append([]string{"systemctl", "--user"}, args...) }
	return scheduler{
		name: "systemd user timer", program: "systemctl",
		units: func(j *Job) []unit {
			return []unit{
				{filepath.Join(dir, "plexpriv.timer"), []byte(systemdTimer(j))},
				{filepath.Join(dir, "plexpriv.service"), []byte(systemdService(j))},
			}
		},
		start:   [][]string{user("daemon-reload"), user("enable", "plexpriv.timer"), user("restart", "plexpriv.timer")},
		stop:    [][]string{user("disable", "--now", "plexpriv.timer")},
		reload:  [][]string{user("daemon-reload")},
		state:   user("show", "plexpriv.timer", "--property=ActiveState", "--property=NextElapseUSecRealtime"),
		lingers: func(ctx context.Context) *bool { return lingers(ctx, w) },
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

func systemdTimer(j *Job) string {
	day, spread := j.Times.weekday.String()[:3]+" *-*-*", "1h"
	switch j.Times.every {
	case daily:
		day = "*-*-*"
	case monthly:
		day, spread = fmt.Sprintf("*-*-%02d", j.Times.day), "6h"
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
`, marker, day, j.Times.hour, j.Times.minute, spread)
}

func systemdService(j *Job) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# %s
[Unit]
Description=plexpriv: see whether Plex is still private

[Service]
Type=oneshot
`, marker)
	for _, v := range j.Env {
		fmt.Fprintf(&b, "Environment=%s\n", systemdWord(v))
	}
	words := []string{systemdWord(j.Program)}
	for _, a := range j.Args {
		// systemd expands variables in a command line, but not in Environment=.
		words = append(words, strings.ReplaceAll(systemdWord(a), "$", "$$"))
	}
	fmt.Fprintf(&b, `ExecStart=%s
# 2: something differs. That was reported, and is not a failure of the job.
SuccessExitStatus=2
TimeoutStartSec=30min
Nice=5
`, strings.Join(words, " "))
	return b.String()
}

// systemdWord quotes a word as systemd.syntax(7) and systemd.unit(5) require: backslashes
// and quotes are escaped, and % is doubled because it begins a specifier.
func systemdWord(word string) string {
	word = strings.ReplaceAll(word, "%", "%%")
	if plainWordPattern.MatchString(word) {
		return word
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(word) + `"`
}
