package flows

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// What may only be filling itself is given time before it is opened; what was seen
// to be closed a moment ago is not.
func TestReadAgainItIsOpenedSooner(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		r := w.apply(wanted.Selection{Level: "recommended", Pages: []string{"visibility"}})
		if got := setting(t, r, "visibility.watchlist"); got.Result != outcome.Verified {
			t.Fatalf("%s (%s)", got.Result, got.Detail)
		}
		const first, again = 250 * time.Millisecond, 200 * time.Millisecond
		if e := w.plex.edits; len(e) != 2 || e[0] < first || e[1] > again {
			t.Errorf("opened at %v, want one after %s and one within %s", e, first, again)
		}
	})
}

// presses applies on the page whose controls have to be opened, and says how often that
// was pressed in all.
func presses(t *testing.T, set func(*fakePlex), want outcome.Result) (n int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		set(w.plex)
		r := w.apply(wanted.Selection{Level: "recommended", Pages: []string{"visibility"}})
		if got := setting(t, r, "visibility.watchlist"); got.Result != want {
			t.Errorf("%s (%s), want %s", got.Result, got.Detail, want)
		}
		n = len(w.plex.edits)
	})
	return n
}

// A page that is drawn before its scripts run does not hear the first press.
func TestWhatDoesNotOpenIsPressedOnceMore(t *testing.T) {
	presses(t, func(p *fakePlex) { p.deaf = time.Second }, outcome.Verified)
}

// A page may draw itself anew when its data has come, and close what was opened.
func TestWhatIsClosedAgainIsOpenedOnceMore(t *testing.T) {
	if n := presses(t, func(p *fakePlex) { p.shuts = time.Second }, outcome.Verified); n != 4 {
		t.Errorf("pressed %d times, want twice at each of two loads", n)
	}
}

func TestWhatNeverOpensIsPressedTwiceAndNoMore(t *testing.T) {
	if n := presses(t, func(p *fakePlex) { p.deaf = time.Hour }, outcome.NotFound); n != 2 {
		t.Errorf("pressed %d times, want 2", n)
	}
}
