package world

import (
	"context"
	"log/slog"

	"github.com/plexpriv/plexpriv/flows/plexapi"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// API is what is asked of Plex without a browser. *plexapi.Client is one.
type API interface {
	signin.PINs
	signin.API
	Revoke(ctx context.Context, token, clientID string) error
	Accepts(ctx context.Context, token, clientID string) (bool, error)
	Reach(ctx context.Context, host string) (plexapi.Answer, error)
	Close()
}

// connectAPI makes a client that trusts and goes where the browser does.
func connectAPI(w *World, log *slog.Logger) (API, error) {
	roots, err := w.Roots()
	if err != nil {
		return nil, err
	}
	return plexapi.New(plexapi.Options{Proxy: w.Proxy(), Roots: roots, Log: log}), nil
}
