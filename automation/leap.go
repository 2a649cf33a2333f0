package automation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// What a leap takes. The clock of a page can be let run through seconds at once
// (Emulation.setVirtualTimePolicy): its timers, animation frames and idle callbacks run
// one after the other, and wherever a request is under way the clock stands until the
// answer is there. What Chromium 156 does, and what follows from it:
//
//   - The clock is that of the process, so the tabs of an isolate leap together.
//   - Frames are drawn in real time. So a leap has steps, and the page draws after each:
//     what waits for a frame is not left behind by what waits for a timer.
//   - A request that never ends holds the clock for good, so a leap has a limit.
//   - What a worker or an animation says arrives only after the leap, so a tab that has
//     one does not leap. The same goes for what other threads work on: hashes, databases.
//   - Afterwards the clock stands, and cannot be given back: neither detaching nor another
//     policy does that. From then on it is pushed on as real time passes. That is good
//     enough for reading, and is not used for acting.
const (
	// leapFor is how much of its own time a page lives through in a leap, leapStep how much
	// of it between two frames.
	leapFor  = 5 * time.Second
	leapStep = 500 * time.Millisecond
	// leapLimit is how long a leap may take: no longer than the rest that it saves.
	leapLimit = 2 * time.Second
	// mostLeaps is how often the tabs of an isolate leap. A page that is still not at rest
	// then needs real time.
	mostLeaps = 12
	// calmFor is for how long no script must run by itself after a leap, in real time, and
	// calmWork how much a page's other threads may work meanwhile.
	calmFor  = 250 * time.Millisecond
	calmWork = 30 * time.Millisecond
	// pushEvery is how often a clock that stands is pushed on.
	pushEvery = 16 * time.Millisecond
)

// Need is what a page needs before somebody can go on with it.
type Need int

// The needs of a page.
const (
	// NeedsWork means that somebody looks at it or does something to it.
	NeedsWork Need = iota
	// NeedsTime means that only time has to pass.
	NeedsTime
	// NeedsNothing means that nobody waits for it any more.
	NeedsNothing
)

// ScriptsGoOn is why a page has not leapt whose scripts still run by themselves: they may
// go from frame to frame to a value that they draw at the end.
const ScriptsGoOn = "its scripts go on"

// workGoesOn is why a page has not leapt that waits for the work of another thread.
const workGoesOn = "its process is at work"

// Leap is time that a page lived through at once.
type Leap struct {
	// Began and Ended are when that was, on our clock.
	Began, Ended time.Time
	// Lived is how much of its own time the page lived through undisturbed; 0 if it did
	// not. What was known of the page before such a leap counts for nothing: its clock may
	// have stood.
	Lived time.Duration
	// Why says why it did not, "" if it did, or if there was no leap.
	Why string
	// Ran says that the clock ran, whether that counts or not. What happened meanwhile may
	// have happened in another order than by itself: a request that takes 0.7 s is answered
	// before a timer of 0.2 s that is set at the same time.
	Ran bool
	// Now says that the tabs of the isolate are leaping at this moment.
	Now bool
}

// leaps lets the reading tabs of an isolate leap once none of them needs more than time.
type leaps struct {
	mu sync.Mutex
	// never says why the tabs do not leap, "" if they do.
	never string
	tabs  []*pageTime
	// pushed are the tabs whose clocks were taken over, one for each process.
	pushed []*pageTime
	done   int
	busy   bool
	// pushing is held by whoever lets a clock run. pusher starts the pushing, end ends it,
	// and over is done then.
	pushing sync.Mutex
	pusher  sync.Once
	end     context.CancelFunc
	over    <-chan struct{}
}

func newLeaps(never string) *leaps {
	ctx, end := context.WithCancel(context.Background())
	return &leaps{never: never, end: end, over: ctx.Done()}
}

// join makes a tab one of those that leap together.
func (l *leaps) join(t *pageTime) {
	l.mu.Lock()
	defer l.mu.Unlock()
	t.all = l
	l.tabs = append(l.tabs, t)
	l.keepPushed()
}

// leave takes out a tab that is closed. Its process may be that of others.
func (l *leaps) leave(t *pageTime) {
	l.mu.Lock()
	defer l.mu.Unlock()
	isIt := func(o *pageTime) bool { return o == t }
	l.tabs = slices.DeleteFunc(l.tabs, isIt)
	l.pushed = slices.DeleteFunc(l.pushed, isIt)
	l.keepPushed()
}

// keepPushed makes sure that the clocks are pushed on once they were taken over, whichever
// tab was closed.
func (l *leaps) keepPushed() {
	if l.done > 0 && len(l.pushed) == 0 && len(l.tabs) > 0 {
		l.pushed = append(l.pushed, l.tabs[0])
	}
}

