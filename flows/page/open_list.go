package page

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// Offered is what an open list offers.
type Offered struct {
	Options []sight.Option
	// Whole says that the list was seen to its end: it has come to rest, and nothing in
	// it says that more is to come.
	Whole bool
	// list is the open list; nil if none was opened.
	list *openedList
}

// Now returns the options of the list as they are drawn now: bringing one of them into view
// may have drawn all of them anew.
func (o Offered) Now(ctx context.Context) ([]sight.Option, error) {
	if o.list == nil {
		return nil, fmt.Errorf("%w: the list is not open", sight.ErrNotFound)
	}
	return o.list.optionsNow(ctx)
}

// Press presses what opens a list.
type Press func(ctx context.Context, ref sight.Ref, origin, what string) error

// maxListTurns is how often a list is scrolled in search of more options.
const maxListTurns = 30

// openedList is a list that was just opened, until it has shown what it offers.
type openedList struct {
	*DropDowns
	m sight.Match
	// before are the options and audience words that showed before it was opened.
	before []sight.Option
	words  []sight.Text
	// shown are the options that show now; all are those of every part of the list that
	// has been seen.
	shown, all []sight.Option
	opened     time.Time
	changed    time.Time
	// looked is when it was looked at last.
	looked time.Time
	looks  int
	turns  int
	// scrolled says that the list was moved, so that it shows another part of itself.
	scrolled bool
	// partial says that the list has no roles, and that its other entries are not known.
	partial bool
	whole   bool
}

// errSpoiled ends the reading of a list on a page that has to be loaded anew.
var errSpoiled = errors.New("the page is loaded anew first")

// Open opens a list and waits for its options: until those that show are enough, or else
// until the list has come to rest. A list may get its options only when it is opened, or
// some time after that, or draw only those that are in view. If enough holds, the options
// are those that show then; otherwise they are all that the list has shown.
func (d *DropDowns) Open(ctx context.Context, m sight.Match, press Press, enough func([]sight.Option) bool) (Offered, error) {
	before, err := d.tab.Choices(ctx, 0)
	if err != nil {
		return Offered{}, err
	}
	old, err := d.tab.Look(ctx, d.audienceWords())
	if err != nil {
		return Offered{}, err
	}
	o := &openedList{DropDowns: d, m: m, before: before, words: old.Texts[aboutAudiences]}
	if err := press(ctx, m.Ref, d.view.Last.Origin, m.String()); err != nil {
		return Offered{}, err
	}
	o.opened, o.changed = time.Now(), time.Now()
	limit, cancel := context.WithTimeout(ctx, d.env.Pace.denied())
	defer cancel()
	sufficient := false
	defer d.leap.work()
	err = d.view.Until(limit, "open", m.Title(), func(ctx context.Context) (bool, string, error) {
		if d.leap.pending() {
			return false, "the list does not rest", nil
		}
		d.leap.work()
		if err := o.look(ctx); errors.Is(err, errSpoiled) {
			return false, "", err
		} else if err != nil {
			return false, err.Error(), nil
		}
		if sufficient = len(o.shown) > 0 && enough(o.shown); sufficient {
			return true, "", nil
		}
		return o.rested(ctx)
	})
	switch {
	case sufficient:
		return Offered{Options: o.shown, list: o}, nil
	case ctx.Err() != nil, errors.Is(err, errSpoiled):
		return Offered{}, err
	case len(o.all) == 0:
		// Nothing was chosen, so the caller may find the control again and retry.
		return Offered{}, fmt.Errorf("%w: it was pressed, and no list came: %w", automation.ErrNotActionable, err)
	}
	return Offered{Options: o.all, Whole: o.whole, list: o}, nil
}

func (d *DropDowns) audienceWords() sight.Ask {
	return sight.Ask{Texts: map[string][]string{aboutAudiences: d.env.Lex.AudienceTexts()}}
}

