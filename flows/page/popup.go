package page

import (
	"context"
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/selectors"
)

// OffersOf opens every drop-down of a page that was found whose options matter and were
// not read in passing, reads what it offers and leaves it by Escape. It changes nothing.
// It fails where the time was over before everything was read: what could not be read in
// time may be as it should be.
func (v *Visit) OffersOf(ctx context.Context, f Found) error {
	if s := f.Report.Status; s == outcome.PageOK || s == outcome.PageMoved || s == outcome.PageChanged {
		v.eachList(func(r *reading.Setting, p *reading.Part) { v.readOffer(ctx, r, p) })
	}
	if reading.AnyTroubled(f.Readings) {
		return outcome.Stopped(ctx)
	}
	return nil
}

// eachList goes through the drop-downs whose options matter and are not known.
func (v *Visit) eachList(do func(*reading.Setting, *reading.Part)) {
	for _, r := range v.Readings {
		if r.Wish.Skipped != "" || r.Wish.Setting.Kind != selectors.AudienceChoice {
			continue
		}
		for _, p := range r.Parts {
			// Nothing is more private than the most private: what else there is
			// matters only to those who ask for it.
			tightest := p.Value == v.Audience(0) && !r.Wish.Explicit
			if p.Found && p.Match.Kind == sight.Popup && !p.Match.Disabled && !tightest && len(p.Match.Options) == 0 {
				do(r, p)
			}
		}
	}
}

// offer is what a drop-down offered while it showed a value.
type offer struct {
	value   string
	options []sight.Option
}

// offers is what drop-downs offer.
type offers struct {
	// Asked says that it is asked for, and offered is what they do, by setting and
	// control.
	Asked   bool
	offered map[string]offer
}

// known gives what a drop-down offers that shows the same value as when it was read.
func (o *offers) known(key, value string) ([]sight.Option, bool) {
	was, done := o.offered[key]
	return was.options, done && was.value == value
}

// keep remembers what a drop-down offers while it shows a value.
func (o *offers) keep(key, value string, options []sight.Option) {
	o.offered[key] = offer{value, options}
}

// meanwhile uses the time in which the page has to rest to open the drop-downs.
// What they offer holds for as long as they show the same value. It says whether
// it did anything.
func (v *Visit) meanwhile(ctx context.Context, rest time.Duration) bool {
	if !v.DropDowns.Asked || rest < v.Pace.Glance {
		return false
	}
	acted := false
	v.eachList(func(r *reading.Setting, p *reading.Part) {
		key := r.Key(p)
		if options, known := v.DropDowns.known(key, p.Match.Value); known {
			p.Match.Options = options
			return
		}
		acted = true
		v.readOffer(ctx, r, p)
		v.DropDowns.keep(key, p.Match.Value, p.Match.Options)
	})
	return acted
}

// readOffer reads what one drop-down offers. A page may draw its rows anew meanwhile,
// and the drop-down with them; then it is looked for again.
func (v *Visit) readOffer(ctx context.Context, r *reading.Setting, p *reading.Part) {
	const tries = 4
	m := p.Match
	for try := 1; ctx.Err() == nil; try++ {
		options, err := v.optionsOf(ctx, m)
		if err == nil {
			p.Match.Options = markChosen(options, p.Match.Value)
			return
		}
		v.Log.Debug("list not read", "setting", r.Wish.Setting.ID, "try", try, "error", err)
		if try == tries {
			return
		}
		if again, ok := v.meetAgain(ctx, r, p.Key); ok {
			m = again
		}
	}
}

// meetAgain finds a setting's control as it is drawn now, and leaves what was
// read of the page as it was.
func (v *Visit) meetAgain(ctx context.Context, r *reading.Setting, key string) (sight.Match, bool) {
	now, err := v.Look(ctx, Glance{aside: true})
	if err != nil {
		return sight.Match{}, false
	}
	for _, other := range now.Readings {
		if other.Wish.Setting.ID != r.Wish.Setting.ID {
			continue
		}
		for _, q := range other.Parts {
			if q.Key == key && q.Found {
				return q.Match, true
			}
		}
	}
	return sight.Match{}, false
}

