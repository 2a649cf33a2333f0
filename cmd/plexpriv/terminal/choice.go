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

// Picker is a list of choices, with what is said around it.
type Picker struct {
	// Title stands above the list.
	Title string
	All   []Choice
	// Keys explains the keys, for a number of chosen changes. Numbers asks for numbers, and
	// NotANumber is said to a word that is none of them.
	Keys       func(chosen int) string
	Numbers    string
	NotANumber func(word string) string
	// Done says in the end how many were chosen.
	Done func(chosen int) string
}

// Pick lets the person leave out some of the choices, and gives the ids of those. They
// are picked with keys where the terminal can draw a list, or else by number. Pick
// ends with ErrInterrupted when stop or ctx is done before that.
func (t *Terminal) Pick(ctx context.Context, stop <-chan struct{}, list Picker) ([]string, error) {
	list.All, list.Title = slices.Clone(list.All), t.Secrets.Redact(outcome.OneLine(list.Title))
	for i, c := range list.All {
		list.All[i] = Choice{c.ID, t.Secrets.Redact(outcome.Name(c.Label)), t.Secrets.Redact(cell(c.Change)), t.Secrets.Redact(cell(c.Why))}
	}
	if t.redraws() {
		return t.pickByKey(ctx, stop, list)
	}
	return t.pickByNumber(ctx, stop, list)
}

// pickByNumber prints a numbered list and asks for the numbers to leave out, up to
// three times until the answer makes sense. Such a list works on every terminal, over
// every connection, and for a screen reader.
func (t *Terminal) pickByNumber(ctx context.Context, stop <-chan struct{}, list Picker) ([]string, error) {
	all := list.All
	fmt.Fprintf(t.Stderr, "\n%s\n", list.Title)
	for i, c := range all {
		head := fmt.Sprintf("%3d  ", i+1)
		fmt.Fprintln(t.Stderr, t.Stderr.behind(head, c.Label+": "+c.Change))
		if c.Why != "" {
			fmt.Fprintln(t.Stderr, t.Stderr.behind("     ", c.Why))
		}
	}
	const tries = 3
	for range tries {
		line, err := t.askLine(ctx, stop, list.Numbers)
		if errors.Is(err, outcome.ErrInterrupted) {
			return nil, err
		}
		if err != nil {
			break // at the end of the input nobody has agreed to anything
		}
		if answer := strings.ToLower(strings.TrimSpace(line)); answer == "q" || answer == "quit" {
			return ids(all, nil), nil
		}
		out, wrong := leaveOut(line, len(all))
		if wrong == "" {
			return ids(all, out), nil
		}
		fmt.Fprintln(t.Stderr, list.NotANumber(outcome.Name(wrong)))
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
// between them. wrong is the first word that is no number of a choice.
func leaveOut(line string, n int) (out map[int]bool, wrong string) {
	out = map[int]bool{}
	for _, word := range strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\r' }) {
		k, err := strconv.Atoi(word)
		if err != nil || k < 1 || k > n {
			return nil, word
		}
		out[k] = true
	}
	return out, ""
}

// pickByKey draws a list in which a key leaves out the choice at the cursor.
func (t *Terminal) pickByKey(ctx context.Context, stop <-chan struct{}, list Picker) ([]string, error) {
	all := list.All
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-stop:
			cancel()
		case <-ctx.Done():
		}
	}()
	p := newPicker(list)
	p.width, p.height = t.Stderr.Width, guessedHeight
	if !t.Unicode() {
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
	fmt.Fprintln(t.Stderr, t.Stderr.behind("", t.Secrets.Redact(outcome.OneLine(list.Done(len(all)-len(left))))))
	return left, nil
}
