package flows

import (
	"errors"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// evidence is what a page is judged by, after something was done to it.
type evidence struct {
	// proof is the page as it was read afterwards, and trouble what was wrong with it.
	proof   []*reading
	trouble string
	// said is what Plex's API says of the settings then.
	said map[string]string
	// notes are what went wrong with the saves, earlier those of the try before.
	notes, earlier []string
}

// judge compares, change by change, what was wanted with what the fresh page
// shows, and with what the API said then. Agreement of the API adds nothing to
// the verdict; contradiction takes it back.
func (p *pagePlan) judge(x *Lexicon, by evidence) {
	for _, c := range p.made() {
		c.result, c.detail = c.verdict(x, by)
		c.api = ""
		after := ""
		if q := c.in(by.proof); q != nil {
			after = q.value
		}
		switch word := by.said[c.reading.wish.Setting.ID]; {
		case word == "" || c.result != outcome.Verified:
		case word == after:
			c.api = outcome.Agrees
		default:
			c.result, c.api = outcome.Unverified, outcome.Denies
			c.detail = outcome.Join(contradiction(after, word), c.detail)
		}
		c.prove(after)
	}
	p.judgeUntouched(by.proof)
}

// verdict is what became of one change.
func (c *control) verdict(x *Lexicon, by evidence) (outcome.Result, string) {
	q := c.in(by.proof)
	note := outcome.Join(by.notes...)
	earlier := outcome.Join(by.earlier...)
	switch {
	case q == nil || !q.found || q.value == "":
		why := by.trouble
		if q != nil && q.detail != "" {
			why = q.detail
		}
		if why == "" {
			why = "it is not on the page any more"
		}
		return outcome.Unverified, outcome.Join("could not be read back: "+why, note, earlier)
	case c.denied && (q.value == c.want || c.tightened(x, q.value)):
		return outcome.Unverified, outcome.Join(note, "the page shows "+q.value+" all the same; whose it is, is not sure", earlier)
	case q.value == c.want, c.tightened(x, q.value):
		return outcome.Verified, outcome.Join(c.planned, note, earlier)
	case c.err != nil:
		return actResult(c.err), outcome.Join(c.err.Error(), note, earlier)
	case note != "":
		return outcome.Failed, outcome.Join(note, earlier)
	}
	unsent := ""
	if c.unsent {
		unsent = "nothing was sent to Plex in between, and no button is known as the one that saves it"
	}
	return outcome.Reverted, outcome.Join(fmt.Sprintf("it showed %s when it was set, and %s after the page was loaded again", c.want, q.value), unsent, earlier)
}

// errNoTimeLeft is the reason why a control was not set any more.
var errNoTimeLeft = errors.New("not reached: the rest of the time was needed to read everything back")

// actResult sorts the reasons for which a control was not set.
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
	case errors.Is(err, errNoTimeLeft):
		return outcome.Skipped
	}
	return outcome.Failed
}

// tightened says whether a change that was to make an audience smaller made it
// smaller still.
func (c *control) tightened(x *Lexicon, value string) bool {
	return c.reading.wish.Setting.Kind == selectors.AudienceChoice && x.tighter(value, c.want) && !x.tighter(c.read.value, c.want)
}

// judgeUntouched looks at what was right before and was left as it is: it must still
// be so on the fresh page, for a save may take along what it was not about.
func (p *pagePlan) judgeUntouched(proof []*reading) {
	for _, s := range p.settings {
		if s.wish.Skipped != "" || s.wish.Parts != nil {
			continue
		}
		list := s.wish.Setting.Kind == selectors.List
		for _, c := range s.controls {
			if c.result == outcome.Already {
				c.still(c.in(proof), list)
			}
		}
		if list {
			s.judgeNewRows(proof)
		}
	}
}

// judgeNewRows looks at the rows of a list that were not there before: none may
// have come that is not as wanted.
func (s *plannedSetting) judgeNewRows(proof []*reading) {
	known := map[string]bool{}
	for _, c := range s.controls {
		known[c.read.key] = true
	}
	for _, q := range partsOf(proof, s.wish.Setting.ID) {
		if known[q.key] || !q.found && !q.rest {
			continue
		}
		c := s.add(q)
		switch {
		case q.rest:
		case q.value == s.wish.Canonical():
			c.result = outcome.Already
		default:
			c.result, c.detail = outcome.Unverified, outcome.Join("it was not there when the page was first read", q.detail)
		}
	}
}

// still takes back that a control is right where the fresh page says otherwise. A row
// of a list has to be there to be believed; another control was read already, and
// nothing was done to it.
func (c *control) still(now *part, row bool) {
	unread := now == nil || !now.found || now.value == ""
	switch {
	case unread && row:
		c.result, c.detail = outcome.Unverified, "could not be read back"
	case !unread && now.value != c.now():
		c.result, c.detail = outcome.Reverted, fmt.Sprintf("it showed %s, and %s after the page was loaded again", c.now(), now.value)
		c.prove(now.value)
	}
}
