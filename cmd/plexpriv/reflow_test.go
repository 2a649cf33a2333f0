package main

import (
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
)

// helps are the command lines that ask for a help text.
func helps(w *world) [][]string {
	out := [][]string{{"--help"}}
	for _, topic := range topics {
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

// Each help text says the same on a narrow screen, and fits it.
func TestHelpFitsTheScreen(t *testing.T) {
	for _, width := range []int{50, 80} {
		s := newStage(t)
		for _, args := range helps(s.world) {
			s.width = 0
			s.run(args...)
			want := strings.Fields(s.out.String())
			s.width = width
			s.run(args...)
			if got := strings.Fields(s.out.String()); strings.Join(got, "") != strings.Join(want, "") {
				t.Errorf("%v at %d says something else:\n%s", args, width, s.out.String())
			}
			for _, line := range strings.Split(s.out.String(), "\n") {
				if len([]rune(line)) > width {
					t.Errorf("%v at %d: %q", args, width, line)
				}
			}
		}
	}
}

func TestReflow(t *testing.T) {
	const in = `A paragraph of several lines that are as long as lines of a help text are, and
a second one.

Examples:
   plexpriv one
   plexpriv two --with-a-long-flag VALUE --and-another-one ID

Flags:
   --flag VALUE  what it does, told at some length, so that it does not fit
   --other       short`
	const want = `A paragraph of several lines that
are as long as lines of a help text
are, and a second one.

Examples:
   plexpriv one
   plexpriv two
       --with-a-long-flag VALUE
       --and-another-one ID

Flags:
   --flag VALUE
      what it does, told at some
      length, so that it does not
      fit
   --other       short`
	if got := reflow(in, 36); got != want {
		t.Errorf("got\n%s", got)
	}
	if got := reflow(in, 80); got != in {
		t.Errorf("what fits is changed:\n%s", got)
	}
}

// A table is broken where it is too wide, and nothing of it is lost.
func TestTableOnAnyScreen(t *testing.T) {
	w := &Terminal{secrets: &redactor{}}
	for width, want := range map[int]string{
		0: `SETTING          NOW         RESULT   WHY
email.marketing  subscribed  differs  a reason of a few words that are not short
other            off         already  -`,
		60: `SETTING          NOW         RESULT   WHY
email.marketing  subscribed  differs  a reason of a few
                                      words that are not
                                      short
other            off         already  -`,
		45: `SETTING          NOW         RESULT
email.marketing  subscribed  differs
    a reason of a few words that are not
    short
other            off         already`,
		30: `email.marketing
    now     subscribed
    result  differs
    why     a reason of a few
            words that are not
            short
other
    now     off
    result  already`,
	} {
		g := newTable("SETTING", "NOW", "RESULT", "WHY")
		g.add("email.marketing", "subscribed", "differs", "a reason of a few words that are not short")
		g.add("other", "off", "already", "-")
		got := w.tell(g, width)
		if got != want {
			t.Errorf("at %d:\n%s", width, got)
		}
		for _, line := range strings.Split(got, "\n") {
			if width > 0 && len(line) > width {
				t.Errorf("at %d: %q", width, line)
			}
		}
	}
}

func TestWrapKeepsTheBeginning(t *testing.T) {
	w := &Terminal{width: 20, secrets: &redactor{}}
	if got, want := w.wrap("\nsome words that do not fit", "  "), "\nsome words that do\n  not fit"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := w.wrap("  some words that do not fit", "    "), "  some words that\n    do not fit"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
