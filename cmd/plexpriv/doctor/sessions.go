package doctor

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// checkSessions reports which profiles are signed in, and whether Plex still accepts
// their tokens. It does not name the accounts, because people post the output of doctor
// in bug reports.
func checkSessions(ctx context.Context, env *Env) Finding {
	all := env.sessions()
	if all.err != nil {
		return storeProblem(env, all.err, "")
	}
	for _, s := range all.profiles {
		if s.err != nil {
			return storeProblem(env, s.err, s.name)
		}
	}
	if len(all.profiles) == 0 {
		nobody := exit.NoSession("")
		return problem(outcome.ExitSignIn, nobody.Login(), "%v", nobody)
	}
	var lines, names []string
	for i, a := range askAcceptance(ctx, env, all.profiles) {
		s := all.profiles[i]
		if a == refused {
			return problem(outcome.ExitSignIn, exit.NoSession(s.name).Login(), "%s: Plex takes this session no longer", s.name)
		}
		names = append(names, s.name)
		lines = append(lines, fmt.Sprintf("%s (signed in %s, used %s%s)", s.name, terminal.Ago(env.World.Now(), s.session.Created), terminal.Ago(env.World.Now(), s.session.LastUsed), a))
	}
	usual := strings.ToLower(cmp.Or(env.World.Terminal.Getenv(exit.EnvProfile), exit.DefaultProfile))
	if !slices.Contains(names, usual) {
		return Note("plexpriv apply --profile "+names[0], "%s; nobody under the profile %s", strings.Join(lines, ", "), usual)
	}
	return OK("%s", strings.Join(lines, ", "))
}

// acceptance is Plex's answer about a session, as text for the finding.
type acceptance string

const (
	accepted acceptance = "; Plex accepts it"
	refused  acceptance = "; Plex refuses it"
	unknown  acceptance = "; whether Plex accepts it is not known"
)

// askAcceptance asks Plex about all profiles at the same time.
func askAcceptance(ctx context.Context, env *Env, profiles []storedProfile) []acceptance {
	out := make([]acceptance, len(profiles))
	ctx, cancel := context.WithTimeout(ctx, reachLimit)
	defer cancel()
	api, err := env.api()
	var wg sync.WaitGroup
	for i, s := range profiles {
		out[i] = unknown
		if err != nil || s.session.Token == "" {
			continue
		}
		wg.Go(func() {
			ok, err := api.Accepts(ctx, s.session.Token, s.session.ClientID)
			switch {
			case err != nil:
				env.log.Debug("ask whether a session is accepted", "profile", s.name, "error", err)
			case ok:
				out[i] = accepted
			default:
				out[i] = refused
			}
		})
	}
	wg.Wait()
	return out
}
