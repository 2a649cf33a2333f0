package terminal

import "testing"

func TestHelpFitsANarrowScreen(t *testing.T) {
	const in = `A paragraph of several lines that are as long as lines of a help text are, and
a second one.

Examples:
   plexpriv one
   plexpriv two --with-a-long-flag VALUE --and-another-one ID --and-a-third
   plexpriv three

  plexpriv doctor begins a paragraph, which is not a command that somebody could
  type.

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
       --and-a-third
   plexpriv three

  plexpriv doctor begins a
  paragraph, which is not a command
  that somebody could type.

Flags:
   --flag VALUE
      what it does, told at some
      length, so that it does not
      fit
   --other       short`
	if got := reflow(in, 36); got != want {
		t.Errorf("on a screen of 36 characters the help is\n%s", got)
	}
	if got := reflow(in, 80); got != in {
		t.Errorf("lines that fit on the screen were changed:\n%s", got)
	}
}
