package automation

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// TestIncompleteDocument: a document that breaks off looks like a whole one, so Load
// must say so. If the guard answers the request itself and a length was announced, the
// load fails.
func TestIncompleteDocument(t *testing.T) {
	t.Parallel()
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		if r.URL.Path == "/half" {
			w.Header().Set("Content-Length", "1000")
		}
		fmt.Fprint(w, "<button>first</button>")
		if r.URL.Path == "/whole" {
			return
		}
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}))
	for _, readOnly := range []bool{true, false} {
		o := s.options()
		o.ReadOnly = readOnly
		_, tab := openAt(t, t.Context(), launchBrowser(t, o), "https://www.plex.tv/whole")
		if l := tab.Load(); l.Status != 200 || l.Broken != "" {
			t.Errorf("read only %v: an incomplete document is reported as whole: %+v", readOnly, l)
		}
		// If the reset arrives before the headers, the navigation itself fails.
		eventually(t, "the load says that it broke off", func() bool {
			_, err := tab.Goto(t.Context(), "https://www.plex.tv/half")
			if err != nil {
				return readOnly
			}
			l, err := tab.Look(t.Context(), sight.Ask{})
			return err == nil && l != nil && tab.Load().Broken != ""
		})
		if _, err := tab.Goto(t.Context(), "https://www.plex.tv/whole"); err != nil || tab.Load().Broken != "" {
			t.Errorf("read only %v: a whole document after it is reported as incomplete: %+v, %v", readOnly, tab.Load(), err)
		}
	}
}
