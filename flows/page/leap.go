package page

import (
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// leap lets a page that is only read live through seconds of its own time at once, instead
// of resting for as long in real time. What a page does late, by its own clock, it has done
// then. What a server does late, a page can't leap over: that needs real time.
type leap struct {
	tab  Tab
	pace Pace
	// may says that the page is only read.
	may bool
	// asked is when something on the page was looked at last that needs only time, until
	// is when to look at it again if there is no leap before. They are zero if nothing is.
	asked, until time.Time
	// loaded is when the page was loaded last, judged when the last leap ended that was
	// looked at since. disturbed says what happened in it, "" if nothing did; then the page
	// has to be loaded anew, and off says that it was, and does not leap again.
	loaded, judged time.Time
	disturbed      string
	off            bool
	// why says why the page last rested in real time; "" if it leapt. leapt says that it
	// did.
	why   string
	leapt bool
}

// lengthen adds to how long something has rested what the page lived through in a leap
// since it changed, if it was looked at afterwards and was still the same.
func (l *leap) lengthen(rested, enough time.Duration, changed, looked time.Time) time.Duration {
	if !l.may || l.off {
		return rested
	}
	was := l.tab.Leapt()
	l.why, l.leapt = was.Why, false
	if !was.Ended.After(changed) {
		return rested // there was none since
	}
	since := time.Since(was.Ended)
	switch {
	case was.Lived == 0:
	case !was.Began.After(changed):
		l.why = "it has changed meanwhile"
	case !looked.After(was.Ended), since < l.pace.ShortRest:
		l.why = "it has leapt through time just now" // and draws frames in real time
	case enough > l.pace.Rest:
		l.why = "something may still come that only real time shows"
	default:
		l.leapt = true
		return rested + was.Lived
	}
	// The page's clock may have stood before.
	return min(rested, since)
}

// looked notes that the page was looked at, and whether it shows something else than at the
// look before. If something happened in a leap, it may have happened in another order than
// by itself, and what shows may be what would never show: that proves nothing, however long
// it stays.
func (l *leap) looked(changed bool) {
	if !l.may || l.off {
		return
	}
	was := l.tab.Leapt()
	if !was.Ran || was.Began.Before(l.loaded) || !was.Ended.After(l.judged) {
		return
	}
	l.judged = was.Ended
	switch {
	case was.Lived == 0:
		l.disturbed = was.Why
	case changed:
		l.disturbed = "it changed in a leap through time"
	}
}

// spoiled says why the page must be loaded anew, and rest in real time from then on; "" if it
// need not.
func (l *leap) spoiled() string {
	why := l.disturbed
	if why != "" {
		l.why, l.disturbed, l.off = why, "", true
	}
	return why
}

// reloaded notes that the page is loaded.
func (l *leap) reloaded() { l.loaded = time.Now() }

// rest describes a rest that was enough.
func (l *leap) rest(rested time.Duration) outcome.Rest {
	return outcome.Rest{Seconds: rested.Round(10 * time.Millisecond).Seconds(), LivedAtOnce: l.leapt, RealTime: l.why}
}

// wait asks for a leap on behalf of something that was looked at, has rested for some time
// and must rest for enough. What has just changed may do so again in a moment, and would
// make the leap useless.
func (l *leap) wait(rested, enough time.Duration, looked, until time.Time) {
	if l.may && !l.off && rested >= l.pace.Look && enough <= l.pace.Rest {
		l.asked, l.until = looked, until
		l.tab.Needs(automation.NeedsTime)
	}
}

// pending says that it is too early to look again at what was asked for: a leap may come,
// is under way, or is just over.
func (l *leap) pending() bool {
	if l.until.IsZero() {
		return false
	}
	last := l.tab.Leapt()
	leapt := last.Ended.After(l.asked) && time.Since(last.Ended) >= l.pace.ShortRest
	return last.Now || !leapt && time.Now().Before(l.until)
}

// work notes that something is done to the page, or that it is looked at.
func (l *leap) work() {
	if !l.until.IsZero() {
		l.asked, l.until = time.Time{}, time.Time{}
		l.tab.Needs(automation.NeedsWork)
	}
}

// over notes that nobody waits for the page any more.
func (l *leap) over() {
	if l.may {
		l.tab.Needs(automation.NeedsNothing)
	}
}
