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

// DropDowns opens drop-downs, reads what they offer, and remembers it.
type DropDowns struct {
	env  *Env
	view *View
	tab  Tab
	// asked says to read them while the page comes to rest. offered is what they offer, by
	// setting and control.
	asked   bool
	offered map[string]offer
}

// offer is what a drop-down offered while it showed a value.
type offer struct {
	value   string
	options []sight.Option
}

// ReadOffers reads what the drop-downs of a page offer, as far as that matters and was not
// read before. It opens each, and leaves it with Escape; it changes nothing. It returns
// an error if the time was over before everything was read: what was not read may be as
// it should be.
func (d *DropDowns) ReadOffers(ctx context.Context, f Found) error {
	if s := f.Report.Status; s == outcome.PageOK || s == outcome.PageMoved || s == outcome.PageChanged {
		d.eachList(func(r *reading.Setting, p *reading.Part) { d.readOffer(ctx, r, p) })
	}
	if reading.AnyTroubled(f.Readings) {
		return outcome.Stopped(ctx)
	}
	return nil
}

// eachList calls do for each drop-down whose options matter and are not known.
func (d *DropDowns) eachList(do func(*reading.Setting, *reading.Part)) {
	for _, r := range d.view.Readings {
		if r.Wish.Skipped != "" || r.Wish.Setting.Kind != selectors.AudienceChoice {
			continue
		}
		for _, p := range r.Parts {
			// Nothing is more private than the most private: what else there is
			// matters only to those who ask for it.
			tightest := p.Value == d.env.Lex.Audience(0) && !r.Wish.Explicit
			if p.Found && p.Match.Kind == sight.Popup && !p.Match.Disabled && !tightest && len(p.Match.Options) == 0 {
				do(r, p)
			}
		}
	}
}

// known returns what a drop-down offers, if it shows the same value as when it was read.
func (d *DropDowns) known(key, value string) ([]sight.Option, bool) {
	was, done := d.offered[key]
	return was.options, done && was.value == value
}

// keep remembers what a drop-down offers while it shows a value.
func (d *DropDowns) keep(key, value string, options []sight.Option) {
	d.offered[key] = offer{value, options}
}

// meanwhile opens the drop-downs while the page has to rest anyway. What they offer is
// valid as long as they show the same value. It says whether it did anything.
func (d *DropDowns) meanwhile(ctx context.Context, rest time.Duration) bool {
	if !d.asked || rest < d.env.Pace.ShortRest {
		return false
	}
	acted := false
	d.eachList(func(r *reading.Setting, p *reading.Part) {
		key := r.Key(p)
		if options, known := d.known(key, p.Match.Value); known {
			p.Match.Options = options
			return
		}
		acted = true
		d.readOffer(ctx, r, p)
		d.keep(key, p.Match.Value, p.Match.Options)
	})
	return acted
}

// readOffer reads what one drop-down offers. If the page redraws it meanwhile, readOffer
// finds it again.
func (d *DropDowns) readOffer(ctx context.Context, r *reading.Setting, p *reading.Part) {
	const tries = 4
	m := p.Match
	for try := 1; ctx.Err() == nil; try++ {
		options, err := d.optionsOf(ctx, m)
		if err == nil {
			p.Match.Options = markChosen(options, p.Match.Value)
			return
		}
		d.env.Log.Debug("list not read", "setting", r.Wish.Setting.ID, "try", try, "error", err)
		if try == tries {
			return
		}
		if again, ok := d.meetAgain(ctx, r, p.Key); ok {
			m = again
		}
	}
}

// meetAgain finds the control of a setting as it is drawn now. It does not change the
// readings of the view.
func (d *DropDowns) meetAgain(ctx context.Context, r *reading.Setting, key string) (sight.Match, bool) {
	now, err := d.view.Look(ctx, LookOptions{aside: true})
	if err != nil {
		return sight.Match{}, false
	}
	for _, other := range now.readings {
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

// markChosen marks the option that the closed control showed, if the list does not say
// which one is chosen.
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
func (d *DropDowns) optionsOf(ctx context.Context, m sight.Match) ([]sight.Option, error) {
	options, err := d.Open(ctx, m, d.tab.Reveal)
	if err != nil {
		return nil, err
	}
	if err := d.tab.Escape(ctx); err != nil {
		return nil, err
	}
	limit, cancel := context.WithTimeout(ctx, d.env.Pace.Soon())
	defer cancel()
	return options, d.view.Until(limit, "close", m.Title(), func(ctx context.Context) (bool, string, error) {
		left, err := d.tab.Choices(ctx, m.Ref)
		if err != nil {
			return false, err.Error(), nil
		}
		return !sharesRef(left, options), "the list still shows", nil
	})
}

// Open opens a drop-down and waits for its options.
func (d *DropDowns) Open(ctx context.Context, m sight.Match, click func(context.Context, sight.Ref, string, string) error) ([]sight.Option, error) {
	before, err := d.tab.Choices(ctx, 0)
	if err != nil {
		return nil, err
	}
	ask := sight.Ask{Texts: map[string][]string{aboutAudiences: d.env.Lex.AudienceTexts()}}
	old, err := d.tab.Look(ctx, ask)
	if err != nil {
		return nil, err
	}
	if err := click(ctx, m.Ref, d.view.Last.Origin, m.String()); err != nil {
		return nil, err
	}
	var out []sight.Option
	looks := 0
	limit, cancel := context.WithTimeout(ctx, d.env.Pace.Soon())
	defer cancel()
	err = d.view.Until(limit, "open", m.Title(), func(ctx context.Context) (bool, string, error) {
		now, err := d.tab.Choices(ctx, m.Ref)
		if err != nil {
			return false, err.Error(), nil
		}
		if out = fresh(now, before); len(out) > 0 {
			return true, "", nil
		}
		l, err := d.tab.Look(ctx, ask)
		if err != nil {
			return false, err.Error(), nil
		}
		if out = PlainOptions(l.Texts[aboutAudiences], old.Texts[aboutAudiences]); len(out) > 1 {
			return true, "", nil
		}
		if looks++; looks == 2 {
			if _, err := d.tab.OpenList(ctx, m.Ref); err != nil {
				return false, err.Error(), nil
			}
		}
		return false, "no options", nil
	})
	if err != nil && ctx.Err() == nil {
		// Nothing was chosen, so the caller may find the control again and retry.
		return nil, fmt.Errorf("%w: it was pressed, and no list came: %w", automation.ErrNotActionable, err)
	}
	return out, err
}

// fresh leaves out the options that showed before the list was opened.
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

// PlainOptions returns the entries of a list that has no roles: known words that were
// not there before. A row that was redrawn has its value in a new element, which looks
// like an entry. So a word counts only if all its new elements make it more frequent.
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
