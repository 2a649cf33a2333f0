package terminal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Choice is one change that the person may leave out: what it is of, from what to
// what, and why.
type Choice struct{ ID, Label, Change, Why string }

// Pick lets the person leave out some of the choices, and gives the ids of those. They
// are picked with keys where the terminal can draw a list, or else by number. Pick
// ends with ErrInterrupted when stop or ctx is done before that.
func (t *Terminal) Pick(ctx context.Context, stop <-chan struct{}, whose string, all []Choice) ([]string, error) {
	all, whose = slices.Clone(all), t.Secrets.Redact(outcome.Name(whose))
	for i, c := range all {
		all[i] = Choice{c.ID, t.Secrets.Redact(outcome.Name(c.Label)), t.Secrets.Redact(cell(c.Change)), t.Secrets.Redact(cell(c.Why))}
	}
	if t.redraws() {
		return t.pickByKey(ctx, stop, whose, all)
	}
	return t.pickByNumber(ctx, stop, whose, all)
}

// pickByNumber prints a numbered list and asks for the numbers to leave out, up to
// three times until the answer makes sense. Such a list works on every terminal, over
// every connection, and for a screen reader.
func (t *Terminal) pickByNumber(ctx context.Context, stop <-chan struct{}, whose string, all []Choice) ([]string, error) {
	fmt.Fprintf(t.Stderr, "\nWhat would change for %s:\n", whose)
	for i, c := range all {
		head := fmt.Sprintf("%3d  ", i+1)
		fmt.Fprintln(t.Stderr, t.Stderr.behind(head, c.Label+": "+c.Change))
		if c.Why != "" {
			fmt.Fprintln(t.Stderr, t.Stderr.behind("     ", c.Why))
		}
	}
	const tries = 3
	for range tries {
		line, err := t.askLine(ctx, stop, "Numbers to leave out (Enter: change all, q: change nothing): ")
		if errors.Is(err, outcome.ErrInterrupted) {
			return nil, err
		}
		if err != nil {
			break // at the end of the input nobody has agreed to anything
		}
		if answer := strings.ToLower(strings.TrimSpace(line)); answer == "q" || answer == "quit" {
			return ids(all, nil), nil
		}
		out, err := leaveOut(line, len(all))
		if err == nil {
			return ids(all, out), nil
		}
		fmt.Fprintln(t.Stderr, err)
	}
	return ids(all, nil), nil
}

// ids are the ids of the choices with those numbers, or of all if numbers is nil.
func ids(all []Choice, numbers map[int]bool) []string {
	var out []string
	for i, c := range all {
		if numbers == nil || numbers[i+1] {
			out = append(out, c.ID)
		}
	}
	return out
}

// leaveOut reads the numbers of the choices to leave out, with spaces or commas
// between them. It fails on anything else.
func leaveOut(line string, n int) (map[int]bool, error) {
	out := map[int]bool{}
	for _, word := range strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\r' }) {
		k, err := strconv.Atoi(word)
		if err != nil || k < 1 || k > n {
			return nil, fmt.Errorf("%q is no number from 1 to %d", word, n)
		}
		out[k] = true
	}
	return out, nil
}

// pickByKey draws a list in which a key leaves out the choice at the cursor.
func (t *Terminal) pickByKey(ctx context.Context, stop <-chan struct{}, whose string, all []Choice) ([]string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-stop:
			cancel()
		case <-ctx.Done():
		}
	}()
	p := newPicker(whose, all)
	p.width, p.height = t.Stderr.Width, guessedHeight
	if !t.unicode() {
		p.signs = signs{"x", "..."}
	}
	_, err := t.canvas.program(p, t.Stderr.Width, tea.WithContext(ctx), tea.WithInput(t.Stdin.From)).Run()
	switch {
	case p.stopped || ctx.Err() != nil:
		return nil, outcome.ErrInterrupted
	case err != nil:
		return nil, fmt.Errorf("ask what to change: %w", err)
	case !p.decided: // at the end of the input nobody has agreed to anything
		return ids(all, nil), nil
	}
	left := p.left()
	fmt.Fprintln(t.Stderr, t.Stderr.behind("", fmt.Sprintf("%s: %d of %s to be changed", whose, len(all)-len(left), outcome.Plural(len(all), "setting"))))
	return left, nil
}
