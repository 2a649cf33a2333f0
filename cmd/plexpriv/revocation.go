package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

// revoker signs profiles out, at Plex and here.
type revoker struct {
	world *world.World
	store session.Store
	log   *slog.Logger
	// answers are Plex's answers by token, because profiles can share a token.
	answers map[string]error
	// unreachable is the error after which Plex is not asked again.
	unreachable error
}

// signOut revokes one profile's token at Plex, if Plex answers quickly, and removes the
// session in any case. leaving are all profiles that are being signed out.
func (r *revoker) signOut(ctx context.Context, profile string, leaving []string) signedOut {
	out := signedOut{Profile: profile}
	s, err := r.store.Load(ctx, profile)
	switch {
	case errors.Is(err, session.ErrNotFound):
		// Delete removes what an interrupted login may have left.
	case err != nil:
		out.Detail = fmt.Sprintf("it could not be read (%v)", err)
		out.device = deviceAtPlex("")
	default:
		r.world.Terminal.Secrets.Hide(s.Secrets()...)
		out.Account = s.Account.Username
		r.endAtPlex(ctx, &out, s, leaving)
	}
	if ctx.Err() != nil {
		out.err = context.Cause(ctx)
		return out
	}
	out.err = r.store.Delete(ctx, profile)
	out.Removed = out.err == nil
	return out
}

// endAtPlex revokes a session's token, unless a profile that stays uses it too.
func (r *revoker) endAtPlex(ctx context.Context, out *signedOut, s *session.Session, leaving []string) {
	if s.Token == "" {
		out.Detail = "there is no token in it"
		return
	}
	if other := r.remainingProfileWith(ctx, s.Token, leaving); other != "" {
		out.Detail = fmt.Sprintf("profile %s uses the same token", other)
		return
	}
	err := r.end(ctx, s)
	out.Ended = err == nil
	if err != nil {
		out.Detail = err.Error()
		out.device = deviceAtPlex(s.ClientID)
	}
}

// end asks Plex to revoke a token. It asks once for each token, and not again after Plex
// could not be reached.
func (r *revoker) end(ctx context.Context, s *session.Session) error {
	if err, asked := r.answers[s.Token]; asked {
		return err
	}
	if r.unreachable != nil {
		return r.unreachable
	}
	limited, cancel := context.WithTimeout(ctx, revokeLimit)
	defer cancel()
	err := revokeToken(limited, r.world, s.Token, s.ClientID, r.log)
	if err != nil && limited.Err() != nil {
		err = fmt.Errorf("no answer from Plex within %s", revokeLimit)
		r.unreachable = err
	}
	var network *plexapi.NetworkError
	if errors.As(err, &network) {
		r.unreachable = err
	}
	r.answers[s.Token] = err
	return err
}

// remainingProfileWith is a profile that has the same token and is not being signed out,
// or "".
func (r *revoker) remainingProfileWith(ctx context.Context, token string, leaving []string) string {
	names, err := r.store.Profiles(ctx)
	if err != nil {
		return ""
	}
	for _, name := range names {
		if slices.Contains(leaving, name) {
			continue
		}
		// A session that cannot be read does not count: nobody can use it.
		if s, err := r.store.Load(ctx, name); err == nil && s.Token == token {
			return name
		}
	}
	return ""
}

// revokeLimit is how long to wait for Plex when a token is revoked. Revoking is best
// effort: the person should not have to wait.
const revokeLimit = 5 * time.Second

// revokeToken revokes a token at Plex.
func revokeToken(ctx context.Context, w *world.World, token, clientID string, log *slog.Logger) error {
	api, err := w.OpenAPI(log)
	if err != nil {
		return err
	}
	defer api.Close()
	return api.Revoke(ctx, token, clientID)
}
