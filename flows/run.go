package flows

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/signin"
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
	Ledger record.Ledger
	// Memory is what earlier runs have seen of the account; nil forgets.
	Memory *record.Memory
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
	Browser   page.Browser
	Pace      page.Pace
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
	req      Request
	env      *page.Env
	pages    []*pageRun
	session  *signedIn
	recorder recorder
	observer Observer
	oneByOne bool
	known    Known
}

// Account does what is asked for one account and reports on it. It does not
// fail: what went wrong stands in the report.
func (r *Runner) Account(ctx context.Context, who Subject, req Request) outcome.AccountReport {
	ctx, cancel := req.limit(ctx)
	defer cancel()
	a := r.account(who, req)
	err := a.run(ctx, r.Browser)
	if errors.Is(err, context.Canceled) && ctx.Err() == nil {
		err = &outcome.LaterError{What: "the browser ended by itself"} // the driver's word for it is that of an interruption
	}
	return a.ended(err)
}

// account is a request for one account, with nothing done yet.
func (r *Runner) account(who Subject, req Request) *account {
	a := &account{
		env: &page.Env{Lex: reading.NewLexicon(r.Catalogue, req.Selection.Level), Pace: r.Pace, Log: r.Log, User: who.Username, Managed: who.Managed}, req: req, session: newSignedIn(who, r.Log),
		recorder: recorder{ledger: who.Ledger, log: r.Log}, observer: r.Observer, oneByOne: r.OneByOne, known: r.Known,
	}
	for _, w := range req.Selection.Wishes(r.Catalogue) {
		a.pages = append(a.pages, &pageRun{wishes: w})
	}
	return a
}

// ended is the report on what was done.
func (a *account) ended(err error) outcome.AccountReport {
	if err == nil && a.req.stopped() {
		err = outcome.ErrInterrupted
	}
	if !a.req.readOnly() {
		for _, p := range a.pages {
			p.plan.Leave()
		}
	}
	return summary{
		req: a.req, who: a.session.who, called: a.session.called, cookies: a.session.cookies, pages: a.pages, lex: a.env.Lex, known: a.known,
	}.report(err)
}

func (a *account) run(ctx context.Context, browser page.Browser) error {
	a.env.Refusals = browser.Refusals
	if err := a.session.open(ctx, browser); err != nil {
		return err
	}
	defer timed(a.env.Log, "account done", time.Now())
	defer a.session.close(ctx)
	if err := a.readAll(ctx); err != nil {
		return err
	}
	for _, p := range a.pages {
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
	err := a.change(ctx)
	for _, p := range a.pages {
		if p.wrote && p.proof == nil {
			p.plan.Set(outcome.Unverified, "the run was stopped before it was read back")
		}
	}
	a.recorder.end(err, a.req.stopped())
	return err
}

// see lets a check remember what it has read. It does not fail because it could not.
func (a *account) see(ctx context.Context) {
	if a.req.Command != "check" || a.session.who.Memory == nil {
		return
	}
	if err := a.session.who.Memory.See(ctx, a.values()); err != nil {
		a.env.Log.Warn("the next check will not know what this one has seen", "error", err)
	}
}

// values are those of all controls that could be read.
func (a *account) values() []journal.Value {
	var read []journal.Value
	for _, p := range a.pages {
		for _, s := range p.plan.Settings {
			for _, c := range s.Controls {
				if q := c.Read; q.Found && q.Value != "" {
					read = append(read, journal.Value{Setting: s.Wish.Setting.ID, Control: q.Key, Value: q.Value})
				}
			}
		}
	}
	return read
}

func (a *account) step(p *pageRun, now Step) {
	if a.observer != nil {
		a.observer.Step(a.session.who.label(), p.wishes.Page.ID, now)
	}
}

// timed tells how long something took that has begun at a moment.
func timed(log *slog.Logger, what string, began time.Time, args ...any) {
	log.Debug(what, append(args, "took", time.Since(began).Round(time.Millisecond))...)
}

// SubjectOf is the account that a stored session signs in.
func SubjectOf(profile string, s *session.Session) Subject {
	return Subject{
		Profile: profile, State: signin.StateOf(s), Token: s.Token, ClientID: s.ClientID,
		ID: s.Account.ID, Username: s.Account.Username,
	}
}