// look sees which options show now.
func (o *openedList) look(ctx context.Context) error {
	o.looked = time.Now()
	now, err := o.optionsNow(ctx)
	if err != nil {
		return err
	}
	same := sameTexts(now, o.shown)
	if !same {
		o.changed = time.Now()
	}
	if o.leap.looked(!same); o.leap.disturbed != "" {
		return errSpoiled
	}
	o.shown = now
	if !o.scrolled {
		o.all = nil // what a list no longer shows it does not offer
	}
	for _, x := range now {
		if !hasText(o.all, x.Text) {
			o.all = append(o.all, x)
		}
	}
	if o.looks++; o.looks == 2 && len(now) == 0 && o.m.Kind == sight.Popup {
		_, err = o.tab.OpenList(ctx, o.m.Ref)
	}
	return err
}

// optionsNow returns the options of the list as they are drawn now.
func (o *openedList) optionsNow(ctx context.Context) ([]sight.Option, error) {
	if o.m.Kind == sight.Select {
		l, err := o.tab.Look(ctx, sight.Ask{})
		if err != nil {
			return nil, err
		}
		for _, s := range l.Controls {
			if s.Ref == o.m.Ref {
				return s.Options, nil
			}
		}
		return nil, fmt.Errorf("%w: it was drawn anew", sight.ErrNotFound)
	}
	now, err := o.tab.Choices(ctx, o.m.Ref)
	if err != nil {
		return nil, err
	}
	if out := fresh(now, o.before); len(out) > 0 {
		return out, nil
	}
	l, err := o.tab.Look(ctx, o.audienceWords())
	if err != nil {
		return nil, err
	}
	known := PlainOptions(l.Texts[aboutAudiences], o.words)
	if len(known) < 2 {
		return nil, nil
	}
	all, err := o.tab.Entries(ctx, refsOf(known))
	if err != nil {
		return nil, err
	}
	if o.partial = len(all) < len(known); o.partial {
		return known, nil
	}
	return all, nil
}

// rested says whether the list will show no more: it has been the same for a while, with
// no request of the page under way, and scrolling brings nothing else.
func (o *openedList) rested(ctx context.Context) (bool, string, error) {
	pace := o.env.Pace
	if len(o.shown) == 0 {
		late := time.Since(o.opened) > pace.Soon() && o.tab.Quiet() > 0
		if late {
			return false, "", fmt.Errorf("no options within %s", pace.Soon())
		}
		return false, "no options", nil
	}
	enough := pace.Rest
	if len(o.all) < 2 {
		enough = pace.late() // a list of one is none yet
	}
	if left := unfinished(o.env.Lex, o.shown); left != "" {
		return false, fmt.Sprintf("%q shows in place of options", left), nil
	}
	rest := o.leap.lengthen(min(time.Since(o.changed), o.tab.Quiet()), enough, o.changed, o.looked)
	if rest < enough {
		o.leap.wait(rest, enough, o.looked, o.looked.Add(enough-rest))
		return false, "the list does not rest", nil
	}
	if o.m.Kind == sight.Popup && o.turns < maxListTurns {
		o.turns++
		moved, err := o.tab.ScrollChoices(ctx, o.shown[len(o.shown)-1].Ref, o.m.Ref)
		if err != nil {
			return false, err.Error(), nil // drawn anew meanwhile
		}
		if moved {
			o.scrolled = true
			// What is drawn for the new place is there at once, or makes a request.
			o.changed = time.Now().Add(pace.turn() - enough)
			return false, "the list goes on", nil
		}
	}
	o.whole = !o.partial && o.turns < maxListTurns && len(o.all) >= setSize(o.all)
	return true, "", nil
}

// unfinished returns the text of an option that stands for options to come ("Loading…"):
// one that is no audience, and that is disabled or ends in dots.
func unfinished(lex *reading.Lexicon, options []sight.Option) string {
	for _, o := range options {
		text := strings.TrimSpace(o.Text)
		dots := strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...")
		if text != "" && (o.Disabled || dots) && lex.AudienceRank(text) == reading.UnknownRank {
			return text
		}
	}
	return ""
}
