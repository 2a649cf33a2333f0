package automation

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/cdproto/profiler"
)

// errClockRefused says that Chrome does not let us run a page's clock.
var errClockRefused = errors.New("let the page's clock run")

// pageTime is the time of a tab's page, and the tab's part in the leaps of its isolate.
type pageTime struct {
	document *document
	traffic  *traffic
	frames   *frames
	// all is nil in a tab that acts; its mutex guards need and last.
	all  *leaps
	need Need
	last Leap
	// expired tells that the clock has run as far as it was let.
	expired chan struct{}
}

func newPageTime(d *document, t *traffic, f *frames) *pageTime {
	return &pageTime{document: d, traffic: t, frames: f, expired: make(chan struct{}, 1)}
}

// heard notes that the clock has run as far as it was let.
func (t *pageTime) heard() {
	select {
	case t.expired <- struct{}{}:
	default: // nobody waits for it
	}
}

func (t *pageTime) close() {
	if t.all != nil {
		t.all.leave(t)
	}
}

// needs notes what the page needs now.
func (t *pageTime) needs(n Need) {
	if t.all == nil {
		return
	}
	if why := t.staysBehind(); n == NeedsTime && why != "" {
		n = NeedsWork
	}
	t.all.note(t, n)
}

// leapt returns the page's last leap, and whether it still counts.
func (t *pageTime) leapt() Leap {
	if t.all == nil {
		return Leap{Why: "it is not only read"}
	}
	why := t.staysBehind()
	t.all.mu.Lock()
	defer t.all.mu.Unlock()
	out := t.last
	out.Now = t.all.busy
	switch {
	case out.Lived == 0 && out.Why == "":
		out.Why = t.all.never
	case out.Lived == 0:
		return out
	case t.traffic.StirredSince(out.Began):
		why = "it sent or received something meanwhile"
	}
	if why != "" {
		out.Lived, out.Why = 0, why
	}
	return out
}

// staysBehind says why a page must not leap; "" if it may.
func (t *pageTime) staysBehind() string {
	switch {
	case t.traffic.Streams():
		return "a connection stays open"
	case t.frames.apart():
		return "it has a worker or a frame in another process"
	}
	return ""
}

// liveThrough lets the clock of the tab's process run through some time at once. Then the
// clock stands.
func (t *pageTime) liveThrough(ctx context.Context, d time.Duration) error {
	return t.runClock(ctx, emulation.VirtualTimePolicyPauseIfNetworkFetchesPending, d)
}

// pushClock lets the clock of the tab's process run on. An error shows elsewhere.
func (t *pageTime) pushClock(d time.Duration) {
	ctx, cancel := context.WithTimeout(t.document.ctx, evalLimit)
	defer cancel()
	_ = t.runClock(ctx, emulation.VirtualTimePolicyAdvance, d)
}

// runClock lets the clock run for some time, and waits until that is used up: another run
// before would take its place.
func (t *pageTime) runClock(ctx context.Context, how emulation.VirtualTimePolicy, d time.Duration) error {
	select {
	case <-t.expired: // of a run that nobody waited for to the end
	default:
	}
	_, err := cdp.Call(ctx, t.document.target, emulation.SetVirtualTimePolicy, emulation.SetVirtualTimePolicyParams{
		Policy: how, Budget: new(float64(d.Microseconds()) / 1000),
	})
	if err != nil {
		return fmt.Errorf("%w: %w", errClockRefused, t.document.explain(err))
	}
	select {
	case <-t.expired:
		return nil
	case <-ctx.Done():
		return errors.New("the page's clock did not run: a request is under way, or it has too much to do")
	}
}

