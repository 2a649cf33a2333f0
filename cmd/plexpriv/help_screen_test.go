package main

import (
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/manual"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// helpCommandLines are the command lines that print a help text.
func helpCommandLines(w *world.World) [][]string {
	out := [][]string{{"--help"}}
	for _, topic := range manual.Topics {
		out = append(out, []string{"help", topic})
	}
	var walk func(before []string, all []*cli.Command)
	walk = func(before []string, all []*cli.Command) {
		for _, c := range all {
			if c.Hidden {
				continue
			}
			path := append(append([]string{}, before...), c.Name)
			out = append(out, append(append([]string{}, path...), "--help"))
			walk(path, c.Subcommands)
		}
	}
	walk(nil, newApp(w).Commands)
	return out
}

// On a narrow screen each help text has the same words, and no line is too long.
func TestHelpFitsTheScreen(t *testing.T) {
	for _, width := range []int{50, 80} {
		s := newFakeWorld(t)
		for _, args := range helpCommandLines(s.World) {
			s.Terminal.Stdout.Width = 0
			s.run(args...)
			want := strings.Fields(s.out.String())
			s.Terminal.Stdout.Width = width
			s.run(args...)
			if got := strings.Fields(s.out.String()); strings.Join(got, "") != strings.Join(want, "") {
				t.Errorf("%v prints other words at width %d:\n%s", args, width, s.out.String())
			}
			for _, line := range strings.Split(s.out.String(), "\n") {
				if len([]rune(line)) > width {
					t.Errorf("%v has a line of %d characters at width %d: %q", args, len([]rune(line)), width, line)
				}
			}
		}
	}
}
