package direct

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/flows/ownserver"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

// soon is an error that passes.
type soon struct {
	may   bool
	after time.Duration
}

func (soon) Error() string                  { return "soon" }
func (s soon) Again() (bool, time.Duration) { return s.may, s.after }

// A question is asked again only if the error passes, and never earlier than was asked for.
func TestPatiently(t *testing.T) {
	for name, c := range map[string]struct {
		err   error
		asked int
		least time.Duration
	}{
		"answered":          {nil, 1, 0},
		"passes":            {soon{may: true}, mostTries, firstPause * 3},
		"wrapped":           {fmt.Errorf("read: %w", soon{may: true}), mostTries, firstPause * 3},
		"says when":         {soon{true, 5 * time.Second}, mostTries, 10 * time.Second},
		"says too late":     {soon{true, time.Hour}, 1, 0},
		"more than is left": {soon{true, 18 * time.Second}, 1, 0},
		"stays":             {soon{}, 1, 0},
		"another error":     {errors.New("broken"), 1, 0},
		"a kind of trouble": {&ownserver.Trouble{Kind: ownserver.Untrusted}, 1, 0},
		"a page":            {&plexapi.StatusError{Status: http.StatusOK, Strange: errNoSources}, 1, 0},
		"an outage of Plex": {&plexapi.StatusError{Status: http.StatusBadGateway}, mostTries, firstPause * 3},
		"a limit of Plex's": {&plexapi.StatusError{Status: http.StatusTooManyRequests}, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
				defer cancel()
				began, asked := time.Now(), 0
				err := patiently(ctx, func() error { asked++; return c.err })
				if !errors.Is(err, c.err) || asked != c.asked || time.Since(began) < c.least {
					t.Errorf("%v, asked %d times in %s", err, asked, time.Since(began))
				}
			})
		})
	}
}
