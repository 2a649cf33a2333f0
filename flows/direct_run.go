package flows

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/flows/direct"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/flows/plexapi"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// directRun works on the pages of an account that are read and set over HTTP. It takes the
// same steps as the pages in a browser: read all, record what was read, record each change
// before it is made, set, read again over new connections, judge.
type directRun struct {
	req      Request
	who      Subject
	env      *page.Env
	session  *openSite
	recorder *recorder
	access   *direct.Access
	time     timetable
	planOf   func(*pageRun) plan.Page
	steps    func(page string) func(Step)
	// wishes are those for the pages, pages the places that have them.
	wishes []wanted.Page
	pages  pages
	// named are the names of servers that stand in no page of the run, by their keys.
	named map[string]string
}

// run does what is asked. An error ends the run; what is wrong with one place is in the
// report on that.
func (d *directRun) run(ctx context.Context) error {
	if len(d.wishes) == 0 {
		return nil
	}
	defer timed(d.env.Log, "pages over HTTP done", time.Now())
	defer d.close()
	if err := d.find(ctx); err != nil {
		return err
	}
	if err := d.readAll(ctx); err != nil {
		return err
	}
	for _, p := range d.pages {
		p.plan = d.planOf(p)
	}
	if d.req.readOnly() {
		rememberForCheck(ctx, d.req, d.who, d.pages, d.env.Log)
		return nil
	}
	if err := d.recorder.read(d.pages.values()); err != nil {
		return err
	}
	return d.change(ctx)
}

// change sets what differs, and proves it. Like on a page, what still has its old value
// after that is set once more.
func (d *directRun) change(ctx context.Context) error {
	const attempts = 2
	for try := 1; d.pages.pending(); try++ {
		if try > 1 {
			if err := d.readAgain(ctx); err != nil {
				return err
			}
		}
		d.setAll(ctx)
		if err := d.proveAll(ctx); err != nil {
			return err
		}
		if d.recorder.unrecorded != nil {
			return d.recorder.unrecorded
		}
		if try == attempts || d.req.stopped() || !d.pages.pending() {
			break
		}
		if wait, bearable := d.pages.backOff(); !bearable || !timeLeftFor(ctx, wait) || !page.Pause(ctx, wait) {
			break
		}
	}
	return outcome.Stopped(ctx)
}

// readAgain reads the places again where a change still shows the old value, and plans only
// what still does.
func (d *directRun) readAgain(ctx context.Context) error {
	return d.together(d.pages, func(p *pageRun) error {
		if !p.retry() {
			return nil
		}
		p.step(StepReading)
		defer p.step(StepRead)
		f, err := p.place.Read(ctx, p.place.of)
		if err != nil {
			return err
		}
		p.place.found.Close()
		p.place.found, p.found = f, d.result(p, f)
		tried := p.plan.ToProve() // before the new plan takes its place
		for _, c := range tried {
			if c.Err != nil {
				p.earlier = append(p.earlier, "at first: "+c.Err.Error())
			}
		}
		p.plan = d.planOf(p)
		p.proof = nil
		p.plan.KeepRetries(tried)
		return nil
	})
}

// timeLeftFor says whether the run has time for a pause.
func timeLeftFor(ctx context.Context, d time.Duration) bool {
	end, ok := ctx.Deadline()
	return !ok || time.Until(end) > d
}

// find makes sure whose the session is, and finds the places.
func (d *directRun) find(ctx context.Context) error {
	who := plexapi.Account{Token: d.who.Token, ClientID: d.who.ClientID}
	me := signin.IdentifyDirectly(ctx, d.access.UserOf(who), d.session.expected())
	if me.ID != "" || me.UUID != "" {
		d.session.called = me.Name()
	}
	if me.Err != nil {
		return me.Err
	}
	for _, w := range d.wishes {
		places, err := d.access.Places(ctx, direct.Who{Account: who, UUID: me.UUID}, w.Page, d.req.Selection.Restore)
		switch {
		case err != nil:
			if stopped := outcome.Stopped(ctx); stopped != nil {
				return stopped
			}
			d.add(w, nil, direct.HaltedBy(w, "page", err))
		case len(places) == 0:
			d.add(w, nil, direct.Halted(w, "page", outcome.PageNotOffered, "Plex lists no server that is this account's own"))
		}
		if d.misplaced(w, places) {
			continue
		}
		before := len(d.pages)
		for _, p := range places {
			if at, ok := d.req.Selection.At(w, p.Place); ok {
				d.add(at, p, nil)
			}
		}
		if len(places) > 0 && len(d.pages) == before {
			d.add(w, nil, direct.Halted(w, "page", outcome.PageNotOffered, "none of your servers is called so"))
		}
	}
	return nil
}

