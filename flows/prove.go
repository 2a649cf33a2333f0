package flows

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/selectors"
)

// errSessionEnded is a session that Plex accepted at first.
var errSessionEnded = fmt.Errorf("%w: Plex ended the session during the run", ErrSignIn)

// proveAll reads every page that was written to once more, from a fresh load in
// a browser context that shares nothing with the one that acted but its session.
func (a *account) proveAll(ctx context.Context) error {
	var wrote []*pageVisit
	for _, p := range a.visits {
		if p.wrote && p.proof == nil {
			wrote = append(wrote, p)
		}
	}
	if len(wrote) == 0 {
		return nil
	}
	cookies, err := a.site.Cookies(ctx)
	if err != nil {
		return a.broken(ctx, err)
	}
	a.site.Close()
	state := a.who.State
	state.Cookies = cookies
	site, err := a.Browser.NewSite(ctx, state)
	if err != nil {
		return a.broken(ctx, err)
	}
	a.site = site
	var wg sync.WaitGroup
	errs := make([]error, len(wrote))
	for i, p := range wrote {
		p.tab = nil
		wg.Go(func() { errs[i] = a.provePage(ctx, site, p) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return a.broken(ctx, err)
	}
	for _, p := range wrote {
		a.judge(ctx, p)
	}
	for _, p := range wrote {
		if p.proof.report.Status == PageSignedOut {
			return errSessionEnded
		}
	}
	return nil
}

func (a *account) provePage(ctx context.Context, site Site, p *pageVisit) error {
	a.step(p, "proving")
	tab, err := site.NewTab(ctx)
	if err != nil {
		return err
	}
	defer tab.Close()
	v := newVisit(a.env, readOnly{tab}, p.wishes)
	v.refusals = a.Browser.Refusals
	v.expect = map[string]string{}
	for _, c := range p.changes {
		v.expect[c.reading.wish.Setting.ID+"/"+c.part.key] = c.want
	}
	out := v.read(ctx)
	p.proof = &out
	p.pictureAfter = a.photograph(ctx, v)
	return nil
}

// judge compares, change by change, what was wanted with what the fresh page shows.
func (a *account) judge(ctx context.Context, p *pageVisit) {
	var was []string
	for _, c := range p.changes {
		before := c.part.value
		was = append(was, before)
		c.part.result, c.part.detail = a.verdict(p, c)
		after := ""
		if q := proofPart(p.proof, c); q != nil {
			after = q.value
		}
		if c.part.result == Verified {
			a.secondWitness(ctx, c)
		}
		c.part.value = after
	}
	a.settle(p, was)
}

func (a *account) verdict(p *pageVisit, c *change) (Result, string) {
	q := proofPart(p.proof, c)
	note := strings.Join(p.notes, "; ")
	switch {
	case q == nil || !q.found || q.value == "":
		why := p.proof.report.Detail
		if q != nil && q.detail != "" {
			why = q.detail
		}
		return Unverified, join("could not be read back: "+why, note)
	case q.value == c.want, a.tightened(c, q.value):
		return Verified, c.part.detail
	case c.err != nil:
		return actResult(c.err), join(c.err.Error(), note)
	case note != "":
		return Failed, note
	}
	return Reverted, fmt.Sprintf("it showed %s when it was set, and %s after the page was loaded again", c.want, q.value)
}

// actResult sorts the reasons for which a control was not set.
func actResult(err error) Result {
	switch {
	case errors.Is(err, automation.ErrDisabled):
		return Disabled
	case errors.Is(err, automation.ErrAmbiguous):
		return Ambiguous
	case errors.Is(err, automation.ErrUnreadable):
		return Unreadable
	case errors.Is(err, automation.ErrNotFound):
		return NotFound
	}
	return Failed
}

// tightened says whether a change that was to make an audience smaller made it
// smaller still.
func (a *account) tightened(c *change, value string) bool {
	return c.reading.wish.Setting.Kind == selectors.AudienceChoice && a.tighter(value, c.want) && !a.tighter(c.part.value, c.want)
}

func (a *account) tighter(value, than string) bool {
	r := a.rankOf(value)
	return r != unknownRank && r < a.rankOf(than)
}

func proofPart(o *outcome, c *change) *part {
	if o == nil {
		return nil
	}
	return o.part(c.reading.wish.Setting.ID, c.part.key)
}

// part is a control as it was read.
func (o *outcome) part(setting, key string) *part {
	for _, r := range o.readings {
		if r.wish.Setting.ID != setting {
			continue
		}
		for i := range r.parts {
			if r.parts[i].key == key {
				return &r.parts[i]
			}
		}
	}
	return nil
}

// secondWitness asks Plex's API, where it knows the setting. Agreement adds
// nothing to the verdict; contradiction takes it back.
func (a *account) secondWitness(ctx context.Context, c *change) {
	rb := c.reading.wish.Setting.Readback
	if rb == nil {
		return
	}
	said, ok := a.readback(ctx, rb)
	if !ok {
		return
	}
	if said == c.want {
		c.part.api = Agrees
		return
	}
	c.part.result, c.part.api = Unverified, Denies
	c.part.detail = fmt.Sprintf("the page shows %s, but Plex's API says %s", c.want, said)
}

// retry says whether a page has something that is still as it was before and
// worth another try.
func (p *pageVisit) retry() bool {
	if p.proof == nil {
		return false
	}
	for _, c := range p.changes {
		if c.part.result == Reverted || c.part.result == Failed {
			return true
		}
	}
	return false
}

func join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "; ")
}
