package world

import (
	"context"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Worker works on accounts. Every Engine is one; without a browser it can read and set what
// is reached over HTTP alone.
type Worker interface {
	Account(ctx context.Context, who flows.Subject, req flows.Request) (outcome.AccountReport, []automation.Cookie)
	// Program is the file of the browser, and its version; both empty without one.
	Program() (path, version string)
	Close(ctx context.Context) error
}

// WithoutBrowser returns a Worker for accounts of which no page is opened in a browser.
func (o EngineOptions) WithoutBrowser() Worker { return httpWorker{o.runner()} }

type httpWorker struct{ runner *flows.Runner }

// Account works on one account.
func (w httpWorker) Account(ctx context.Context, who flows.Subject, req flows.Request) (outcome.AccountReport, []automation.Cookie) {
	return w.runner.Account(ctx, who, req)
}

// Program is empty.
func (httpWorker) Program() (path, version string) { return "", "" }

// Close does nothing.
func (httpWorker) Close(context.Context) error { return nil }
