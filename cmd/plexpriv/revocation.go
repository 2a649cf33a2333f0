package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// revokeLimit bounds the end of a token, which is best effort: a person who
// signs out is not kept waiting for Plex.
const revokeLimit = 5 * time.Second

// revokeToken ends a token at Plex.
func revokeToken(w *world.World, ctx context.Context, token, clientID string, log *slog.Logger) error {
	api, err := w.OpenAPI(log)
	if err != nil {
		return err
	}
	defer api.Close()
	return api.Revoke(ctx, token, clientID)
}
