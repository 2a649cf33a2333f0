package flows

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Request says what a run is to do.
type Request struct {
	// Command is "apply", "undo" or "check"; DryRun and check change nothing.
	Command   string
	DryRun    bool
	Selection wanted.Selection
	// Run identifies the run in the journal and the report.
	Run string
	// Pictures asks for a picture of each page before and after.
	Pictures bool
	// Settle is how long after the last save the pages are loaded again to prove
	// it: Plex may put a value back a moment later.
	Settle time.Duration
	// Limit is the time for the account, waits and retries included; 0 for none.
	Limit time.Duration
	// Stop, once closed, lets the pages in work be finished and proved, and
	// begins no other.
	Stop <-chan struct{}
}

func (q Request) readOnly() bool { return q.DryRun || q.Command != "apply" && q.Command != "undo" }

// limit is a context that ends when the time for the account is over.
func (q Request) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	if q.Limit <= 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, q.Limit)
}

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
	// Memory is what earlier runs have seen of the account; nil forgets.
	Memory *Memory
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
	// Step names a profile or a Home user, and a page.
	Step(account, page string, now Step)
}

// Step is what begins on a page, or is over there.
type Step string

// The steps of a page, in their order.
const (
	StepReading   Step = "reading"
	StepRead      Step = "read"
	StepSetting   Step = "setting"
	StepSet       Step = "set"
	StepProving   Step = "proving"
	StepReadAgain Step = "read again"
)

// Begins says that something is in work from now on.
func (s Step) Begins() bool { return s == StepReading || s == StepSetting || s == StepProving }

// Runner carries out requests.
type Runner struct {
	Catalogue *selectors.Catalogue
	Browser   Browser
	Pace      Pace
	Log       *slog.Logger
	Observer  Observer
	// OneByOne acts on one page at a time: windows that cover one another are not
	// drawn, and a person can follow.
	OneByOne bool
	// Known remembers the unknown controls seen before; nil forgets.
	Known Known
}

// account is one account's run in work.
type account struct {
	*Runner
	*env
	req      Request
	who      Subject
	report   outcome.AccountReport
	visits   []*pageVisit
	session  signedIn
	recorder recorder
}

// pageVisit is one page of a run with its tab and what was found on it.
type pageVisit struct {
	wishes wanted.Page
	tab    Tab
	// acting is the same tab as long as things may be set in it, and else nil.
	acting ActingTab
	visit  *visit
	out    found
	// took is how long it was read for, and done what is known of its saves.
	took time.Duration
	done done
	// plan is the page as it was read before anything was done to it, with what
	// became of each control; changes are those controls that are to be set.
	plan    []*plannedSetting
	changes []*control
	// proved are the changes of the try before that need no other one. What is said
	// once more may take them back, so they are read again with it.
	proved []*control
	// notes are what went wrong with the saves of the last try, earlier those of
	// the one before.
	notes, earlier []string
	wrote          bool
	proof          *found
	// pictureBefore and pictureAfter are what it showed, if that was asked for.
	pictureBefore, pictureAfter *outcome.Picture
}

// Account does what is asked for one account and reports on it. It does not
// fail: what went wrong stands in the report.
func (r *Runner) Account(ctx context.Context, who Subject, req Request) outcome.AccountReport {
	ctx, cancel := req.limit(ctx)
	defer cancel()
	a := r.account(who, req)
	err := a.run(ctx)
	if errors.Is(err, context.Canceled) && ctx.Err() == nil {
		err = &outcome.LaterError{What: "the browser ended by itself"} // the driver's word for it is that of an interruption
	}
	return a.ended(err)
}

// account is a request for one account, with nothing done yet.
func (r *Runner) account(who Subject, req Request) *account {
	a := &account{
		Runner: r, env: newEnv(r.Catalogue, r.Pace, req.Selection.Level, r.Log), req: req, who: who,
		report: outcome.AccountReport{Profile: who.Profile, Account: who.Username, Pages: []outcome.PageReport{}, Settings: []outcome.SettingReport{}, Unknown: []outcome.UnknownControl{}},
	}
	a.recorder.ledger, a.recorder.log = who.Ledger, a.log
	a.env.user, a.env.managed = who.Username, who.Managed
	for _, w := range req.Selection.Wishes(r.Catalogue) {
		a.visits = append(a.visits, &pageVisit{wishes: w})
	}
	return a
}

// ended writes the report of what was done.
func (a *account) ended(err error) outcome.AccountReport {
	if err == nil && a.req.stopped() {
		err = outcome.ErrInterrupted
	}
	a.leave()
	a.fill(err)
	return a.report
}

func (a *account) run(ctx context.Context) error {
	site, err := a.Browser.NewSite(ctx, a.who.State)
	if err != nil {
		return a.broken(ctx, err)
	}
	a.session.site = site
	defer a.timed("account done", time.Now())
	defer func() {
		a.keepCookies(ctx)
		a.session.site.Close()
	}()
	if err := a.readAll(ctx); err != nil {
		return err
	}
	for _, p := range a.visits {
		a.planPage(p)
	}
	a.photographAll(ctx)
	a.see(ctx)
	if a.req.readOnly() {
		return nil
	}
	if err := a.recorder.begin(a.values()); err != nil {
		return err
	}
	err = a.change(ctx)
	for _, p := range a.visits {
		if p.wrote && p.proof == nil {
			p.set(outcome.Unverified, "the run was stopped before it was read back")
		}
	}
	a.recorder.end(err, a.req.stopped())
	return err
}

// keepCookies notes what the sites have made of the session, for the next run.
func (a *account) keepCookies(ctx context.Context) {
	const limit = 2 * time.Second
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	if c, err := a.session.site.Cookies(ctx); err == nil {
		a.report.Cookies = c
	}
}

// broken sorts the errors of a browser that does not do as told.
func (a *account) broken(ctx context.Context, err error) error {
	if s := outcome.Stopped(ctx); s != nil {
		return s
	}
	return err
}

// timed tells how long something took that has begun at a moment.
func (a *account) timed(what string, began time.Time, args ...any) {
	a.log.Debug(what, append(args, "took", time.Since(began).Round(time.Millisecond))...)
}

func (a *account) step(p *pageVisit, now Step) {
	if a.Observer != nil {
		a.Observer.Step(a.who.label(), p.wishes.Page.ID, now)
	}
}
