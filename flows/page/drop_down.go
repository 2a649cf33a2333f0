package page

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

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
	leap *leap
	// asked says to read them while the page comes to rest. offered is what they offer, by
	// setting and control.
	asked   bool
	offered map[string]offer
	closer  listCloser
}

// offer is what a drop-down offered while it showed a value.
type offer struct {
	value string
	Offered
	// conflict says that its list named another value as the chosen one.
	conflict string
}

// ReadOffers reads what the drop-downs of a page offer, as far as that matters and was not
// read before. It opens each, and closes it again; it changes nothing. It returns an error
// if the time was over before everything was read: what was not read may be as it should
// be.
func (d *DropDowns) ReadOffers(ctx context.Context, f Found) error {
	if s := f.Report.Status; s == outcome.PageOK || s == outcome.PageMoved || s == outcome.PageChanged {
		d.eachList(func(r *reading.Setting, p *reading.Part) bool { return d.readOffer(ctx, r, p) })
	}
	if reading.AnyTroubled(f.Readings) {
		return outcome.Stopped(ctx)
	}
	return nil
}

// eachList calls do for each drop-down whose options matter and are not known, until it
// returns false.
func (d *DropDowns) eachList(do func(*reading.Setting, *reading.Part) bool) {
	for _, r := range d.view.Readings {
		if r.Wish.Skipped != "" || r.Wish.Setting.Kind != selectors.AudienceChoice {
			continue
		}
		for _, p := range r.Parts {
			if d.matters(r, p) && !do(r, p) {
				return
			}
		}
	}
}

// matters says whether it matters what a drop-down offers beyond what is known. Nothing is
// more private than the most private: what else there is matters only to those who ask
// for it. And a native list that offers what is wanted need not be opened to see that.
func (d *DropDowns) matters(r *reading.Setting, p *reading.Part) bool {
	if !p.Found || p.Match.Disabled || p.Match.Whole || p.Match.Conflict != "" {
		return false
	}
	if _, ours := r.Wish.Parts[p.Key]; r.Wish.Parts != nil && !ours {
		return false // an undo that leaves it alone
	}
	tightest := p.Value == d.env.Lex.Audience(0) && !r.Wish.Explicit
	switch p.Match.Kind {
	case sight.Popup:
		return !tightest && len(p.Match.Options) == 0
	case sight.Select:
		return !tightest && !d.suffices(r, p)(p.Match.Options)
	}
	return false
}

// suffices returns a function that says whether a list need not be read any further: it
// offers what is wanted, or something more private.
func (d *DropDowns) suffices(r *reading.Setting, p *reading.Part) func([]sight.Option) bool {
	value := r.Wish.Value
	if before, ours := r.Wish.Parts[p.Key]; ours {
		value = before
	}
	target := d.env.Lex.RankOf(value)
	return func(options []sight.Option) bool {
		return slices.ContainsFunc(options, func(o sight.Option) bool {
			rank := d.env.Lex.AudienceRank(o.Text)
			return !o.Disabled && rank != reading.UnknownRank && (rank == target || rank < target && !r.Wish.Explicit)
		})
	}
}

// meanwhile opens the drop-downs while the page has to rest anyway. What they offer is
// valid as long as they show the same value. It says whether it did anything.
func (d *DropDowns) meanwhile(ctx context.Context, rest time.Duration) bool {
	if !d.asked || rest < d.env.Pace.ShortRest {
		return false
	}
	acted := false
	d.eachList(func(r *reading.Setting, p *reading.Part) bool {
		if was, known := d.known(r, p); known {
			was.tell(p)
			return true
		}
		acted = true
		return d.readOffer(ctx, r, p)
	})
	return acted
}

// known returns what a drop-down offered when it was opened, if it shows the same value still.
func (d *DropDowns) known(r *reading.Setting, p *reading.Part) (offer, bool) {
	was, done := d.offered[r.Key(p)]
	return was, done && was.value == p.Match.Value
}

// opensIn returns how long a page that has rested for some time must rest until meanwhile
// opens a drop-down; 0 if there is none to open.
func (d *DropDowns) opensIn(rest time.Duration) time.Duration {
	if !d.asked || rest >= d.env.Pace.ShortRest {
		return 0
	}
	some := false
	d.eachList(func(r *reading.Setting, p *reading.Part) bool {
		_, known := d.known(r, p)
		some = !known
		return known
	})
	if !some {
		return 0
	}
	return d.env.Pace.ShortRest - rest
}

// tell completes what was read of a drop-down.
func (o offer) tell(p *reading.Part) {
	p.Match.Options, p.Match.Whole = o.Options, o.Whole
	if o.conflict != "" {
		p.Match.Conflict = o.conflict
		p.MarkUnreadable(o.conflict)
	}
}

// readOffer reads what one drop-down offers. If the page redraws it meanwhile, readOffer
// finds it again. It returns false if its list has taken the others away with it.
func (d *DropDowns) readOffer(ctx context.Context, r *reading.Setting, p *reading.Part) bool {
	const tries = 4
	m := p.Match
	for try := 1; ctx.Err() == nil; try++ {
		offered, err := d.Open(ctx, m, d.tab.Reveal, d.suffices(r, p))
		there := true
		if err == nil {
			there, err = d.closer.close(ctx, m, offered.Options)
		}
		if err == nil {
			was := offer{value: p.Match.Value, Offered: offered, conflict: d.conflict(offered.Options, p)}
			was.Options = markChosen(was.Options, p.Match.Said())
			d.offered[r.Key(p)] = was
			was.tell(p)
			return there
		}
		d.env.Log.Debug("list not read", "setting", r.Wish.Setting.ID, "try", try, "error", err)
		if try == tries || errors.Is(err, errSpoiled) {
			break
		}
		if again, ok := d.meetAgain(ctx, r, p.Key); ok {
			m = again
		}
	}
	d.offered[r.Key(p)] = offer{value: p.Match.Value}
	return true
}

// Fill opens a native list that does not offer enough, closes it again, and returns it with
// the options that it got meanwhile.
func (d *DropDowns) Fill(ctx context.Context, m sight.Match, press Press, enough func([]sight.Option) bool) (sight.Match, error) {
	offered, err := d.Open(ctx, m, press, enough)
	if err == nil {
		m.Options = offered.Options
		err = d.Close(ctx, m, offered.Options)
	}
	return m, err
}

// Close closes an open list without choosing anything.
func (d *DropDowns) Close(ctx context.Context, m sight.Match, options []sight.Option) error {
	_, err := d.closer.close(ctx, m, options)
	return err
}

// conflict says what is wrong with a list whose chosen option is another audience than the
// one that shows while it is closed.
func (d *DropDowns) conflict(options []sight.Option, p *reading.Part) string {
	chosen, one := sight.Seen{Options: options}.Chosen()
	rank := d.env.Lex.AudienceRank(chosen.Text)
	if !one || rank == reading.UnknownRank || p.Value == "" || d.env.Lex.Audience(rank) == p.Value {
		return ""
	}
	return fmt.Sprintf("%s, but in its list %q is the chosen one", p.Match.String(), chosen.Text)
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
