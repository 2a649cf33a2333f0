package schedule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// Times says when a job is started.
type Times struct {
	every period
	// weekday is for a weekly job; day is the day of the month for a monthly one.
	weekday      time.Weekday
	day          int
	hour, minute int
}

// period is how often a job is started.
type period string

const (
	daily   period = "day"
	weekly  period = "week"
	monthly period = "month"
)

var atPattern = regexp.MustCompile(`^(?:([a-zA-Z]+|\d{1,2}) +)?(\d{1,2}):(\d\d)$`)

// ParseTimes reads --every and --at.
func ParseTimes(every, at string) (Times, error) {
	var t Times
	err := t.parse(every, at)
	return t, err
}

func (t *Times) parse(every, at string) error {
	t.every = period(every)
	switch t.every {
	case daily:
	case weekly:
		t.weekday = time.Monday
	case monthly:
		t.day = 1
	case "":
		return exit.Usagef("missing --every day, week or month").Hinting("plexpriv schedule install --every week")
	default:
		return exit.Usagef("--every: %q is none of day, week and month", every)
	}
	t.hour = 9
	if at == "" {
		return nil
	}
	m := atPattern.FindStringSubmatch(strings.TrimSpace(at))
	if m == nil {
		return exit.Usagef("--at: %q is not a time", at).Hinting("it is like 18:30, 'sat 10:00' or '15 18:30'")
	}
	t.hour, _ = strconv.Atoi(m[2])
	t.minute, _ = strconv.Atoi(m[3])
	if t.hour > 23 || t.minute > 59 {
		return exit.Usagef("--at: there is no time %s:%s", m[2], m[3])
	}
	if m[1] == "" {
		return nil
	}
	return t.parseDay(m[1])
}

func (t *Times) parseDay(word string) error {
	const most = 28 // the last day that every month has
	day, err := strconv.Atoi(word)
	switch {
	case t.every == daily:
		return exit.Usagef("--at: a daily job has a time, and no day")
	case t.every == weekly && err == nil:
		return exit.Usagef("--at: a weekly job has a day like sat, and no number")
	case t.every == monthly && (err != nil || day < 1 || day > most):
		return exit.Usagef("--at: the day of a monthly job is from 1 to %d", most)
	case t.every == monthly:
		t.day = day
		return nil
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		if low := strings.ToLower(word); low == name || low == name[:3] {
			t.weekday = d
			return nil
		}
	}
	return exit.Usagef("--at: %q is no day of the week", word).Hinting("mon, tue, wed, thu, fri, sat, sun")
}

// describe says when the job runs, in words that follow "every".
func (t Times) describe() string {
	switch t.every {
	case daily:
		return fmt.Sprintf("day at %02d:%02d or a little later", t.hour, t.minute)
	case weekly:
		return fmt.Sprintf("week, %s at %02d:%02d or a little later", t.weekday, t.hour, t.minute)
	}
	return fmt.Sprintf("month, on day %d at %02d:%02d or some hours later", t.day, t.hour, t.minute)
}

// next is the first time after another one at which the job is due, in that one's zone.
func (t Times) next(after time.Time) time.Time {
	for days := 0; ; days++ {
		at := time.Date(after.Year(), after.Month(), after.Day()+days, t.hour, t.minute, 0, 0, after.Location())
		if at.After(after) && t.on(at) {
			return at
		}
	}
}

// on says whether the job runs on a day.
func (t Times) on(day time.Time) bool {
	switch t.every {
	case weekly:
		return day.Weekday() == t.weekday
	case monthly:
		return day.Day() == t.day
	}
	return true
}
