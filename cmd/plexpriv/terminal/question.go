package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Ask asks a question, and takes nothing but yes for a yes. It ends with
// ErrInterrupted when stop or ctx is done before there is an answer.
func (t *Terminal) Ask(ctx context.Context, stop <-chan struct{}, question string) (bool, error) {
	text, err := t.askLine(ctx, stop, outcome.OneLine(question)+" [y/N] ")
	if errors.Is(err, outcome.ErrInterrupted) {
		return false, err
	}
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "y", "yes":
		return true, nil
	}
	return false, nil // the end of the input is no yes either
}

// AskYes asks a question to which Enter is a yes. The end of the input is none.
func (t *Terminal) AskYes(ctx context.Context, stop <-chan struct{}, question string) (bool, error) {
	text, err := t.askLine(ctx, stop, outcome.OneLine(question)+" [Y/n] ")
	if errors.Is(err, outcome.ErrInterrupted) {
		return false, err
	}
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "y", "yes":
		return true, nil
	case "":
		return err == nil, nil
	}
	return false, nil
}

// Pause waits until the person presses Enter.
func (t *Terminal) Pause(ctx context.Context, text string) {
	_, _ = t.askLine(ctx, nil, text+" ")
}

// askLine asks for a line.
func (t *Terminal) askLine(ctx context.Context, stop <-chan struct{}, prompt string) (string, error) {
	defer t.ask()()
	fmt.Fprint(t.Stderr, prompt)
	line, err := t.Stdin.readLine(ctx, stop)
	if errors.Is(err, outcome.ErrInterrupted) { // the cursor is still behind the prompt
		fmt.Fprintln(t.Stderr)
	}
	return line, err
}

// Asking reports whether a question waits for its answer. Nothing else is done meanwhile.
func (t *Terminal) Asking() bool { return t.asking != nil && t.asking.Load() > 0 }

// ask notes that a question is asked, and answered says that it no longer is.
func (t *Terminal) ask() (answered func()) {
	if t.asking == nil {
		return func() {}
	}
	t.asking.Add(1)
	return func() { t.asking.Add(-1) }
}

// AskSecret asks for a line that is not shown. The end of the input counts as an
// empty line.
func (t *Terminal) AskSecret(ctx context.Context, prompt string) (string, error) {
	defer t.ask()()
	text, err := t.Stdin.ReadSecret(ctx, func() { fmt.Fprint(t.Stderr, outcome.OneLine(prompt)+" ") })
	fmt.Fprintln(t.Stderr)
	if errors.Is(err, io.EOF) {
		return "", nil
	}
	return text, err
}

// Answer is what a person answers to a question that offers a choice.
type Answer int

// The answers.
const (
	No Answer = iota
	Yes
	Pick
)

// Question is a question with three answers, in the person's language.
type Question struct {
	// Text is the question, and Keys shows what can be typed.
	Text, Keys string
	// Words are what counts as an answer, with a bar between them.
	Words map[Answer]string
	// Enter is the answer of an empty line, and Again what is said to any other line.
	Enter Answer
	Again string
}

// AskChoice asks a question until the answer is one of those offered, up to three times.
// The end of the input is a no. It ends with ErrInterrupted when stop or ctx is done
// before there is an answer.
func (t *Terminal) AskChoice(ctx context.Context, stop <-chan struct{}, q Question) (Answer, error) {
	const tries = 3
	for range tries {
		line, err := t.askLine(ctx, stop, outcome.OneLine(q.Text)+" "+q.Keys+" ")
		if errors.Is(err, outcome.ErrInterrupted) {
			return No, err
		}
		line = strings.ToLower(strings.TrimSpace(line))
		if err != nil && line == "" {
			fmt.Fprintln(t.Stderr)
			return No, nil
		}
		if line == "" {
			return q.Enter, nil
		}
		for answer, words := range q.Words {
			if slices.Contains(strings.Split(words, "|"), line) {
				return answer, nil
			}
		}
		fmt.Fprintln(t.Stderr, q.Again)
	}
	return No, nil
}
