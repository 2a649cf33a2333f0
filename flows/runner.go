package flows

import (
	"context"
	"errors"
	"log/slog"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/selectors"
)

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
	Known *record.UnknownControls
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
	env := &page.Env{Lex: reading.NewLexicon(r.Catalogue, req.Selection.Level), Pace: r.Pace, Log: r.Log, User: who.Username, Managed: who.Managed}
	session, recorder := newSession(who, r.Log), &recorder{ledger: who.Ledger, log: r.Log}
	a := &account{
		req: req, env: env, session: session, recorder: recorder, oneByOne: r.OneByOne, known: r.Known,
		reader: &reader{env: env, session: session, acting: !req.readOnly()},
		prover: &prover{env: env, session: session, recorder: recorder, settle: req.Settle, pictures: req.Pictures},
	}
	for _, w := range req.Selection.Wishes(r.Catalogue) {
		a.pages = append(a.pages, &pageRun{wishes: w, step: r.steps(who, w.Page.ID)})
	}
	return a
}

// steps tells the observer, if there is one, how a page gets on.
func (r *Runner) steps(who Subject, page string) func(Step) {
	return func(now Step) {
		if r.Observer != nil {
			r.Observer.Step(who.label(), page, now)
		}
	}
}
