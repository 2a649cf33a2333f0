package world

import (
	"context"
	"log/slog"

	"github.com/plexpriv/plexpriv/flows/plexapi"
	"github.com/plexpriv/plexpriv/flows/review"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// API is what can be asked of Plex without a browser. *plexapi.Client is one.
type API interface {
	signin.PINs
	signin.API
	Revoke(ctx context.Context, token, clientID string) error
	Accepts(ctx context.Context, token, clientID string) (bool, error)
	Reach(ctx context.Context, host string) (plexapi.Answer, error)
	// Reader returns what reads for an account, and can do nothing else.
	Reader(token, clientID string) review.Getter
	Close()
}

// connectAPI makes a client that uses the same proxy and trusts the same authorities
// as the browser.
func connectAPI(getenv func(string) string, log *slog.Logger) (API, error) {
	if err := CheckProxy(getenv); err != nil {
		return nil, err
	}
	roots, err := Roots(getenv)
	if err != nil {
		return nil, err
	}
	return api{plexapi.New(plexapi.Options{Proxy: Proxy(getenv), Roots: roots, Log: log})}, nil
}

// api is Plex's API over HTTP.
type api struct{ *plexapi.Client }

// Reader returns what reads for an account.
func (a api) Reader(token, clientID string) review.Getter {
	return plexapi.NewReader(a.Client, token, clientID)
}