// taken says whether the clocks of the tabs were taken over.
func (l *leaps) taken() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.done > 0
}

// note notes what a tab needs. If no tab of the isolate needs more than time, they leap.
func (l *leaps) note(t *pageTime, n Need) {
	l.mu.Lock()
	defer l.mu.Unlock()
	t.need = n
	if l.never != "" || l.busy || l.done == mostLeaps {
		return
	}
	wanted := false
	for _, t := range l.tabs {
		if t.need == NeedsWork {
			return
		}
		wanted = wanted || t.need == NeedsTime
	}
	if !wanted {
		return
	}
	l.busy = true
	l.done++
	go l.leap(t.document.ctx, slices.Clone(l.tabs))
}

// leap lets tabs live through some time and takes over their clocks.
func (l *leaps) leap(ctx context.Context, tabs []*pageTime) {
	limited, cancel := context.WithTimeout(ctx, leapLimit)
	defer cancel()
	began := time.Now()
	before, lived := clocksOf(limited, tabs), map[*pageTime]time.Duration{}
	turned := map[*pageTime]bool{}
	drawn := func(t *pageTime, values int32) {
		turned[t] = turned[t] || before[t] != nil && values != before[t].Values
	}
	var err error
	for _, t := range tabs {
		if before[t] == nil || lived[t] >= leapFor-time.Millisecond {
			continue // it does not answer, or another tab of its process has leapt
		}
		if err = l.steps(limited, t, tabs, drawn); err != nil {
			break
		}
		for other, c := range clocksOf(limited, tabs) {
			if before[other] != nil {
				lived[other] = c.since(before[other])
			}
		}
	}
	after, ended := clocksOf(limited, tabs), time.Now()
	var restless map[*pageTime]string
	if err == nil {
		restless, err = goesOn(limited, tabs)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.busy = false
	if err != nil {
		l.never = err.Error()
	}
	for _, t := range tabs {
		if t.need == NeedsTime {
			t.need = NeedsWork // until somebody has looked again
		}
		t.last = Leap{Began: began, Ended: ended, Ran: !errors.Is(err, errClockRefused)}
		switch b, a := before[t], after[t]; {
		case err != nil:
			t.last.Why = err.Error()
		case b == nil || a == nil:
			t.last.Why = "it did not say what time it is"
		case b.Moving || a.Moving:
			t.last.Why = "an animation runs"
		case a.Scrolled != b.Scrolled:
			t.last.Why = "it scrolls"
		case turned[t]:
			t.last.Why = "a control has changed in between"
		case restless[t] != "":
			t.last.Why = restless[t]
		case lived[t] < leapFor-time.Millisecond:
			t.last.Why = fmt.Sprintf("it lived through %s only", lived[t].Round(time.Millisecond))
		default:
			t.last.Lived = lived[t]
		}
	}
}

// steps lets the process of a tab live through a leap, step by step. The clock is pushed on
// while the pages draw. What their controls show then is told to drawn.
func (l *leaps) steps(ctx context.Context, t *pageTime, tabs []*pageTime, drawn func(*pageTime, int32)) error {
	for range int(leapFor / leapStep) {
		l.pushing.Lock()
		err := t.liveThrough(ctx, leapStep)
		l.pushing.Unlock()
		l.push(t)
		if err != nil {
			return err
		}
		var wg sync.WaitGroup
		failed, values := make([]error, len(tabs)), make([]int32, len(tabs))
		for n, t := range tabs {
			wg.Go(func() { failed[n] = t.document.call(ctx, &values[n], "drawn") })
		}
		wg.Wait()
		err = errors.Join(failed...)
		if err != nil && ctx.Err() != nil {
			return errors.New(ScriptsGoOn) // it has no moment in which it has nothing to do
		}
		if err != nil {
			return fmt.Errorf("the page did not draw: %w", err)
		}
		for n, t := range tabs {
			drawn(t, values[n])
		}
	}
	return nil
}

// push takes over the clock of a tab's process: it is pushed on from now on.
func (l *leaps) push(t *pageTime) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if slices.Contains(l.pushed, t) {
		return
	}
	l.pushed = append(l.pushed, t)
	l.pusher.Do(func() { go l.pushOn() })
}

// pushOn pushes the clocks that stand, as real time passes.
func (l *leaps) pushOn() {
	tick := time.NewTicker(pushEvery)
	defer tick.Stop()
	for last := time.Now(); ; {
		select {
		case <-l.over:
			return
		case now := <-tick.C:
			l.mu.Lock()
			tabs := slices.Clone(l.pushed)
			l.mu.Unlock()
			l.pushing.Lock()
			for _, t := range tabs {
				t.pushClock(now.Sub(last))
			}
			l.pushing.Unlock()
			last = now // what a push took is in the next one
		}
	}
}