// goesOn says of which pages something goes on by itself for a while, and what: functions
// are called, or their process works on something in another thread (a hash, a database),
// which no clock of a page waits for. Nothing of ours runs in them meanwhile. It counts
// calls, because the time that they take is measured by a clock that stands.
func goesOn(ctx context.Context, tabs []*pageTime) (map[*pageTime]string, error) {
	before := map[*pageTime]time.Duration{}
	for _, t := range tabs {
		err := t.countCalls(ctx)
		if err == nil {
			before[t], err = t.workBeside(ctx)
		}
		if err != nil {
			return nil, err
		}
	}
	began := time.Now()
	err := Until(ctx, "read", "whether scripts go on", calmFor/5, func(context.Context) (bool, string, error) {
		return time.Since(began) >= calmFor, "", nil
	})
	if err != nil {
		return nil, err
	}
	out := map[*pageTime]string{}
	for _, t := range tabs {
		after, err := t.workBeside(ctx)
		if err != nil {
			return nil, err
		}
		called, err := t.called(ctx)
		switch {
		case err != nil:
			return nil, err
		case called:
			out[t] = ScriptsGoOn
		case after-before[t] >= calmWork:
			out[t] = workGoesOn
		}
	}
	return out, nil
}

// workBeside returns how much processor time a tab's process has used beside the thread in
// which its scripts run.
func (t *pageTime) workBeside(ctx context.Context) (time.Duration, error) {
	_, err := cdp.Call(ctx, t.document.target, performance.Enable, performance.EnableParams{})
	if err != nil {
		return 0, fmt.Errorf("ask how much the page works: %w", t.document.explain(err))
	}
	got, err := cdp.Call(ctx, t.document.target, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		return 0, fmt.Errorf("ask how much the page works: %w", t.document.explain(err))
	}
	var seconds float64
	for _, m := range got.Metrics {
		switch m.Name {
		case "ProcessTime":
			seconds += m.Value
		case "ThreadTime":
			seconds -= m.Value
		}
	}
	return time.Duration(seconds * float64(time.Second)), nil
}

// countCalls begins to count the calls of functions.
func (t *pageTime) countCalls(ctx context.Context) error {
	_, err := cdp.Call(ctx, t.document.target, profiler.Enable, cdp.Empty{})
	if err == nil {
		_, err = cdp.Call(ctx, t.document.target, profiler.StartPreciseCoverage, profiler.StartPreciseCoverageParams{CallCount: new(true)})
	}
	if err != nil {
		return fmt.Errorf("count the calls of functions: %w", t.document.explain(err))
	}
	return nil
}

// called ends the counting, and says whether any function was called.
func (t *pageTime) called(ctx context.Context) (bool, error) {
	got, err := cdp.Call(ctx, t.document.target, profiler.TakePreciseCoverage, cdp.Empty{})
	if err == nil {
		_, err = cdp.Call(ctx, t.document.target, profiler.Disable, cdp.Empty{})
	}
	if err != nil {
		return false, fmt.Errorf("count the calls of functions: %w", t.document.explain(err))
	}
	for _, script := range got.Result {
		if script.URL == ownScripts {
			continue // tabs share a process, and others may be looked at meanwhile
		}
		for _, f := range script.Functions {
			if len(f.Ranges) > 0 && f.Ranges[0].Count > 0 {
				return true, nil
			}
		}
	}
	return false, nil
}

// pageClock is what a page's clock shows.
type pageClock struct {
	// Now is in milliseconds since the document began.
	Now float64 `json:"now"`
	// Scrolled is how far the page is scrolled. A smooth scroll goes on in real time.
	Scrolled float64 `json:"scrolled"`
	// Values stands for what the controls show.
	Values int32 `json:"values"`
	// Moving says that an animation runs that will end.
	Moving bool `json:"moving"`
}

func (c *pageClock) since(other *pageClock) time.Duration {
	return time.Duration((c.Now - other.Now) * float64(time.Millisecond))
}

// clocksOf asks tabs what time it is. A tab that does not answer is left out.
func clocksOf(ctx context.Context, tabs []*pageTime) map[*pageTime]*pageClock {
	out := map[*pageTime]*pageClock{}
	for _, t := range tabs {
		c := &pageClock{}
		if err := t.document.call(ctx, c, "clock"); err == nil {
			out[t] = c
		}
	}
	return out
}
