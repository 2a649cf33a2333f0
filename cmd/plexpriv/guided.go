package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/schedule"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// guided is what plexpriv does by itself, on a terminal and without a command: sign in if
// nobody is, show what would change and ask, change it, and offer to check every week.
// Each step is a command that can be typed by itself.
type guided struct {
	world *world.World
	// command runs a command line, given without the program's name.
	command func(args ...string) error
}

// isGuided reports whether somebody is there who can be guided.
func isGuided(w *world.World) bool {
	t := &w.Terminal
	return t.Stdin.TTY && t.Stdout.TTY && t.Stderr.TTY
}

func runGuided(c *cli.Context, w *world.World) error {
	g := guided{w, func(args ...string) error {
		app := newApp(w)
		app.Writer = c.App.Writer
		return app.RunContext(c.Context, append([]string{app.Name}, args...))
	}}
	return g.run(c.Context)
}

func (g guided) run(ctx context.Context) error {
	w := g.world
	if err := world.ReadConfig(w); err != nil {
		return err
	}
	if !g.signedIn(ctx) {
		fmt.Fprintln(w.Terminal.Stdout, w.Terminal.Stdout.Wrap(wordsHere(w, nil).Say("guided.hello"), ""))
		// A session that one of Plex's sites does not accept is kept, and good for the other.
		if err := g.command("login"); err != nil && exit.Code(err) != outcome.ExitPartly {
			return err
		}
	}
	// At a terminal apply shows its plan and asks before it writes anything.
	if err := g.command("apply"); err != nil {
		return err
	}
	return g.offerSchedule(ctx)
}

// signedIn reports whether there is a session. A store that cannot be opened is a matter
// for login, which says what to do.
func (g guided) signedIn(ctx context.Context) bool {
	store, err := g.world.Store()
	if err != nil {
		return false
	}
	profiles, err := store.Profiles(ctx)
	return err == nil && len(profiles) > 0
}

// offerSchedule asks whether to look every week, unless there is a job already.
func (g guided) offerSchedule(ctx context.Context) error {
	if len(schedule.Look(ctx, g.world).Files) > 0 {
		return nil
	}
	words := wordsHere(g.world, nil)
	yes, err := askYesOrNo(ctx, g.world, words, words.Say("guided.weekly"), terminal.No)
	if err != nil || !yes {
		return err
	}
	return g.command("schedule", "install", "--every", "week")
}

// holdWindow waits for Enter where the window would close with the process, as after a
// double click.
func holdWindow(ctx context.Context, w *world.World, args []string) {
	if len(args) > 1 || !isGuided(w) || !ownsConsole() {
		return
	}
	w.Terminal.Pause(ctx, wordsHere(w, nil).Say("guided.close"))
}
