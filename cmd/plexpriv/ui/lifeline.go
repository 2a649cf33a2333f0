package ui

import (
	"sync"
	"time"
)

const (
	// idleLimit is how long a page may be open with nobody doing anything.
	idleLimit = 10 * time.Minute
	// reloadLimit is how long a tab that was closed has to come back, as it does when it
	// is reloaded.
	reloadLimit = 5 * time.Second
)

// ending is why a page is over.
type ending string

// The endings.
const (
	tabClosed ending = "closed"
	idle      ending = "idle"
)

// lifeline says when the page is over: when its tab was closed, or when nobody has done
// anything for a while. Work that is under way keeps an idle page open.
type lifeline struct {
	// over gets the reason, once.
	over chan ending

	mu      sync.Mutex
	tabs    int
	working bool
	closing *time.Timer
	idling  *time.Timer
}

func newLifeline() *lifeline {
	l := &lifeline{over: make(chan ending, 1)}
	l.idling = time.AfterFunc(idleLimit, func() { l.end(idle) })
	return l
}

// arrive is called when a tab opens its stream of events, and leave when that has ended.
func (l *lifeline) arrive() (leave func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tabs++
	if l.closing != nil {
		l.closing.Stop()
		l.closing = nil
	}
	return sync.OnceFunc(func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.tabs--; l.tabs == 0 {
			l.closing = time.AfterFunc(reloadLimit, func() { l.end(tabClosed) })
		}
	})
}

// touch is called when the person has done something.
func (l *lifeline) touch() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.working {
		l.idling.Reset(idleLimit)
	}
}

// work is called when work begins, and rest when it has ended.
func (l *lifeline) work() (rest func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.working = true
	l.idling.Stop()
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.working = false
		l.idling.Reset(idleLimit)
	}
}

// stop ends the timers.
func (l *lifeline) stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.idling.Stop()
	if l.closing != nil {
		l.closing.Stop()
	}
}

// end gives the reason, unless things have changed while the timer fired.
func (l *lifeline) end(why ending) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if why == tabClosed && l.tabs > 0 || why == idle && l.working {
		return
	}
	select {
	case l.over <- why:
	default:
	}
}
