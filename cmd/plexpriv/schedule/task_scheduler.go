package schedule

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf16"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// taskName is the job's name in the Task Scheduler.
const taskName = "plexpriv"

// taskScheduler is the Task Scheduler of Windows. It reads the file once and stores the
// job itself. The file is kept because it shows that the job was installed by plexpriv.
func taskScheduler(w *world.World) scheduler {
	path := filepath.Join(w.Config, "schedule.xml")
	return scheduler{
		name: "task of Windows", program: "schtasks",
		units: func(j *Job) []unit { return []unit{{path, utf16Text(taskXML(j))}} },
		start: [][]string{{"schtasks", "/Create", "/F", "/TN", taskName, "/XML", path}},
		stop:  [][]string{{"schtasks", "/Delete", "/F", "/TN", taskName}},
		state: []string{"schtasks", "/Query", "/TN", taskName},
	}
}

// taskXML is in the format of the Task Scheduler 1.2 schema. The job runs only while the
// user is signed in, because the keyring is locked otherwise. A task cannot be given
// variables: it gets those of the user.
func taskXML(j *Job) string {
	var words []string
	for _, a := range j.Args {
		words = append(words, windowsWord(a))
	}
	days, spread := fmt.Sprintf(`<ScheduleByWeek>
        <WeeksInterval>1</WeeksInterval>
        <DaysOfWeek><%s /></DaysOfWeek>
      </ScheduleByWeek>`, j.Times.weekday), "PT1H"
	switch j.Times.every {
	case daily:
		days = `<ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>`
	case monthly:
		months := ""
		for _, m := range []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"} {
			months += "<" + m + " />"
		}
		days, spread = fmt.Sprintf(`<ScheduleByMonth>
        <DaysOfMonth><Day>%d</Day></DaysOfMonth>
        <Months>%s</Months>
      </ScheduleByMonth>`, j.Times.day, months), "PT6H"
	}
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-16"?>
<!-- %s -->
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>plexpriv: see whether Plex is still private</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2026-01-01T%02d:%02d:00</StartBoundary>
      <RandomDelay>%s</RandomDelay>
      %s
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT30M</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>%s</Command>
      <Arguments>%s</Arguments>
    </Exec>
  </Actions>
</Task>
`, marker, j.Times.hour, j.Times.minute, spread, days, xmlText(j.Program), xmlText(strings.Join(words, " ")))
}

// windowsWord quotes a word for CommandLineToArgvW, in which backslashes are doubled only
// before a quote.
func windowsWord(word string) string {
	if word != "" && !strings.ContainsAny(word, " \t\"") {
		return word
	}
	var b strings.Builder
	b.WriteByte('"')
	slashes := 0
	for _, r := range word {
		switch r {
		case '\\':
			slashes++
			continue
		case '"':
			b.WriteString(strings.Repeat(`\`, 2*slashes+1))
		default:
			b.WriteString(strings.Repeat(`\`, slashes))
		}
		slashes = 0
		b.WriteRune(r)
	}
	b.WriteString(strings.Repeat(`\`, 2*slashes) + `"`)
	return b.String()
}

// utf16Text is the encoding that schtasks reads: little-endian UTF-16 with a byte order
// mark.
func utf16Text(text string) []byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(strings.ReplaceAll(text, "\n", "\r\n"))) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}
