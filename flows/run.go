package flows

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/selectors"
)

// Request says what a run is to do.
type Request struct {
	// Command is "apply", "undo" or "check"; DryRun and check change nothing.
	Command   string
	DryRun    bool
	Selection Selection
	// Run identifies the run in the journal and the report.
	Run string
	// Pictures asks for a picture of each page before and after.
	Pictures bool
	// Stop, once closed, lets the page in work be finished and proved, and
	// begins no other.
	Stop <-chan struct{}
}

func (q Request) readOnly() bool { return q.DryRun || q.Command != "apply" && q.Command != "undo" }

func (q Request) stopped() bool {
	select {
	case <-q.Stop:
		return true
	default:
		return false
	}
}

// Subject is the account a run is for.
type Subject struct {
	Profile string
	// State signs the account in.
	State automation.SiteState
	// Token and ClientID authorise reads of Plex's API.
	Token, ClientID string
	// ID and Username are those of the stored session.
	ID, Username string
	// HomeUser is the name of the Plex Home user that the profile was switched
	// to; empty for the profile's own account. Managed users have no account of
	// their own, which explains what Plex does not show them.
	HomeUser string
	Managed  bool
	// Expect is the user name or e-mail address the caller insists on, if any.
	Expect string
	// Ledger records what is changed; one for each account. Nil records nothing.
	Ledger Ledger
}

// label is what the account is called where several are at work.
func (s Subject) label() string {
	if s.HomeUser != "" {
		return s.HomeUser
	}
	return s.Profile
}

// key tells the accounts apart that are reached through one profile.
func (s Subject) key() string {
	if s.HomeUser != "" {
		return s.Profile + "/" + s.ID
	}
	return s.Profile
}

// Observer is told how a run gets on, for the terminal.
type Observer interface {
	// Step names a profile or a Home user.
	Step(account, page, what string)
}

// Runner carries out requests.
type Runner struct {
	Catalogue *selectors.Catalogue
	Browser   Browser
	Pace      Pace
	Log       *slog.Logger
	Observer  Observer
	// Known remembers the unknown controls seen before; nil forgets.
	Known Known
}

// account is one account's run in work.
type account struct {
	*Runner
	*env
	req    Request
	who    Subject
	report AccountReport
	visits []*pageVisit
	site   Site
	status identity
}

// pageVisit is one page of a run with its tab and what was found on it.
type pageVisit struct {
	wishes PageWishes
	tab    Tab
	visit  *visit
	out    outcome
	// plan is the page as it was read before anything was done to it, with what
	// became of each control.
	plan    []*reading
	changes []*change
	notes   []string
	wrote   bool
	before  map[string]string
	proof   *outcome
	// was is what each control was first read to be, by setting and control.
	was map[string]said
	// pictureBefore and pictureAfter are what it showed, if that was asked for.
	pictureBefore, pictureAfter *Picture
}

// Account does what is asked for one account and reports on it. It does not
// fail: what went wrong stands in the report.
func (r *Runner) Account(ctx context.Context, who Subject, req Request) AccountReport {
	a := &account{
		Runner: r, env: newEnv(r.Catalogue, r.Pace, req.Selection.Level, r.Log), req: req, who: who,
		report: AccountReport{Profile: who.Profile, Account: who.Username, Pages: []PageReport{}, Settings: []SettingReport{}, Unknown: []UnknownControl{}},
	}
	a.env.user, a.env.managed = who.Username, who.Managed
	for _, w := range req.Selection.Wishes(r.Catalogue) {
		a.visits = append(a.visits, &pageVisit{wishes: w, before: map[string]string{}})
	}
	err := a.run(ctx)
	if err == nil && req.stopped() {
		err = ErrInterrupted
	}
	a.fill(err)
	return a.report
}

func (a *account) run(ctx context.Context) error {
	site, err := a.Browser.NewSite(ctx, a.who.State)
	if err != nil {
		return a.broken(ctx, err)
	}
	a.site = site
	defer func() {
		a.keepCookies(ctx)
		a.site.Close()
	}()
	if err := a.readAll(ctx); err != nil {
		return err
	}
	for _, p := range a.visits {
		a.planPage(p)
		a.noteBefore(p)
	}
	a.photographAll(ctx)
	if a.req.readOnly() {
		return nil
	}
	if err := a.begin(); err != nil {
		return err
	}
	err = a.change(ctx)
	for _, p := range a.visits {
		if p.wrote && p.proof == nil {
			p.set(Unverified, "the run was stopped before it was read back")
		}
	}
	a.end(err)
	return err
}

// keepCookies notes what the sites have made of the session, for the next run.
func (a *account) keepCookies(ctx context.Context) {
	const limit = 2 * time.Second
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	if c, err := a.site.Cookies(ctx); err == nil {
		a.report.Cookies = c
	}
}

// change sets what differs and proves it, again for what is still as it was.
func (a *account) change(ctx context.Context) error {
	const attempts = 2
	for try := 1; try <= attempts && a.pending() > 0; try++ {
		began := time.Now()
		if try > 1 {
			// The read-back still shows the old value: say it once more.
			if err := a.readAgain(ctx); err != nil {
				return err
			}
		}
		unrecorded := a.actAll(ctx)
		if err := a.proveAll(ctx); err != nil {
			return err
		}
		if unrecorded != nil {
			return unrecorded
		}
		if a.req.stopped() || !timeFor(ctx, time.Since(began)) {
			break
		}
	}
	return stopped(ctx)
}

// timeFor says whether the run has time left for something that took d before.
func timeFor(ctx context.Context, d time.Duration) bool {
	end, ok := ctx.Deadline()
	return ctx.Err() == nil && (!ok || time.Until(end) > d)
}

