package act

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// longestQuestion is how much a dialog may say and still only ask whether what was
// pressed is meant, in characters.
const longestQuestion = 400

// question is what a page may ask about something that was just pressed.
type question struct {
	// before are the layers that were there before the press.
	before map[sight.Ref]bool
	// pressed are names of what was pressed. about are names of which a question must
	// have one to be about that.
	pressed, about []string
	// answers counts the dialogs that got a yes, asked is a dialog that could not get one.
	answers int
	asked   sight.Layer
}

// answerer says yes if a page asks whether we mean what we have just pressed.
type answerer struct {
	env  *page.Env
	view *page.View
	tab  actingTab
}

// questionOf prepares for a question about the next press.
func (a answerer) questionOf(pressed, about []string) *question {
	q := &question{before: map[sight.Ref]bool{}, pressed: pressed, about: about}
	for _, x := range a.view.Last.Layers {
		q.before[x.Ref] = true
	}
	return q
}

// meet searches the last look for dialogs that came up after the press. It says yes to
// one that only asks whether we mean it. It remembers any other: nobody knows what an
// answer would do.
func (a answerer) meet(ctx context.Context, q *question) error {
	const most = 2 // a question that comes back again and again is about something else
	for _, x := range a.view.Last.Layers {
		if q.before[x.Ref] || x.Kind == sight.Bar {
			continue
		}
		yes := a.assentIn(x, q)
		if yes == nil || q.answers >= most {
			if a.hasButtons(x) {
				q.asked = x
			}
			continue
		}
		q.answers++
		if err := a.tab.Click(ctx, yes.Ref, a.view.Last.Origin, yes.Title()); err != nil {
			return fmt.Errorf("answer %q: %w", page.FirstLines(x.Text, 1), err)
		}
	}
	return nil
}

// leave closes a dialog that could not be answered, so that it does not cover the page.
// It adds the question to the error.
func (a answerer) leave(ctx context.Context, q *question, err error) error {
	if q.asked.Ref == 0 {
		return err
	}
	asks := fmt.Errorf("%w; the page asks %q", err, page.FirstLines(q.asked.Text, 1))
	if e := a.dismiss(ctx, q.asked); e != nil {
		a.env.Log.Debug("dialog not left", "error", e)
	}
	return asks
}

func (a answerer) hasButtons(x sight.Layer) bool {
	return slices.ContainsFunc(a.view.Last.Buttons, func(b sight.Press) bool { return b.Layer == x.Ref })
}

// assentIn returns the button of a question that means yes, or nil. The button has the
// name of what was pressed, or one of the words for yes and "Cancel" beside it. A button
// with any other name may do something of its own, however alone it is.
func (a answerer) assentIn(x sight.Layer, q *question) *sight.Press {
	if len([]rune(x.Text)) > longestQuestion || a.env.Lex.IsNeverClicked(x.Text) || !sight.HasPhrase(x.Text, q.about) {
		return nil
	}
	inside := func(ref sight.Ref) bool { return ref == x.Ref }
	if slices.ContainsFunc(a.view.Last.Controls, func(s sight.Seen) bool { return inside(s.Layer) }) {
		return nil // it has choices of its own
	}
	var same, yeses []sight.Press
	cancels, others := 0, 0
	for _, b := range a.view.Last.Buttons {
		name := b.Title()
		switch {
		case !inside(b.Layer) || b.Role != "button":
		case sight.IsPhrase(name, a.env.Lex.Cat.Words.Cancel.All()) || !strings.ContainsFunc(name, unicode.IsLetter):
			cancels++
		case a.env.Lex.IsNeverClicked(name):
			return nil
		case sight.IsPhrase(name, q.pressed):
			same = append(same, b)
		case sight.IsPhrase(name, a.env.Lex.Cat.Words.Yes.All()):
			yeses = append(yeses, b)
		default:
			others++
		}
	}
	switch {
	case len(same) == 1:
		return &same[0]
	case len(same) == 0 && len(yeses) == 1 && others == 0 && cancels > 0:
		return &yeses[0]
	}
	return nil
}

// dismiss closes a dialog by its "Cancel" button, or else by Escape.
func (a answerer) dismiss(ctx context.Context, x sight.Layer) error {
	for _, b := range a.view.Last.Buttons {
		if b.Layer == x.Ref && sight.IsPhrase(b.Title(), a.env.Lex.Cat.Words.Cancel.All()) {
			return a.tab.Reveal(ctx, b.Ref, a.view.Last.Origin, b.Title())
		}
	}
	return a.tab.Escape(ctx)
}

// wordingsOf returns the names of a control, on the page and in the catalogue.
func wordingsOf(c *plan.Control) []string {
	out := []string{c.Match.Title()}
	for _, control := range c.Reading.Wish.Setting.Controls {
		if control.ID == c.Read.Key {
			out = append(out, reading.NamesIn(control.Locators)...)
		}
	}
	return out
}

// bulkWordings returns the names of a bulk control.
func bulkWordings(b *reading.Bulk) []string {
	return append([]string{b.Name}, reading.NamesIn(b.Def.Locators)...)
}
