package terminal

import "testing"

func TestWrapKeepsTheBeginning(t *testing.T) {
	w := &Terminal{Width: 20, Secrets: &Redactor{}}
	if got, want := w.Wrap("\nsome words that do not fit", "  "), "\nsome words that do\n  not fit"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := w.Wrap("  some words that do not fit", "    "), "  some words that\n    do not fit"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
