package terminal

import "testing"

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
