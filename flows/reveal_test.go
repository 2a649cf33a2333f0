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
		const first, again = 900 * time.Millisecond, 600 * time.Millisecond
		if e := w.plex.edits; len(e) != 2 || e[0] < first || e[1] > again {
			t.Errorf("opened at %v, want one after %s and one within %s", e, first, again)
		}
	})
}
