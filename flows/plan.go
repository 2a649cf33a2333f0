package flows

import (
	"fmt"

	"github.com/plexpriv/plexpriv/selectors"
)

// change is one control that is to be set, and what became of it.
type change struct {
	reading *reading
	part    *part
	// before is what it meant; once it was proved, the part has what it means now.
	before string
	// want is what the control must mean afterwards: a canonical word.
	want string
	// detail is what the plan had to say of it.
	detail string
	err    error
	// unsent says that it was set, that no control was found to save it with, and
	// that the page sent nothing by itself.
	unsent bool
	// denied says that Plex answered 401 to all that was sent to save it.
	denied bool
}

// key names the change's control among all of a page.
func (c *change) key() string { return c.reading.key(c.part) }

func (r *reading) key(p *part) string { return r.wish.Setting.ID + "/" + p.key }

// retry says whether the fresh page still showed the old value. A third value is
// somebody else's.
func (c *change) retry() bool {
	return (c.part.result == Reverted || c.part.result == Failed) && c.part.value == c.before
}

// changes lists the parts of the page's settings that differ from what is
// wanted, and gives every other part its result.
func (v *visit) changes(widen bool) []*change {
	var out []*change
	for _, r := range v.readings {
		r.addLost()
		for i := range r.parts {
			p := &r.parts[i]
			if want, ok := v.compare(r, p, widen); ok {
				out = append(out, &change{reading: r, part: p, before: p.value, want: want, detail: p.detail})
			}
		}
	}
	return out
}

// compare decides about one part: it differs (and what is wanted), or it has a
// result already.
func (v *visit) compare(r *reading, p *part, widen bool) (string, bool) {
	w := r.wish
	if w.Skipped != "" {
		if p.result != NotOffered {
			p.result, p.detail = Skipped, w.Skipped
		}
		return "", false
	}
	if w.Parts != nil && !r.missing() && !v.setsBack(&w, p) {
		return "", false
	}
	s := w.Setting
	if s.Kind == selectors.AudienceChoice && p.found && (p.result == "" || p.result == Unreadable) {
		c := v.chooseAudience(p.match.Seen, w, widen)
		p.choice = c
		if c.result == Already && c.detail != "" && len(p.match.Options) == 0 {
			// Nothing is known of what it offers: the list was never opened.
			c.result, c.detail = Unreadable, "what it offers could not be read"
			if p.match.Disabled {
				c.result, c.detail = Disabled, p.match.String()+" cannot be changed"
			}
		}
		if c.option < 0 {
			p.result, p.detail = c.result, c.detail
			return v.audience(c.rank), false
		}
		if p.match.Disabled {
			p.result, p.detail = Disabled, p.match.String()+" cannot be changed"
			return "", false
		}
		p.result, p.detail = WouldChange, c.detail
		return v.audience(c.rank), true
	}
	if p.result != "" {
		return "", false
	}
	want := canonicalSwitch(s, switchState(s, w.Value))
	switch {
	case p.value == want:
		p.result = Already
		return "", false
	case w.Explicit && want == s.Values.On && !widen:
		p.result = Skipped
		p.detail = fmt.Sprintf("%s is less private than %s; say --allow-widening to set it all the same", want, p.value)
		return "", false
	case p.match.Disabled:
		p.result, p.detail = Disabled, p.match.String()+" cannot be changed"
		return "", false
	}
	p.result = WouldChange
	return want, true
}
