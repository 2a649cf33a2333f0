package plan

import (
	"errors"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// Evidence is what the changes to a page are judged by.
type Evidence struct {
	// Proof is what a fresh load of the page shows, Trouble what was wrong with that
	// load.
	Proof   []*reading.Setting
	Trouble string
	// Said is what Plex's API said about the settings then, by setting id.
	Said map[string]string
	// Notes say what went wrong while saving, Earlier the same for the try before.
	Notes, Earlier []string
}

// Judge decides, change by change, what came of it: it compares what was wanted with
// what the fresh page shows and with what the API said. The API cannot improve a
// result, but if it contradicts the page, a verified change becomes unverified.
func (p *Page) Judge(x *reading.Lexicon, by Evidence) {
	for _, c := range p.ToProve() {
		c.Result, c.Detail = c.verdict(x, by)
		c.Api = ""
		after := ""
		if q := c.In(by.Proof); q != nil {
			after = q.Value
		}
		switch word := by.Said[c.Reading.Wish.Setting.ID]; {
		case word == "" || c.Result != outcome.Verified:
		case word == after:
			c.Api = outcome.Agrees
		default:
			c.Result, c.Api = outcome.Unverified, outcome.Denies
			c.Detail = outcome.Join(reading.Contradiction(after, word), c.Detail)
		}
		c.prove(after)
	}
	p.judgeUntouched(by.Proof)
}

// verdict decides what came of one change.
func (c *Control) verdict(x *reading.Lexicon, by Evidence) (outcome.Result, string) {
	q := c.In(by.Proof)
	note := outcome.Join(by.Notes...)
	earlier := outcome.Join(by.Earlier...)
	switch {
	case q == nil || !q.Found || q.Value == "":
		why := by.Trouble
		if q != nil && q.Detail != "" {
			why = q.Detail
		}
		if why == "" {
			why = "it is not on the page any more"
		}
		return outcome.Unverified, outcome.Join("could not be read back: "+why, note, earlier)
	case c.Denied && (q.Value == c.Want || c.tightened(x, q.Value)):
		return outcome.Unverified, outcome.Join(note, "the page shows "+q.Value+" all the same; whose it is, is not sure", earlier)
	case q.Value == c.Want, c.tightened(x, q.Value):
		return outcome.Verified, outcome.Join(c.planned, note, earlier)
	case c.Err != nil:
		return actResult(c.Err), outcome.Join(c.Err.Error(), note, earlier)
	case note != "":
		return outcome.Failed, outcome.Join(note, earlier)
	}
	unsent := ""
	if c.Unsent {
		unsent = "nothing was sent to Plex in between, and no button is known as the one that saves it"
	}
	return outcome.Reverted, outcome.Join(fmt.Sprintf("it showed %s when it was set, and %s after the page was loaded again", c.Want, q.Value), unsent, earlier)
}

// ErrNoTimeLeft says that a control was not set because the time ran out.
var ErrNoTimeLeft = errors.New("not reached: the rest of the time was needed to read everything back")

// actResult returns the result for an error that kept a control from being set.
func actResult(err error) outcome.Result {
	switch {
	case errors.Is(err, sight.ErrDisabled):
		return outcome.Disabled
	case errors.Is(err, sight.ErrAmbiguous):
		return outcome.Ambiguous
	case errors.Is(err, sight.ErrUnreadable):
		return outcome.Unreadable
	case errors.Is(err, sight.ErrNotFound):
		return outcome.NotFound
	case errors.Is(err, ErrNoTimeLeft):
		return outcome.Skipped
	}
	return outcome.Failed
}

// tightened says whether an audience ended up even more private than was wanted.
func (c *Control) tightened(x *reading.Lexicon, value string) bool {
	return c.Reading.Wish.Setting.Kind == selectors.AudienceChoice && x.Tighter(value, c.Want) && !x.Tighter(c.Read.Value, c.Want)
}

// judgeUntouched checks the controls that were right already and not clicked: saving a
// form may change values that nobody touched.
func (p *Page) judgeUntouched(proof []*reading.Setting) {
	for _, s := range p.Settings {
		if s.Wish.Skipped != "" || s.Wish.Parts != nil {
			continue
		}
		list := s.Wish.Setting.Kind == selectors.List
		for _, c := range s.Controls {
			if c.Result == outcome.Already {
				c.still(c.In(proof), list)
			}
		}
		if list {
			s.judgeNewRows(proof)
		}
	}
}

// judgeNewRows checks the rows of a list that appeared since it was first read: they
// must be as wanted, too.
func (s *Setting) judgeNewRows(proof []*reading.Setting) {
	known := map[string]bool{}
	for _, c := range s.Controls {
		known[c.Read.Key] = true
	}
	for _, q := range reading.PartsOf(proof, s.Wish.Setting.ID) {
		if known[q.Key] || !q.Found && !q.Rest {
			continue
		}
		c := s.add(q)
		switch {
		case q.Rest:
		case q.Value == s.Wish.Canonical():
			c.Result = outcome.Already
		default:
			c.Result, c.Detail = outcome.Unverified, outcome.Join("it was not there when the page was first read", q.Detail)
		}
	}
}

// still withdraws the result "already" if the fresh page shows another value. A row of
// a list must be seen again to count; any other control was read before and not
// clicked, so it keeps its result if it cannot be read now.
func (c *Control) still(now *reading.Part, row bool) {
	unread := now == nil || !now.Found || now.Value == ""
	switch {
	case unread && row:
		c.Result, c.Detail = outcome.Unverified, "could not be read back"
	case !unread && now.Value != c.Now():
		c.Result, c.Detail = outcome.Reverted, fmt.Sprintf("it showed %s, and %s after the page was loaded again", c.Now(), now.Value)
		c.prove(now.Value)
	}
}
