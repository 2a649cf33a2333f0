package terminal

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Choice is one thing of a list to pick from: what would be changed, from what to
// what, and why.
type Choice struct{ ID, Label, Change, Why string }

// Pick lets the person leave out some of what is offered, by a key where the
// terminal can be drawn on, else by number. It gives the ids left out. stop ends
// the waiting.
func (t *Terminal) Pick(ctx context.Context, stop <-chan struct{}, whose string, all []Choice) ([]string, error) {
	if t.moves() {
		return t.pickByKey(ctx, stop, whose, all)
	}
	return t.pickByNumber(ctx, stop, whose, all)
}

// pickByNumber shows a numbered list and asks what to leave out of it, again until
// the answer makes sense. A list that is read from top to bottom works on every
// terminal, over every line, and for a screen reader. It gives the ids left out.
func (t *Terminal) pickByNumber(ctx context.Context, stop <-chan struct{}, whose string, all []Choice) ([]string, error) {
	fmt.Fprintf(t.Stderr, "\nWhat would change for %s:\n", whose)
	for i, c := range all {
		head := fmt.Sprintf("%3d  ", i+1)
		fmt.Fprintln(t.Stderr, t.onScreen(head, c.Label+": "+c.Change))
		if c.Why != "" {
			fmt.Fprintln(t.Stderr, t.onScreen("     ", c.Why))
		}
	}
	const tries = 3
	for range tries {
		line, err := t.askLine(ctx, stop, "Numbers to leave out (Enter: change all, q: change nothing): ")
		if errors.Is(err, outcome.ErrInterrupted) {
			return nil, err
		}
		if err != nil {
			break // the end of the input agrees to nothing
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

// ids are those of the numbered choices; of all where no number is given.
func ids(all []Choice, numbers map[int]bool) []string {
	var out []string
	for i, c := range all {
		if numbers == nil || numbers[i+1] {
			out = append(out, c.ID)
		}
	}
	return out
}

// leaveOut reads the numbers of what is to be left out: spaces or commas between
// them. It fails on anything else.
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

// pickByKey shows a list of which the person leaves something out with a key, and
// below it the explanation of what the cursor is on. It gives the ids left out.
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
	p.width, p.height = t.StderrWidth, guessedLines
	if !t.unicode() {
		p.signs = signs{"x", "..."}
	}
	_, err := moving(t, p, tea.WithContext(ctx), tea.WithInput(t.Stdin)).Run()
	switch {
	case p.stopped || ctx.Err() != nil:
		return nil, outcome.ErrInterrupted
	case err != nil:
		return nil, fmt.Errorf("ask what to change: %w", err)
	case !p.decided: // the end of the input agrees to nothing
		return ids(all, nil), nil
	}
	left := p.left()
	fmt.Fprintln(t.Stderr, t.onScreen("", fmt.Sprintf("%s: %d of %s to be changed", whose, len(all)-len(left), Plural(len(all), "setting"))))
	return left, nil
}
