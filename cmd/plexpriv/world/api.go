package world

import (
	"context"
	"log/slog"

	"github.com/plexpriv/plexpriv/flows/plexapi"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// API is what can be asked of Plex without a browser. *plexapi.Client is one.
type API interface {
	signin.PINs
	signin.API
	Revoke(ctx context.Context, token, clientID string) error
	Accepts(ctx context.Context, token, clientID string) (bool, error)
	Reach(ctx context.Context, host string) (plexapi.Answer, error)
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
	return plexapi.New(plexapi.Options{Proxy: Proxy(getenv), Roots: roots, Log: log}), nil
}
