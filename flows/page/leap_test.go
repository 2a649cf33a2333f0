package page

import (
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation"
)

// leapingTab is a tab of which only the leap is asked.
type leapingTab struct {
	Tab
	last  automation.Leap
	needs []automation.Need
}

func (t *leapingTab) Leapt() automation.Leap  { return t.last }
func (t *leapingTab) Needs(n automation.Need) { t.needs = append(t.needs, n) }

// TestALeapCountsForWhatStayedTheSame: what the page lived through at once counts as rest
// only for what showed before it and was looked at after it, and never for what waits for a
// server.
func TestALeapCountsForWhatStayedTheSame(t *testing.T) {
	now := time.Now()
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	leapt := automation.Leap{Began: ago(1500 * time.Millisecond), Ended: ago(time.Second), Lived: 5 * time.Second}
	rest := DefaultPace.Rest
	for name, c := range map[string]struct {
		leap            automation.Leap
		enough          time.Duration
		changed, looked time.Time
		believed        bool
	}{
		"the same before and after":                         {leapt, rest, ago(1600 * time.Millisecond), ago(500 * time.Millisecond), true},
		"no leap":                                           {automation.Leap{}, rest, ago(1600 * time.Millisecond), ago(500 * time.Millisecond), false},
		"it came while the page leapt":                      {leapt, rest, ago(1400 * time.Millisecond), ago(500 * time.Millisecond), false},
		"it came after the leap":                            {leapt, rest, ago(900 * time.Millisecond), ago(500 * time.Millisecond), false},
		"nobody has looked since":                           {leapt, rest, ago(1600 * time.Millisecond), ago(1100 * time.Millisecond), false},
		"a moment ago, so frames are not drawn":             {automation.Leap{Began: ago(400 * time.Millisecond), Ended: ago(100 * time.Millisecond), Lived: 5 * time.Second}, rest, ago(1600 * time.Millisecond), now, false},
		"a leap that did not count":                         {automation.Leap{Began: ago(1500 * time.Millisecond), Ended: ago(time.Second), Why: "a request"}, rest, ago(2500 * time.Millisecond), ago(500 * time.Millisecond), false},
		"a server may still answer":                         {leapt, DefaultPace.awaited(), ago(1600 * time.Millisecond), ago(500 * time.Millisecond), false},
		"an answer that arrived may still be drawn":         {leapt, DefaultPace.late(), ago(1600 * time.Millisecond), ago(500 * time.Millisecond), false},
		"real time is enough, with no leap at all":          {automation.Leap{}, rest, ago(2100 * time.Millisecond), now, true},
		"real time, but the clock stood until a second ago": {automation.Leap{Began: ago(1500 * time.Millisecond), Ended: ago(time.Second), Why: "a request"}, rest, ago(3 * time.Second), now, false},
	} {
		t.Run(name, func(t *testing.T) {
			l := &leap{tab: &leapingTab{last: c.leap}, pace: DefaultPace, may: true}
			got := l.lengthen(now.Sub(c.changed), c.enough, c.changed, c.looked)
			if believed := got >= c.enough; believed != c.believed {
				t.Errorf("it has rested for %s (%s), which is enough: %v", got, l.why, believed)
			}
		})
	}
}

// TestWhatIsActedInNeverLeaps: a tab that is acted in later is asked for nothing, and rests
// in real time.
func TestWhatIsActedInNeverLeaps(t *testing.T) {
	tab := &leapingTab{last: automation.Leap{Began: time.Now(), Ended: time.Now(), Lived: 5 * time.Second}}
	l := &leap{tab: tab, pace: DefaultPace}
	l.wait(time.Second, 2*time.Second, time.Now(), time.Now().Add(time.Second))
	l.work()
	l.over()
	if got := l.lengthen(time.Second, 2*time.Second, time.Now().Add(-time.Second), time.Now()); got != time.Second || len(tab.needs) > 0 || l.pending() {
		t.Errorf("it has rested for %s, and the tab heard %v", got, tab.needs)
	}
}

// TestNothingIsDoneDuringALeap: what has asked for a leap does nothing to its page while
// the tabs leap, however long that takes. The clock would run through what was begun.
func TestNothingIsDoneDuringALeap(t *testing.T) {
	tab := &leapingTab{}
	l := &leap{tab: tab, pace: DefaultPace, may: true}
	l.wait(time.Second, DefaultPace.Rest, time.Now(), time.Now().Add(-time.Millisecond))
	if l.pending() {
		t.Error("it waits for a leap that does not come")
	}
	tab.last.Now = true
	if !l.pending() {
		t.Error("it goes on while the tabs leap")
	}
}

// TestWhatHappensInALeapProvesNothing: if a page has changed in a leap, or a leap did not
// count, it is loaded anew and rests in real time from then on. Things may have happened in
// another order than by themselves, so that it may show for good what it never would.
func TestWhatHappensInALeapProvesNothing(t *testing.T) {
	now := time.Now()
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	ran := automation.Leap{Ran: true, Began: ago(2 * time.Second), Ended: ago(time.Second)}
	counted := ran
	counted.Lived = 5 * time.Second
	answered := ran
	answered.Why = "it sent or received something meanwhile"
	for name, c := range map[string]struct {
		leap    automation.Leap
		loaded  time.Time
		changed bool
		spoiled bool
	}{
		"nothing happened":          {counted, ago(3 * time.Second), false, false},
		"it changed":                {counted, ago(3 * time.Second), true, true},
		"a request was answered":    {answered, ago(3 * time.Second), false, true},
		"it was loaded since":       {answered, ago(500 * time.Millisecond), true, false},
		"no clock ran":              {automation.Leap{Began: ran.Began, Ended: ran.Ended, Why: "refused"}, ago(3 * time.Second), true, false},
		"there was no leap":         {automation.Leap{}, ago(3 * time.Second), true, false},
		"it changed and was loaded": {counted, ago(500 * time.Millisecond), true, false},
	} {
		t.Run(name, func(t *testing.T) {
			tab := &leapingTab{last: c.leap}
			l := &leap{tab: tab, pace: DefaultPace, may: true, loaded: c.loaded}
			l.looked(c.changed)
			if why := l.spoiled(); (why != "") != c.spoiled {
				t.Fatalf("spoiled by %q, want %t", why, c.spoiled)
			}
			l.wait(time.Second, DefaultPace.Rest, now, now)
			if asks := len(tab.needs) > 0; asks == c.spoiled {
				t.Errorf("it asks for another leap: %t", asks)
			}
			if c.spoiled && l.rest(3*time.Second).RealTime == "" {
				t.Error("the report does not say why it rested in real time")
			}
		})
	}
	// What changes later, after the leap was judged, changes by itself.
	l := &leap{tab: &leapingTab{last: counted}, pace: DefaultPace, may: true, loaded: ago(3 * time.Second)}
	l.looked(false)
	if l.looked(true); l.spoiled() != "" {
		t.Error("a change after the leap counts as one in it")
	}
}
