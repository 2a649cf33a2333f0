package main

import (
	"slices"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/urfave/cli/v2"
)

func undoCommand(w *world.World) *cli.Command {
	flags := []cli.Flag{
		&cli.StringFlag{Name: "run", Category: groupSelection, Usage: "undo this run: `ID`, as history lists them (default: the last that changed something)"},
		&cli.BoolFlag{Name: "dry-run", Aliases: []string{"n"}, Category: groupSelection, Usage: "show what would change; nothing can be written"},
		&cli.BoolFlag{Name: "force", Category: groupSelection, Usage: "also restore settings that changed since then"},
		&cli.BoolFlag{Name: "yes", Aliases: []string{"y"}, Category: groupSelection, Usage: "do not ask"},
		settleFlag(),
	}
	return &cli.Command{
		Name:  "undo",
		Usage: "restore the settings changed by a run",
		Description: description(`Restores every setting that a run changed, and confirms it as apply does. Settings that
changed since then are left alone, and listed. It reads the pages, shows what it will
restore and asks once; without a terminal it needs --yes. An undo is a run itself:
undo again to redo the changes.`,
			[]string{
				"plexpriv undo --dry-run",
				"plexpriv undo",
				"plexpriv undo --only visibility.watchlist",
				"plexpriv undo --run 20260314t090000-x7k2ab --yes",
			}),
		Flags: slices.Concat(flags, narrowingFlags(), accountFlags(), runOutputFlags(), browserFlags(), paceFlags()),
		Action: func(c *cli.Context) error {
			o, err := runOptionsOf(w, c, "undo", c.Bool("dry-run"))
			if err != nil {
				return err
			}
			// The values come from the journal. A value from before may be less private.
			o.Wanted.Selection.Level, o.Wanted.Selection.AllowWidening = "", true
			o.Undo = &run.Undo{Run: c.String("run"), Force: c.Bool("force")}
			switch ask := !c.Bool("yes") && !o.DryRun; {
			case ask && w.Terminal.Stdin.TTY && w.Terminal.Stderr.TTY:
				o.Question.ShowPlan = showPlan(w, *o)
			case ask:
				o.Question.Unanswered = exit.Usagef("undo asks before it changes anything, and there is no terminal to ask at").
					Hinting("--yes does it without asking, --dry-run shows what it would do")
			}
			return runAccounts(c.Context, w, o)
		},
	}
}
