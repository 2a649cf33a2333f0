package flows

import (
	"sync"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// interrupter stops a run once a page was read, before anything is changed.
type interrupter struct{ stop func() }

func (i interrupter) Step(_, _ string, now Step) {
	if now == StepRead {
		i.stop()
	}
}

func (interrupter) Rows(string, int, time.Duration) {}

// A run that is stopped before it changes something says so of each setting, and gives no
// other reason: neither "less private than now" nor "changed by somebody".
func TestStoppedBeforeAChange(t *testing.T) {
	for name, run := range map[string]func(*world) outcome.Report{
		"apply": func(w *world) outcome.Report { return w.apply(recommended()) },
		"set": func(w *world) outcome.Report {
			return w.apply(wanted.Selection{Level: "recommended", Only: []string{"visibility.watchlist"}, Set: map[string]string{"visibility.watchlist": "private"}})
		},
		"undo": func(w *world) outcome.Report { return w.undo("", wanted.Selection{}, false) },
	} {
		w := newWorld(t)
		if name == "undo" {
			w.apply(recommended())
		}
		stop := make(chan struct{})
		w.stop, w.observer = stop, interrupter{sync.OnceFunc(func() { close(stop) })}
		r := run(w)
		if s := setting(t, r, "visibility.watchlist"); s.Result != outcome.Skipped || s.Reason != outcome.NotReached {
			t.Errorf("%s: %s, reason %q, %s", name, s.Result, s.Reason, s.Detail)
		}
	}
}
