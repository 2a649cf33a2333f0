package ui

import (
	"bytes"
	"context"
	"os"
	"strings"
	"sync"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// Work is what can be done from the page. *Machine does it; tests bring their own.
type Work interface {
	// Accounts lists the stored sessions.
	Accounts(ctx context.Context) ([]Account, error)
	// Run carries out an order. The lines are what the command would have printed on the
	// way.
	Run(ctx context.Context, o Order) (report *outcome.Report, lines []string, err error)
	// SignIn signs a profile in. The person approves what is shown.
	SignIn(ctx context.Context, profile string, show func(signin.Invitation)) (lines []string, err error)
	// History is what was changed, oldest first.
	History(ctx context.Context, profile string) ([]record.Entry, error)
}

// Account is a stored session.
type Account struct {
	Profile, Name string
	// Err is why the session cannot be used.
	Err error
}

// Kind is what an order does.
type Kind string

// The kinds of order.
const (
	Look   Kind = "look"
	Change Kind = "change"
	Undo   Kind = "undo"
)

// Order is one run that the page asks for.
type Order struct {
	Kind    Kind
	Profile string
	Level   string
	// Turn is the one in which the person saw what is to be changed or undone.
	Turn int
	// Only are the settings to change.
	Only []string
	// Run is the run to undo.
	Run      string
	Observer flows.Observer
	// Stop is closed to end the run as the first Ctrl-C does.
	Stop chan struct{}
}

// Machine does the work with the machinery of the commands.
type Machine struct {
	// World is the machine. Nobody at the terminal is asked anything.
	World *world.World
	// Base are the options that all runs share.
	Base run.Options
	// Approve is the sign-in by a link.
	Approve func(ctx context.Context, w *world.World, profile string, show func(signin.Invitation)) error
}

// Accounts lists the stored sessions.
func (m *Machine) Accounts(ctx context.Context) ([]Account, error) {
	w, _ := m.world()
	store, err := w.Store()
	if err != nil {
		return nil, err
	}
	found, err := run.Members(ctx, w, store, nil, run.Accounts{All: true})
	if err != nil {
		return nil, err
	}
	var out []Account
	for _, f := range found {
		out = append(out, Account{f.Profile, f.Name(), f.Err})
	}
	return out, nil
}

// Run carries out an order with package run.
func (m *Machine) Run(ctx context.Context, o Order) (*outcome.Report, []string, error) {
	w, said := m.world()
	options := m.Base
	options.Command, options.DryRun = "apply", o.Kind == Look
	options.Accounts = run.Accounts{Profiles: []string{o.Profile}}
	options.Wanted.Selection.Level, options.Wanted.LevelGiven = o.Level, true
	options.Wanted.Selection.Only = o.Only
	options.Follower = &run.Follower{Observer: o.Observer, Stop: o.Stop}
	if o.Kind == Undo {
		// The values come from the journal. A value from before may be less private.
		options.Command, options.Undo = "undo", &run.Undo{Run: o.Run}
		options.Wanted.Selection.Level, options.Wanted.Selection.AllowWidening = "", true
	}
	var report *outcome.Report
	err := run.Execute(ctx, w, &options, func(r run.Result) error {
		report = r.Report
		return nil
	})
	return report, said.list(), err
}

// SignIn signs in by a link.
func (m *Machine) SignIn(ctx context.Context, profile string, show func(signin.Invitation)) ([]string, error) {
	w, said := m.world()
	err := m.Approve(ctx, w, profile, show)
	return said.list(), err
}

// History reads the journal of a profile's account.
func (m *Machine) History(ctx context.Context, profile string) ([]record.Entry, error) {
	w, _ := m.world()
	store, err := w.Store()
	if err != nil {
		return nil, err
	}
	found, err := run.Members(ctx, w, store, nil, run.Accounts{Profiles: []string{profile}})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	if err := found[0].Err; err != nil {
		return nil, err
	}
	j, err := world.OpenJournal(w.State, profile, found[0].AccountID(), w.Terminal.Stderr)
	if err != nil {
		return nil, err
	}
	return record.History(j), j.Close()
}

// world is the machine for one piece of work. What is printed is collected, and signals
// are left to the page: a second Ctrl-C ends its context.
func (m *Machine) world() (*world.World, *lines) {
	said := &lines{}
	w := *m.World
	w.Terminal = w.Terminal.Elsewhere(said)
	w.Signals = func() (<-chan os.Signal, func()) { return nil, func() {} }
	return &w, said
}

// lines collects what is printed, without the log.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write collects a text.
func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) list() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []string
	for line := range strings.Lines(l.text.String()) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "level=") && !strings.HasPrefix(line, "time=") {
			out = append(out, line)
		}
	}
	return out
}
