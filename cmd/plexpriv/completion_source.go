package main

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/manual"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// completionSource finds the names that completion offers.
type completionSource struct {
	world *world.World
	ctx   context.Context
}

// Known is the catalogue. If the person's own pages have mistakes, it is the built-in
// one.
func (s completionSource) Known() *selectors.Catalogue {
	cat, err := s.world.Catalogue()
	if err != nil {
		cat, err = selectors.Embedded()
	}
	if err != nil {
		return &selectors.Catalogue{}
	}
	return cat
}

// profilePeeker is a store that can list profiles without asking the person anything.
type profilePeeker interface {
	Peek(ctx context.Context) ([]string, error)
}

// lookupLimit is how long completion waits for the disk or the keyring.
const lookupLimit = 300 * time.Millisecond

// withinLimit returns the result of look, or nothing if it takes too long.
func withinLimit[T any](ctx context.Context, look func(context.Context) T) T {
	ctx, cancel := context.WithTimeout(ctx, lookupLimit)
	defer cancel()
	found := make(chan T, 1)
	go func() { found <- look(ctx) }()
	select {
	case t := <-found:
		return t
	case <-ctx.Done():
		var nothing T
		return nothing
	}
}

// Profiles are the profiles with a session, as far as the store lists them without
// asking the person, and those with a journal.
func (s completionSource) Profiles() []manual.Candidate {
	names := map[string]string{}
	for _, name := range withinLimit(s.ctx, s.profilesWithJournal) {
		names[name] = "has a record of changes"
	}
	for _, name := range withinLimit(s.ctx, s.profilesWithSession) {
		names[name] = "has a stored session"
	}
	var out []manual.Candidate
	for _, name := range slices.Sorted(maps.Keys(names)) {
		out = append(out, manual.Candidate{Word: name, Meaning: names[name]})
	}
	return out
}

func (s completionSource) profilesWithJournal(context.Context) []string {
	names, _ := journal.Profiles(world.Journals(s.world.State))
	return names
}

func (s completionSource) profilesWithSession(ctx context.Context) []string {
	store, err := s.world.OpenStore(session.Options{Dir: s.world.State, Env: s.world.Terminal.Getenv, Passphrase: noPassphrase})
	if err != nil {
		return nil
	}
	p, ok := store.(profilePeeker)
	if !ok {
		return nil
	}
	names, _ := p.Peek(ctx)
	return names
}

// noPassphrase is the passphrase source for a store that must not ask.
func noPassphrase(context.Context) (string, error) { return "", world.ErrNoPassphrase }

// Runs are the runs of a profile, newest first.
func (s completionSource) Runs(named string) []manual.Candidate {
	return withinLimit(s.ctx, func(context.Context) []manual.Candidate {
		profile := cmp.Or(named, s.world.Terminal.Getenv(exit.EnvProfile), exit.DefaultProfile)
		runs, _ := journal.Peek(world.Journals(s.world.State), profile)
		var out []manual.Candidate
		for _, r := range runs {
			meaning := []string{cmp.Or(r.Start.Command, "run"), r.At.Local().Format(time.DateTime[:16]), outcome.Plural(len(r.Changes), "change")}
			out = append(out, manual.Candidate{Word: r.ID, Meaning: strings.Join(meaning, ", ")})
		}
		return out
	})
}
