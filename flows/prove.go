package flows

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// proveAll reads every page that was written to once more, from a fresh load in
// a browser context that shares nothing with the one that acted but its session.
// Pages that were proved before are among them: what was saved since may have
// taken back what they showed then.
func (a *account) proveAll(ctx context.Context) error {
	defer a.timed("changes proved", time.Now())
	var wrote []*pageVisit
	unproved := false
	for _, p := range a.visits {
		if p.wrote {
			wrote = append(wrote, p)
			unproved = unproved || p.proof == nil
		}
	}
	if !unproved {
		return nil
	}
	a.session.apart = a.session.apart || a.stuck()
	if err := a.siteAnew(ctx); err != nil {
		return err
	}
	at := lastSave(wrote).Add(a.req.Settle)
	said, known, err := a.readBack(ctx, wrote, at)
	if !a.session.apart && ctx.Err() == nil && a.stuck() {
		if err := a.keepApart(ctx); err != nil {
			return err
		}
		said, known, err = a.readBack(ctx, wrote, at)
	}
	if err != nil {
		return err
	}
	lost := a.sessionLost(ctx, wrote, known)
	for _, p := range wrote {
		if lost {
			p.proof.asVisitor()
		}
		a.judge(p, said)
	}
	if lost {
		return errSessionEnded
	}
	return nil
}

// readBack reads pages once more in the site as it is, when that is due, and gives
// what Plex's API says of what was changed on them. It is asked for that, and who is
// signed in, when the first of them has been read: the others have come to rest by then,
// mostly, and what Plex takes back some seconds after a save is not missed, which a page
// that is loaded already does not show.
func (a *account) readBack(ctx context.Context, wrote []*pageVisit, at time.Time) (said map[string]string, known knownAt, err error) {
	errs := make([]error, len(wrote))
	proving, done, cancel := a.untilStuck(ctx)
	defer cancel()
	read := make(chan struct{}, len(wrote))
	all := []func(){func() {
		<-read
		known = a.whoNow(proving)
		said = a.witnesses(proving, changed(wrote))
	}}
	for i, p := range wrote {
		all = append(all, func() {
			defer func() { read <- struct{}{} }()
			errs[i] = a.provePage(proving, a.session.site, p, at)
			done(p)
		})
	}
	together(all)
	if err := errors.Join(errs...); err != nil {
		return nil, knownAt{}, a.broken(ctx, err)
	}
	return said, known, nil
}

// lastSave is when the last page was saved. What one page saves another may put
// back, so all are proved after it.
func lastSave(wrote []*pageVisit) time.Time {
	var last time.Time
	for _, p := range wrote {
		if p.done.lastSave.After(last) {
			last = p.done.lastSave
		}
	}
	return last
}

// changed lists the settings that were set.
func changed(wrote []*pageVisit) []*selectors.Setting {
	var out []*selectors.Setting
	for _, p := range wrote {
		for _, c := range p.made() {
			if s := c.reading.Wish.Setting; !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// provePage reads a page once more, when it is due. Its tab is ready by then.
func (a *account) provePage(ctx context.Context, site Site, p *pageVisit, due time.Time) error {
	tab, err := site.NewTab(ctx)
	if err != nil {
		return err
	}
	p.tab = tab
	if !pause(ctx, time.Until(due)) {
		return outcome.Stopped(ctx)
	}
	a.step(p, StepProving)
	defer a.step(p, StepReadAgain)
	v := newVisit(a.env, tab, p.wishes)
	v.refusals = a.Browser.Refusals
	v.doors.hidden = p.visit.doors.revealed
	v.expect = map[string]string{}
	for _, c := range p.made() {
		v.expect[c.key()] = c.want
	}
	began := time.Now()
	out := v.read(ctx)
	a.timed("page read again", began, "page", p.wishes.Page.ID, "rested", v.rest.rested)
	p.proof = &out
	p.pictureAfter = a.photograph(ctx, v)
	return nil
}

// judge compares, change by change, what was wanted with what the fresh page
// shows, and with what the API said then. Agreement of the API adds nothing to
// the verdict; contradiction takes it back.
func (a *account) judge(p *pageVisit, said map[string]string) {
	for _, c := range p.made() {
		c.result, c.detail = a.verdict(p, c)
		c.api = ""
		after := ""
		if q := p.proof.of(c); q != nil {
			after = q.Value
		}
		switch word := said[c.reading.Wish.Setting.ID]; {
		case word == "" || c.result != outcome.Verified:
		case word == after:
			c.api = outcome.Agrees
		default:
			c.result, c.api = outcome.Unverified, outcome.Denies
			c.detail = outcome.Join(contradiction(after, word), c.detail)
		}
		c.prove(after)
	}
	p.judgeUntouched()
	a.recorder.settle(p)
}

func (a *account) verdict(p *pageVisit, c *control) (outcome.Result, string) {
	q := p.proof.of(c)
	note := outcome.Join(p.notes...)
	earlier := outcome.Join(p.earlier...)
	switch {
	case q == nil || !q.Found || q.Value == "":
		why := p.proof.report.Detail
		if q != nil && q.Detail != "" {
			why = q.Detail
		}
		if why == "" {
			why = "it is not on the page any more"
		}
		return outcome.Unverified, outcome.Join("could not be read back: "+why, note, earlier)
	case c.denied && (q.Value == c.want || a.tightened(c, q.Value)):
		return outcome.Unverified, outcome.Join(note, "the page shows "+q.Value+" all the same; whose it is, is not sure", earlier)
	case q.Value == c.want, a.tightened(c, q.Value):
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
	return outcome.Reverted, outcome.Join(fmt.Sprintf("it showed %s when it was set, and %s after the page was loaded again", c.want, q.Value), unsent, earlier)
}

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
func (a *account) tightened(c *control, value string) bool {
	return c.reading.Wish.Setting.Kind == selectors.AudienceChoice && a.tighter(value, c.want) && !a.tighter(c.read.Value, c.want)
}

func (a *account) tighter(value, than string) bool {
	r := a.lex.RankOf(value)
	return r != reading.UnknownRank && r < a.lex.RankOf(than)
}

// of is what a control was read to be.
func (o *found) of(c *control) *reading.Part { return o.part(c.reading.Wish.Setting.ID, c.read.Key) }

// part is a control as it was read.
func (o *found) part(setting, key string) *reading.Part {
	for _, r := range o.readings {
		if r.Wish.Setting.ID != setting {
			continue
		}
		for _, p := range r.Parts {
			if p.Key == key {
				return p
			}
		}
	}
	return nil
}
