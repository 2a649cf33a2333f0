package schedule

import (
	"encoding/xml"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// launchdLabel is the job's name in launchd.
const launchdLabel = "io.github.plexpriv.schedule"

// launchd is an agent of the user on macOS. A run that was missed while the machine
// slept is started when it wakes (launchd.plist(5)).
func launchd(w *world.World) scheduler {
	path := filepath.Join(w.Home, "Library", "LaunchAgents", launchdLabel+".plist")
	domain := "gui/" + strconv.Itoa(w.UID)
	return scheduler{
		name: "launchd agent", program: "launchctl",
		units: func(j *Job) []unit { return []unit{{path, []byte(launchdPlist(j))}} },
		start: [][]string{{"launchctl", "bootstrap", domain, path}},
		stop:  [][]string{{"launchctl", "bootout", domain + "/" + launchdLabel}},
		state: []string{"launchctl", "print", domain + "/" + launchdLabel},
	}
}

func launchdPlist(j *Job) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- %s -->
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>%s</string>
  <key>ProgramArguments</key>
  <array>
`, marker, launchdLabel)
	for _, a := range append([]string{j.Program}, j.Args...) {
		fmt.Fprintf(&b, "    <string>%s</string>\n", xmlText(a))
	}
	b.WriteString("  </array>\n")
	if len(j.Env) > 0 {
		b.WriteString("  <key>EnvironmentVariables</key>\n  <dict>\n")
		for _, v := range j.Env {
			name, value, _ := strings.Cut(v, "=")
			fmt.Fprintf(&b, "    <key>%s</key>\n    <string>%s</string>\n", xmlText(name), xmlText(value))
		}
		b.WriteString("  </dict>\n")
	}
	day := ""
	switch j.Times.every {
	case weekly:
		day = fmt.Sprintf("    <key>Weekday</key>\n    <integer>%d</integer>\n", j.Times.weekday)
	case monthly:
		day = fmt.Sprintf("    <key>Day</key>\n    <integer>%d</integer>\n", j.Times.day)
	}
	fmt.Fprintf(&b, `  <key>StartCalendarInterval</key>
  <dict>
%s    <key>Hour</key>
    <integer>%d</integer>
    <key>Minute</key>
    <integer>%d</integer>
  </dict>
  <key>ProcessType</key>
  <string>Background</string>
</dict>
</plist>
`, day, j.Times.hour, j.Times.minute)
	return b.String()
}

func xmlText(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a strings.Builder never fails
	return b.String()
}