// markChosen gives a list that does not say which option is chosen the one that
// the closed control showed.
func markChosen(options []sight.Option, value string) []sight.Option {
	for _, o := range options {
		if o.Selected {
			return options
		}
	}
	for i := range options {
		options[i].Selected = sight.SameText(options[i].Text, value)
	}
	return options
}

// optionsOf opens a drop-down, lists its options and closes it again.
func (v *Visit) optionsOf(ctx context.Context, m sight.Match) ([]sight.Option, error) {
	options, err := v.OpenPopup(ctx, m, v.tab.Reveal)
	if err != nil {
		return nil, err
	}
	if err := v.tab.Escape(ctx); err != nil {
		return nil, err
	}
	limit, cancel := context.WithTimeout(ctx, v.Pace.Soon())
	defer cancel()
	return options, v.Until(limit, "close", m.Title(), func(ctx context.Context) (bool, string, error) {
		left, err := v.tab.Choices(ctx, m.Ref)
		if err != nil {
			return false, err.Error(), nil
		}
		return !sharesRef(left, options), "the list still shows", nil
	})
}

// OpenPopup opens a drop-down and waits for its options.
func (v *Visit) OpenPopup(ctx context.Context, m sight.Match, click func(context.Context, sight.Ref, string, string) error) ([]sight.Option, error) {
	before, err := v.tab.Choices(ctx, 0)
	if err != nil {
		return nil, err
	}
	ask := sight.Ask{Texts: map[string][]string{aboutAudiences: v.AudienceTexts()}}
	old, err := v.tab.Look(ctx, ask)
	if err != nil {
		return nil, err
	}
	if err := click(ctx, m.Ref, v.Last.Origin, m.String()); err != nil {
		return nil, err
	}
	var out []sight.Option
	looks := 0
	limit, cancel := context.WithTimeout(ctx, v.Pace.Soon())
	defer cancel()
	err = v.Until(limit, "open", m.Title(), func(ctx context.Context) (bool, string, error) {
		now, err := v.tab.Choices(ctx, m.Ref)
		if err != nil {
			return false, err.Error(), nil
		}
		if out = fresh(now, before); len(out) > 0 {
			return true, "", nil
		}
		l, err := v.tab.Look(ctx, ask)
		if err != nil {
			return false, err.Error(), nil
		}
		if out = PlainOptions(l.Texts[aboutAudiences], old.Texts[aboutAudiences]); len(out) > 1 {
			return true, "", nil
		}
		if looks++; looks == 2 {
			if _, err := v.tab.OpenList(ctx, m.Ref); err != nil {
				return false, err.Error(), nil
			}
		}
		return false, "no options", nil
	})
	if err != nil && ctx.Err() == nil {
		// Nothing was chosen: whoever asked may look where the control is now.
		return nil, fmt.Errorf("%w: it was pressed, and no list came: %w", automation.ErrNotActionable, err)
	}
	return out, err
}

// fresh leaves out what showed before the list was opened.
func fresh(now, before []sight.Option) []sight.Option {
	var out []sight.Option
	for _, o := range now {
		if !sharesRef([]sight.Option{o}, before) {
			out = append(out, o)
		}
	}
	return out
}

func sharesRef(a, b []sight.Option) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Ref == y.Ref {
				return true
			}
		}
	}
	return false
}

// PlainOptions are entries of a list without roles: known words that were not
// there before. A row that was drawn anew shows its value in a new element and
// looks like an entry; so a word counts only as often as it has become more
// frequent, and not at all where that does not say which one is new.
func PlainOptions(now, before []sight.Text) []sight.Option {
	was := map[sight.Ref]bool{}
	more, appeared := map[string]int{}, map[string]int{}
	for _, t := range before {
		was[t.Ref] = true
		more[t.Phrase]--
	}
	for _, t := range now {
		more[t.Phrase]++
		if !was[t.Ref] {
			appeared[t.Phrase]++
		}
	}
	var out []sight.Option
	for _, t := range now {
		if !was[t.Ref] && appeared[t.Phrase] == more[t.Phrase] {
			out = append(out, sight.Option{Ref: t.Press(), Text: t.Phrase})
		}
	}
	return out
}
