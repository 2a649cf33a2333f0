package flows

import (
	"testing"
	"testing/synctest"
	"time"
)

// What may only be filling itself is given time before it is opened; what was seen
// to be closed a moment ago is not.
func TestReadAgainItIsOpenedSooner(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		r := w.apply(Selection{Level: "recommended", Pages: []string{"visibility"}})
		if got := setting(t, r, "visibility.watchlist"); got.Result != Verified {
			t.Fatalf("%s (%s)", got.Result, got.Detail)
		}
		const first, again = 250 * time.Millisecond, 200 * time.Millisecond
		if e := w.plex.edits; len(e) != 2 || e[0] < first || e[1] > again {
			t.Errorf("opened at %v, want one after %s and one within %s", e, first, again)
		}
	})
}

// A page that is drawn before its scripts run does not hear the first press.
func TestWhatDoesNotOpenIsPressedOnceMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.deaf = time.Second
		r := w.apply(Selection{Level: "recommended", Pages: []string{"visibility"}})
		if got := setting(t, r, "visibility.watchlist"); got.Result != Verified {
			t.Errorf("%s (%s)", got.Result, got.Detail)
		}
	})
}

// A page may draw itself anew when its data has come, and close what was opened.
func TestWhatIsClosedAgainIsOpenedOnceMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.shuts = time.Second
		r := w.apply(Selection{Level: "recommended", Pages: []string{"visibility"}})
		if got := setting(t, r, "visibility.watchlist"); got.Result != Verified {
			t.Errorf("%s (%s)", got.Result, got.Detail)
		}
		if n := len(w.plex.edits); n != 4 {
			t.Errorf("pressed %d times, want twice at each of two loads", n)
		}
	})
}

func TestWhatNeverOpensIsPressedTwiceAndNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.plex.deaf = time.Hour
		r := w.apply(Selection{Level: "recommended", Pages: []string{"visibility"}})
		if got := setting(t, r, "visibility.watchlist"); got.Result != NotFound {
			t.Errorf("%s (%s)", got.Result, got.Detail)
		}
		if n := len(w.plex.edits); n != 2 {
			t.Errorf("pressed %d times, want 2", n)
		}
	})
}