// broken sorts the errors of a browser that does not do as told.
func (a *account) broken(ctx context.Context, err error) error {
	if s := stopped(ctx); s != nil {
		return s
	}
	return err
}

// readAll finds out who is signed in and reads every page, all at once.
func (a *account) readAll(ctx context.Context) error {
	var wg sync.WaitGroup
	var status identity
	wg.Go(func() { status = a.identify(ctx, a.site) })
	errs := make([]error, len(a.visits))
	for i, p := range a.visits {
		wg.Go(func() { errs[i] = a.readPage(ctx, p) })
	}
	wg.Wait()
	a.status = status
	if err := errors.Join(errs...); err != nil {
		return a.broken(ctx, err)
	}
	if status.err != nil {
		return status.err
	}
	if err := a.secondChance(ctx); err != nil {
		return err
	}
	if err := a.contradicted(ctx); err != nil {
		return err
	}
	return a.sameOnPages(ctx)
}

// contradicted reads a page once more whose value Plex's API denies: a box may
// have been painted long before the account's value arrived.
func (a *account) contradicted(ctx context.Context) error {
	for _, p := range a.visits {
		for _, r := range p.out.readings {
			rb := r.wish.Setting.Readback
			if rb == nil || r.value() == "" || r.wish.Skipped != "" || r.value() == wanted(r.wish) {
				continue
			}
			said, ok := a.readback(ctx, rb)
			if !ok || said == r.value() {
				continue
			}
			a.log.Debug("the page and the API disagree, reading the page again", "setting", r.wish.Setting.ID)
			if err := a.readPage(ctx, p); err != nil {
				return a.broken(ctx, err)
			}
			p.doubt(r.wish.Setting.ID, said)
			break
		}
	}
	return nil
}

// doubt leaves a setting alone that the page and the API still tell apart.
func (p *pageVisit) doubt(setting, said string) {
	for _, r := range p.out.readings {
		if r.wish.Setting.ID != setting || r.value() == "" || r.value() == said {
			continue
		}
		for i := range r.parts {
			q := &r.parts[i]
			q.result, q.detail = Unreadable, "the page shows "+q.value+", but Plex's API says "+said
			q.value = ""
		}
	}
}

func (a *account) readPage(ctx context.Context, p *pageVisit) error {
	a.step(p, "reading")
	if p.tab != nil {
		p.tab.Close()
	}
	tab, err := a.site.NewTab(ctx)
	if err != nil {
		return err
	}
	p.tab = tab
	shown := tab
	if a.req.readOnly() {
		shown = readOnly{tab}
	}
	p.visit = newVisit(a.env, shown, p.wishes)
	p.visit.refusals = a.Browser.Refusals
	p.out = p.visit.read(ctx)
	if p.out.report.Status == PageOK || p.out.report.Status == PageMoved || p.out.report.Status == PageChanged {
		return p.visit.offers(ctx)
	}
	return nil
}

// secondChance loads a page once more, alone, that took us for a visitor while
// another one knew us: the sites of Plex learn of a sign-in from one another.
func (a *account) secondChance(ctx context.Context) error {
	var out []*pageVisit
	for _, p := range a.visits {
		if p.out.report.Status == PageSignedOut {
			out = append(out, p)
		}
	}
	if len(out) == len(a.visits) {
		return nil
	}
	for _, p := range out {
		if err := a.readPage(ctx, p); err != nil {
			return a.broken(ctx, err)
		}
	}
	return nil
}

// readAgain reads those pages afresh on which something is still as it was.
func (a *account) readAgain(ctx context.Context) error {
	for _, p := range a.visits {
		if !p.retry() {
			continue
		}
		proved := p.proved()
		if err := a.readPage(ctx, p); err != nil {
			return a.broken(ctx, err)
		}
		a.planPage(p)
		p.proof = nil
		for _, r := range p.plan {
			for i := range r.parts {
				if q := &r.parts[i]; q.result == Already && proved[r.wish.Setting.ID+"/"+q.key] {
					q.result = Verified
				}
			}
		}
	}
	return nil
}

// proved are the controls that the last proof has verified.
func (p *pageVisit) proved() map[string]bool {
	out := map[string]bool{}
	for _, r := range p.plan {
		for _, q := range r.parts {
			if q.result == Verified {
				out[r.wish.Setting.ID+"/"+q.key] = true
			}
		}
	}
	return out
}

func (a *account) planPage(p *pageVisit) {
	p.changes = p.visit.changes(a.req.Selection.AllowWidening)
	p.plan = p.visit.readings
}

// pending counts the pages on which something is to be done (still).
func (a *account) pending() int {
	n := 0
	for _, p := range a.visits {
		if p.proof == nil && len(p.changes) > 0 || p.retry() {
			n++
		}
	}
	return n
}

// actAll sets what differs, page by page. It fails where a change could not be
// recorded before it was made; then that page and those after it are untouched.
func (a *account) actAll(ctx context.Context) error {
	for _, p := range a.visits {
		if len(p.changes) == 0 || p.proof != nil {
			continue
		}
		if a.req.stopped() || ctx.Err() != nil {
			return nil
		}
		a.step(p, "setting")
		if err := a.intend(p); err != nil {
			p.set(Failed, "not changed, because it could not be recorded")
			return err
		}
		p.wrote = true
		p.notes = p.visit.act(ctx, p.changes)
		if p.visit.sessionOver() {
			return nil // what is not proved will say so
		}
	}
	return nil
}

// set gives all changes of a page a result.
func (p *pageVisit) set(r Result, detail string) {
	for _, c := range p.changes {
		c.part.result, c.part.detail = r, detail
	}
}

func (a *account) step(p *pageVisit, what string) {
	if a.Observer != nil {
		a.Observer.Step(a.who.label(), p.wishes.Page.ID, what)
	}
}
