package doctor

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/survey"
)

// sitesLimit bounds the survey. It is longer than a page may take, since two sites are
// opened at the same time, each perhaps with its sign-in round trip.
const sitesLimit = 75 * time.Second

// Sites is what doctor --sites adds: what each of Plex's sites says to us.
type Sites struct {
	// Profile is whose session was used; empty if nobody's.
	Profile string `json:"profile"`
	*survey.Survey
	// Next is what to do about what is wrong, or empty.
	Next string `json:"next"`
	// Paste is a text for a bug report, without anything personal.
	Paste string `json:"paste"`
	code  int
}

// surveySites opens Plex's sites with the session of a profile. Without a session the
// sites are asked as a visitor, unless the person named the profile.
func surveySites(ctx context.Context, env *Env, o Options) (*Sites, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, sitesLimit, fmt.Errorf("the sites did not answer within %s", sitesLimit))
	defer cancel()
	out := &Sites{}
	s, err := env.sessionOf(ctx, o.Profile)
	switch {
	case err == nil:
		out.Profile = o.Profile
		env.World.Terminal.Secrets.Hide(s.Secrets()...)
	case errors.Is(err, session.ErrNotFound) && !o.ProfileNamed:
	case errors.Is(err, session.ErrNotFound):
		return nil, exit.NoSession(o.Profile)
	default:
		return nil, err
	}
	cat, err := env.World.Catalogue()
	if err != nil {
		return nil, err
	}
	e, err := env.World.Engine(ctx, env.Browser, world.EngineOptions{
		Browser:   flows.BrowserOptions(env.World.BrowserOptions(env.Browser.Path, env.headed, env.log), true),
		Catalogue: cat, Log: env.log, Patience: world.PoolPatience,
	})
	if err != nil {
		return nil, err
	}
	defer world.CloseEngine(ctx, e, env.log)
	if out.Survey, err = e.Survey(ctx, s); err != nil {
		return nil, err
	}
	path, version := e.Program()
	kind := automation.Describe(path).Kind
	if env.Browser.Remote() {
		kind = "remote browser"
	}
	client := survey.Client{Version: o.Version, Catalogue: cat.Version, System: runtime.GOOS + "/" + runtime.GOARCH, Browser: kind + " (" + version + ")"}
	var known []string
	if s != nil {
		known = append(s.Secrets(), s.Account.Username, s.Account.ID, s.ClientID)
	}
	out.conclude(env, client, known)
	return out, nil
}

// conclude fills in what follows from the answers.
func (s *Sites) conclude(env *Env, c survey.Client, known []string) {
	signedIn := s.Profile != ""
	for _, a := range s.Answers {
		s.code = exit.Worst(s.code, a.Code(signedIn))
		known = append(known, a.Account)
	}
	s.Paste = s.Survey.Paste(c, known...)
	has := func(state survey.State) bool {
		return slices.ContainsFunc(s.Answers, func(a survey.Answer) bool { return a.State == state })
	}
	switch {
	case has(survey.Stranger), has(survey.Visitor) && signedIn:
		s.Next = exit.NoSession(s.Profile).Login()
	case has(survey.Blocked) && !env.headed && env.World.HasDisplay():
		s.Next = "plexpriv doctor --sites --headed, to see whether Plex shows its pages to a window"
	case has(survey.Blocked):
		s.Next = "try again later, and from another network"
	case has(survey.Unreachable):
		s.Next = "try again later"
	case !signedIn:
		s.Next = "plexpriv login"
	}
}

// sessionOf loads the session of a profile.
func (env *Env) sessionOf(ctx context.Context, profile string) (*session.Session, error) {
	if env.storeErr != nil {
		return nil, env.storeErr
	}
	return env.store.Load(ctx, profile)
}
