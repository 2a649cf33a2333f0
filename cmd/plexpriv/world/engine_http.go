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
// If some should be and there is none, why says so: they are not opened, and what is
// reached over HTTP is done all the same.
func (o EngineOptions) WithoutBrowser(why error) Worker {
	r := o.runner()
	r.NoBrowser = why
	return httpWorker{r}
}

type httpWorker struct{ runner *flows.Runner }

// Account works on one account.
func (w httpWorker) Account(ctx context.Context, who flows.Subject, req flows.Request) (outcome.AccountReport, []automation.Cookie) {
	return w.runner.Account(ctx, who, req)
}

// Program is empty.
func (httpWorker) Program() (path, version string) { return "", "" }

// Close does nothing.
func (httpWorker) Close(context.Context) error { return nil }
