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
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/selectors"
)

// lookup finds what a command line may name, for completion.
type lookup struct {
	world *world.World
	ctx   context.Context
}

// Known is the catalogue; the built-in one where the person's own has mistakes,
// and an empty one at worst.
func (c lookup) Known() *selectors.Catalogue {
	cat, err := c.world.Catalogue()
	if err != nil {
		cat, err = selectors.Embedded()
	}
	if err != nil {
		return &selectors.Catalogue{}
	}
	return cat
}

// peeker is a store that can name profiles without a question to the person.
type peeker interface {
	Peek(ctx context.Context) ([]string, error)
}

// patience is how long a person at the prompt is kept waiting for what has to be
// looked up.
const patience = 300 * time.Millisecond

// soon gives what can be looked up in time, else nothing.
func soon[T any](ctx context.Context, look func(context.Context) T) T {
	ctx, cancel := context.WithTimeout(ctx, patience)
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

// Profiles are those that have a session, as far as that can be known without
// asking the person anything, and those that have a record of changes.
func (c lookup) Profiles() []manual.Candidate {
	names := map[string]string{}
	for _, name := range soon(c.ctx, c.recorded) {
		names[name] = "has a record of changes"
	}
	for _, name := range soon(c.ctx, c.stored) {
		names[name] = "has a stored session"
	}
	var out []manual.Candidate
	for _, name := range slices.Sorted(maps.Keys(names)) {
		out = append(out, manual.Candidate{Word: name, Meaning: names[name]})
	}
	return out
}

func (c lookup) recorded(context.Context) []string {
	names, _ := journal.Profiles(world.Journals(c.world.State))
	return names
}

func (c lookup) stored(ctx context.Context) []string {
	store, err := c.world.OpenStore(session.Options{Dir: c.world.State, Env: c.world.Terminal.Getenv, Passphrase: noPassphrase})
	if err != nil {
		return nil
	}
	p, ok := store.(peeker)
	if !ok {
		return nil
	}
	names, _ := p.Peek(ctx)
	return names
}

// noPassphrase is for those who must not ask.
func noPassphrase(context.Context) (string, error) { return "", world.ErrNoPassphrase }

// Runs are those of the profile, newest first.
func (c lookup) Runs(named string) []manual.Candidate {
	return soon(c.ctx, func(context.Context) []manual.Candidate {
		profile := cmp.Or(named, c.world.Terminal.Getenv(exit.EnvProfile), exit.DefaultProfile)
		runs, _ := journal.Peek(world.Journals(c.world.State), profile)
		var out []manual.Candidate
		for _, r := range runs {
			meaning := []string{cmp.Or(r.Start.Command, "run"), r.At.Local().Format(time.DateTime[:16]), terminal.Plural(len(r.Changes), "change")}
			out = append(out, manual.Candidate{Word: r.ID, Meaning: strings.Join(meaning, ", ")})
		}
		return out
	})
}
