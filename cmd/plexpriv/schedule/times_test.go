package schedule

import (
	"testing"
	"time"
)

func TestNextRun(t *testing.T) {
	const form = "2006-01-02 15:04"
	for _, c := range []struct{ every, at, after, want string }{
		{"day", "", "2026-03-14 08:59", "2026-03-14 09:00"},
		{"day", "", "2026-03-14 09:00", "2026-03-15 09:00"},
		{"day", "06:30", "2026-12-31 07:00", "2027-01-01 06:30"},
		{"week", "", "2026-03-14 12:00", "2026-03-16 09:00"},
		{"week", "sat 10:00", "2026-03-14 10:00", "2026-03-21 10:00"},
		{"month", "28 09:00", "2026-02-28 09:00", "2026-03-28 09:00"},
		{"month", "", "2026-01-01 09:01", "2026-02-01 09:00"},
	} {
		times, err := ParseTimes(c.every, c.at)
		if err != nil {
			t.Fatal(err)
		}
		after, _ := time.Parse(form, c.after)
		if got := times.next(after).Format(form); got != c.want {
			t.Errorf("every %s at %q after %s: %s, want %s", c.every, c.at, c.after, got, c.want)
		}
	}
	// The clock of the place counts, also over the day on which it is put forward.
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	times, _ := ParseTimes("day", "09:00")
	if got := times.next(time.Date(2026, 3, 28, 10, 0, 0, 0, berlin)); got.Hour() != 9 || got.Sub(time.Date(2026, 3, 28, 9, 0, 0, 0, berlin)) != 23*time.Hour {
		t.Errorf("the run after the change to summer time is at %s", got)
	}
}
