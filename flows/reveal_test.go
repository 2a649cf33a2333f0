package flows

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// An empty page may still be loading, so it gets time before "Edit" is pressed. On the
// second load it is known to need "Edit", which is pressed sooner.
func TestSecondLoadIsRevealedSooner(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		r := w.apply(wanted.Selection{Level: "recommended", Pages: []string{"visibility"}})
		if got := setting(t, r, "visibility.watchlist"); got.Result != outcome.Verified {
			t.Fatalf("watchlist is %s (%s), want verified", got.Result, got.Detail)
		}
		const first, again = 250 * time.Millisecond, 200 * time.Millisecond
		if e := w.plex.edits; len(e) != 2 || e[0] < first || e[1] > again {
			t.Errorf("Edit was pressed at %v, want once after %s and once within %s", e, first, again)
		}
	})
}

// presses applies to the page whose controls are behind "Edit", and returns how often
// "Edit" was pressed.
func presses(t *testing.T, set func(*fakePlex), want outcome.Result) (n int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		set(w.plex)
		r := w.apply(wanted.Selection{Level: "recommended", Pages: []string{"visibility"}})
		if got := setting(t, r, "visibility.watchlist"); got.Result != want {
			t.Errorf("watchlist is %s (%s), want %s", got.Result, got.Detail, want)
		}
		n = len(w.plex.edits)
	})
	return n
}

// A page that is drawn before its scripts run ignores the first press.
func TestRevealIsPressedAgainIfNothingOpens(t *testing.T) {
	presses(t, func(p *fakePlex) { p.deaf = time.Second }, outcome.Verified)
}

// A page may redraw itself when its data arrives, and close what was opened.
func TestRevealIsPressedAgainIfItCloses(t *testing.T) {
	if n := presses(t, func(p *fakePlex) { p.shuts = time.Second }, outcome.Verified); n != 4 {
		t.Errorf("Edit was pressed %d times, want twice in each of two loads", n)
	}
}

func TestRevealIsPressedTwiceAtMost(t *testing.T) {
	if n := presses(t, func(p *fakePlex) { p.deaf = time.Hour }, outcome.NotFound); n != 2 {
		t.Errorf("Edit was pressed %d times, want 2", n)
	}
}
