package world

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/inspect"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/flows/survey"
	"github.com/plexpriv/plexpriv/selectors"
)

// singleEngine works in one browser: a local one, or one session of a remote one.
type singleEngine struct {
	browser   *automation.Browser
	runner    *flows.Runner
	auth      *signin.Authenticator
	inspector *inspect.Inspector
	surveyor  *survey.Surveyor
}

func newSingleEngine(b *automation.Browser, o EngineOptions) *singleEngine {
	real := page.Real{Browser: b}
	e := &singleEngine{
		browser: b, runner: o.runner(),
		auth:      &signin.Authenticator{Catalogue: o.Catalogue, Browser: real, Pace: page.DefaultPace, Log: o.Log},
		inspector: &inspect.Inspector{Catalogue: o.Catalogue, Browser: real, Pace: page.DefaultPace, Log: o.Log},
		surveyor:  &survey.Surveyor{Catalogue: o.Catalogue, Browser: real, Pace: page.DefaultPace, Log: o.Log},
	}
	e.runner.Browser = real
	return e
}

// Account works on one account.
func (e *singleEngine) Account(ctx context.Context, who flows.Subject, req flows.Request) (outcome.AccountReport, []automation.Cookie) {
	return e.runner.Account(ctx, who, req)
}

// SignInToken makes a session from a token.
func (e *singleEngine) SignInToken(ctx context.Context, token, clientID string) (signin.Proof, error) {
	return e.auth.SignInToken(ctx, token, clientID)
}

// SignInWindow waits for the person to sign in.
func (e *singleEngine) SignInWindow(ctx context.Context, say func(string)) (*session.Session, error) {
	return e.auth.SignInWindow(ctx, say)
}

// Prove proves that a session works.
func (e *singleEngine) Prove(ctx context.Context, s *session.Session) (signin.Proof, error) {
	return e.auth.Prove(ctx, s)
}

// Confirm says whether a stored session still signs in.
func (e *singleEngine) Confirm(ctx context.Context, stored *session.Session, proved signin.Proof) (signin.Proof, error) {
	return e.auth.Confirm(ctx, stored, proved)
}

// Inspect looks at one page.
func (e *singleEngine) Inspect(ctx context.Context, s *session.Session, page *selectors.Page, level string, now time.Time) (*inspect.SavedPage, error) {
	return e.inspector.Inspect(ctx, s, page, level, now)
}

// Survey asks each of Plex's sites whom it takes us for.
func (e *singleEngine) Survey(ctx context.Context, s *session.Session) (*survey.Survey, error) {
	return e.surveyor.Survey(ctx, s)
}

// Program is the file of the browser, and its version.
func (e *singleEngine) Program() (path, version string) { return e.browser.Path(), e.browser.Version() }

// Close ends the browser and removes what it wrote.
func (e *singleEngine) Close(ctx context.Context) error { return e.browser.Close(ctx) }
