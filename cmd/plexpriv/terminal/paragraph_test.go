package terminal

import "testing"

func TestWrapKeepsSpaceBeforeTheText(t *testing.T) {
	s := Screen{Width: 20, secrets: &Redactor{}}
	if got, want := s.Wrap("\nsome words that do not fit", "  "), "\nsome words that do\n  not fit"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := s.Wrap("  some words that do not fit", "    "), "  some words that\n    do not fit"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