// misplaced says whether the person has named a server that there is not, or is more than
// one. Then none is contacted: what they meant to leave out would be set.
func (d *directRun) misplaced(w wanted.Page, places []*direct.Place) bool {
	var all []wanted.Place
	var keys []string
	for _, p := range places {
		all, keys = append(all, p.Place), append(keys, p.Key)
	}
	why, detail := d.req.Selection.Misplaced(w.Page, all), ""
	switch why {
	case "":
		return false
	case outcome.NoSuchServer:
		detail = "none of your servers is called so"
	default:
		detail = "more than one of your servers is called so; name one by its key"
	}
	if len(keys) > 0 {
		detail += "; there are: " + strings.Join(keys, ", ")
	}
	d.add(w, nil, direct.Unplaced(d.req.Selection.Anywhere(w), why, detail))
	for _, p := range places {
		d.named[p.Key] = p.Name()
	}
	return true
}

// add adds a place, or a page that has none.
func (d *directRun) add(of wanted.Page, p *direct.Place, found *direct.Found) {
	run := &pageRun{wishes: of, step: d.steps(of.Page.ID)}
	if p != nil {
		run.place = &placeRun{Place: p, of: of}
		there := *of.Page
		there.ID = run.id(there.ID)
		run.wishes.Page = &there
	}
	if found != nil {
		run.found = d.result(run, found)
	}
	d.pages = append(d.pages, run)
}

// result is what was found, as a page's.
func (d *directRun) result(p *pageRun, f *direct.Found) *page.Found {
	return &page.Found{
		Report:   outcome.PageReport{ID: p.wishes.Page.ID, URL: p.wishes.Page.URL, Status: f.Status, Detail: f.Detail, OverHTTP: true, OwnServer: p.wishes.Page.API == selectors.OwnServers},
		Readings: f.Readings, Unknown: f.Unknown, At: f.At, Since: f.At,
	}
}

// readAll reads all places at the same time.
func (d *directRun) readAll(ctx context.Context) error {
	return d.together(d.pages, func(p *pageRun) error {
		if p.place == nil {
			return nil
		}
		p.step(StepReading)
		defer p.step(StepRead)
		f, err := p.place.Read(ctx, p.place.of)
		if err != nil {
			return err
		}
		p.place.found, p.found = f, d.result(p, f)
		return nil
	})
}

// together does something with several places at the same time.
func (d *directRun) together(of pages, do func(*pageRun) error) error {
	errs := make([]error, len(of))
	var all []func()
	for i, p := range of {
		all = append(all, func() { errs[i] = do(p) })
	}
	runTogether(all)
	return errors.Join(errs...)
}

// setAll sets what differs, one place after the other. What is about to be set is on the
// disk before.
func (d *directRun) setAll(ctx context.Context) {
	for _, p := range d.pages {
		if !p.toDo() || d.req.stopped() || ctx.Err() != nil || !d.recorder.mayChange(&p.plan, func() { p.step(StepSetting) }) {
			continue
		}
		p.wrote, p.done.Asked = true, 0
		for _, c := range p.plan.Changes {
			if ctx.Err() != nil {
				c.Err = plan.ErrNoTimeLeft
				continue
			}
			c.Err = p.place.Set(ctx, p.place.found, c.Reading.Wish, c.Read.Key, c.Want)
			if _, after := direct.Again(c.Err); after > 0 {
				p.done.Asked = max(p.done.Asked, after)
			}
		}
		p.done.LastSave = time.Now()
		p.step(StepSet)
	}
}

// proveAll reads what was set again, a while after the last of it.
func (d *directRun) proveAll(ctx context.Context) error {
	wrote := d.pages.wrote()
	if len(wrote) == 0 {
		return nil
	}
	page.Pause(ctx, time.Until(lastSave(wrote).Add(d.time.settle)))
	return d.together(wrote, func(p *pageRun) error {
		if p.proof != nil {
			return nil
		}
		p.step(StepProving)
		defer p.step(StepReadAgain)
		f, err := p.place.ReadAfresh(ctx, p.place.of, p.place.found)
		if err != nil {
			return err
		}
		f.Close()
		p.proof = d.result(p, f)
		p.plan.Judge(d.env.Lex, plan.Evidence{Proof: f.Readings, Trouble: f.Detail, Earlier: p.earlier})
		d.recorder.mu.Lock()
		defer d.recorder.mu.Unlock()
		d.recorder.outcomes(p.wishes.Page.ID, &p.plan, f.Readings)
		return nil
	})
}

// close closes what is open.
func (d *directRun) close() {
	for _, p := range d.pages {
		if p.place != nil {
			p.place.found.Close()
		}
		if p.wrote && p.proof == nil {
			p.plan.MarkAll(outcome.Unverified, "the run was stopped before it was read back")
		}
	}
}

// reported are the places, and the pages whose places were not found.
func (d *directRun) reported() pages {
	out := slices.Clone(d.pages)
	for _, w := range d.wishes {
		there := func(p *pageRun) bool { return p.wishes.Page == w.Page || p.place != nil && p.place.of.Page == w.Page }
		if !slices.ContainsFunc(out, there) {
			out = append(out, &pageRun{wishes: w})
		}
	}
	return out
}
