package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// concurrencyCounter is an engine that counts how many accounts it works on at a time.
type concurrencyCounter struct {
	*fakeEngine
	path             string
	running, maximum atomic.Int32
}

func (e *concurrencyCounter) Program() (path, version string) { return e.path, "" }

func (e *concurrencyCounter) Account(_ context.Context, who flows.Subject, _ flows.Request) (outcome.AccountReport, []automation.Cookie) {
	n := e.running.Add(1)
	defer e.running.Add(-1)
	for seen := e.maximum.Load(); n > seen && !e.maximum.CompareAndSwap(seen, n); seen = e.maximum.Load() {
	}
	time.Sleep(20 * time.Millisecond)
	return accountReport(who, outcome.Verified), nil
}

// Without --jobs the machine decides how many accounts are worked on at a time.
func TestJobsDependOnTheMachine(t *testing.T) {
	const shell, chrome = "/usr/bin/chrome-headless-shell", "/usr/bin/google-chrome"
	for _, c := range []struct {
		name    string
		path    string
		machine world.Machine
		args    []string
		want    int32
	}{
		{"two processors", shell, world.Machine{Processors: 2, Load: 0.5, Running: 1}, nil, 4},
		{"one processor", shell, world.Machine{Processors: 1, Load: 0, Running: 1}, nil, 2},
		{"many processors", shell, world.Machine{Processors: 64, Load: 3, Running: 5}, nil, 4},
		{"a busy machine", shell, world.Machine{Processors: 2, Load: 4.5, Running: 3}, nil, 1},
		{"after another run", shell, world.Machine{Processors: 2, Load: 4.5, Running: 1}, nil, 4},
		{"after another run that still ends", shell, world.Machine{Processors: 2, Load: 3.5, Running: 5}, nil, 4},
		{"a busy moment", shell, world.Machine{Processors: 2, Load: 0.5, Running: 4}, nil, 4},
		{"a browser that could have windows", chrome, world.Machine{Processors: 2, Load: 0, Running: 1}, nil, 4},
		{"windows that a person follows", chrome, world.Machine{Processors: 2, Load: 0, Running: 1}, []string{"--headed"}, 1},
		{"by the command line", chrome, world.Machine{Processors: 2, Load: 9, Running: 9}, []string{"--jobs", "2"}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newFakeWorld(t)
			for i := range 6 {
				s.store.kept[fmt.Sprint("p", i)] = aSession(fmt.Sprint("user-", i))
			}
			s.Machine = func() world.Machine { return c.machine }
			s.env["DISPLAY"] = ":0"
			e := &concurrencyCounter{fakeEngine: s.engine, path: c.path}
			s.StartEngine = func(context.Context, world.EngineOptions) (world.Engine, error) { return e, nil }
			s.run(append([]string{"check", "--all-profiles"}, c.args...)...)
			if got := e.maximum.Load(); got != c.want {
				t.Errorf("%d accounts at a time, want %d", got, c.want)
			}
		})
	}
}
