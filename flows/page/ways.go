package page

import (
	"strings"

	"github.com/plexpriv/plexpriv/selectors"
)

// ways are the addresses at which a page is tried, one after the other. Once one was
// left, it is not tried again.
type ways struct {
	list []string
	at   int
	// left says of each address that was left what was there.
	left []string
}

func newWays(pg *selectors.Page) *ways { return &ways{list: pg.URLs()} }

// url is the address that is tried now.
func (w *ways) url() string { return w.list[w.at] }

// next goes on to the next address, if there is one. why says what was at this one.
func (w *ways) next(why string) bool {
	if w.at+1 == len(w.list) {
		return false
	}
	w.at++
	w.left = append(w.left, why)
	return true
}

// explain returns what was found at all addresses, the last one being as why says.
func (w *ways) explain(why string) string {
	return strings.Join(append(w.left[:len(w.left):len(w.left)], why), "; ")
}
