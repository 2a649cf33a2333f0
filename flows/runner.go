package flows

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/direct"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Observer hears of the progress of a run, for the terminal.
type Observer interface {
	// Step is called when something begins on a page, or is over. account is a profile or
	// a Home user.
	Step(account, page string, now Step)
	// Rows is called when so many rows of lists are found that the time for the account
	// grows to limit.
	Rows(account string, rows int, limit time.Duration)
}

// Step is what has begun on a page, or is over.
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

// Begins says whether the step is the beginning of something.
func (s Step) Begins() bool { return s == StepReading || s == StepSetting || s == StepProving }

// Runner carries out requests.
type Runner struct {
	Catalogue *selectors.Catalogue
	// Browser is nil if no page is to be opened in one, or if there is none; then NoBrowser
	// says why.
	Browser   page.Browser
	NoBrowser error
	// Access leads to what is read and set over HTTP.
	Access   *direct.Access
	Pace     page.Pace
	Log      *slog.Logger
	Observer Observer
	// OneByOne acts on one page at a time, so that a person can follow.
	OneByOne bool
	// Known remembers the unknown controls seen before; nil forgets.
	Known *record.UnknownControls
}

// Account does what is asked for one account and reports on it. It does not fail: what
// went wrong is in the report. The cookies are those of the account's sites at the end;
// they sign in, so they stay out of the report.
func (r *Runner) Account(ctx context.Context, who Subject, req Request) (outcome.AccountReport, []automation.Cookie) {
	ctx, rows, cancel := r.limit(ctx, who, req)
	defer cancel()
	a := r.account(who, req)
	a.env.Rows = rows
	var err error
	switch {
	case len(a.pages) == 0:
	case r.NoBrowser != nil:
		err = r.NoBrowser
	default:
		err = a.run(ctx, r.Browser)
	}
	if errors.Is(err, context.Canceled) && ctx.Err() == nil {
		err = &outcome.LaterError{What: "the browser ended by itself"} // the driver reports that as a canceled context
	}
	return a.complete(ctx, err)
}

// account prepares the run over one account.
func (r *Runner) account(who Subject, req Request) *account {
	env := &page.Env{Lex: reading.NewLexicon(r.Catalogue, req.Selection.Level), Pace: r.Pace, Log: r.Log, User: who.Username}
	session, recorder := newSession(who, r.Log), &recorder{ledger: who.Ledger, log: r.Log}
	wishes := req.Selection.Wishes(r.Catalogue)
	a := &account{
		req: req, env: env, session: session, recorder: recorder, oneByOne: r.OneByOne, known: r.Known,
		time: timetable{readOnly: req.readOnly(), settle: req.Settle, others: slices.ContainsFunc(wishes, func(w wanted.Page) bool { return !w.Page.InBrowser() })},
	}
	a.reader = &reader{env: env, session: session, time: a.time, acting: !req.readOnly(), ready: func(p *pageRun) bool { return len(a.planOf(p).Changes) > 0 }}
	a.prover = &prover{env: env, session: session, recorder: recorder, time: a.time, pictures: req.Pictures}
	a.direct = &directRun{req: req, who: who, env: env, session: session, recorder: recorder, access: r.Access, time: a.time, planOf: a.planOf, named: map[string]string{}, steps: func(page string) func(Step) { return r.steps(who, page) }}
	for _, w := range wishes {
		if !w.Page.InBrowser() {
			a.direct.wishes = append(a.direct.wishes, w)
			continue
		}
		a.pages = append(a.pages, &pageRun{wishes: w, step: r.steps(who, w.Page.ID)})
	}
	return a
}

// steps returns the function that tells the observer, if there is one, of a page's steps.
func (r *Runner) steps(who Subject, page string) func(Step) {
	return func(now Step) {
		if r.Observer != nil {
			r.Observer.Step(who.label(), page, now)
		}
	}
}
