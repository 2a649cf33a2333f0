package flows

import (
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// plannedSetting is one setting of a page: as it was read, what is wanted of its controls
// and what came of it.
type plannedSetting struct {
	*reading.Setting
	controls []*control
	// before is its value when the run first read it.
	before string
}

// control is one control of a setting: as it was read, what is wanted of it and what
// came of it.
type control struct {
	reading *reading.Setting
	// read is what it was when it was planned. Nothing writes to it: it is a copy, for
	// the readings of a page go on.
	read *reading.Part
	// first is what it was when the run first read it; nil where it was not there
	// then. It is another than read in a second try.
	first *reading.Part
	// match is the control as it is drawn now.
	match sight.Match
	// want is what it must mean afterwards: a canonical word. It is empty where the
	// control is left as it is.
	want string
	// choice is what to choose for an audience.
	choice audienceChoice
	// planned is what the plan had to say of it.
	planned string

	result outcome.Result
	detail string
	// after is what it means now, once that was read back.
	after  string
	proved bool
	// api is what Plex's API said of it then.
	api outcome.Witness

	err error
	// unsent says that it was set, that no control was found to save it with, and
	// that the page sent nothing by itself.
	unsent bool
	// denied says that Plex answered 401 to all that was sent to save it.
	denied bool
}

// planOf is a setting of which nothing is wanted yet.
func planOf(r *reading.Setting) *plannedSetting {
	s := &plannedSetting{Setting: r}
	for _, p := range r.Parts {
		s.add(p)
	}
	return s
}

// add adds a control with what the reading says of it.
func (s *plannedSetting) add(p *reading.Part) *control {
	read := *p
	c := &control{reading: s.Setting, read: &read, match: p.Match, result: p.Result, detail: p.Detail}
	s.controls = append(s.controls, c)
	return c
}

func settingsOf(readings []*reading.Setting) []*plannedSetting {
	out := make([]*plannedSetting, len(readings))
	for i, r := range readings {
		out[i] = planOf(r)
	}
	return out
}

// key names a control among all of a page.
func (c *control) key() string { return c.reading.Key(c.read) }

// now is what a control means, as far as it is known.
func (c *control) now() string {
	if c.proved {
		return c.after
	}
	return c.read.Value
}

// prove notes what a control was read back to be.
func (c *control) prove(value string) { c.after, c.proved = value, true }

// retry says whether the fresh page still showed the old value. A third value is
// somebody else's.
func (c *control) retry() bool {
	return (c.result == outcome.Reverted || c.result == outcome.Failed) && c.now() == c.read.Value
}

// value is the setting's canonical value, as far as it is known.
func (s *plannedSetting) value() string {
	values := make([]string, len(s.controls))
	for i, c := range s.controls {
		values[i] = c.now()
	}
	return reading.Overall(s.Wish.Setting, values)
}

func (s *plannedSetting) candidate() int {
	out := 0
	for _, c := range s.controls {
		if c.read.Found {
			out = max(out, c.read.Match.Candidate)
		}
	}
	return out
}

// changes says what is wanted of a page's settings and, of each control that is
// left as it is, why. The controls that differ are the changes.
func (v *visit) changes(widen bool) (plan []*plannedSetting, differ []*control) {
	plan = settingsOf(v.readings)
	for _, s := range plan {
		s.addLost()
		for _, c := range s.controls {
			if want, ok := v.compare(c, widen); ok {
				c.want, c.planned = want, c.detail
				differ = append(differ, c)
			}
		}
	}
	return plan, differ
}

// compare decides about one control: it differs (and what is wanted), or it has a
// result already.
func (v *visit) compare(c *control, widen bool) (string, bool) {
	w, p := c.reading.Wish, c.read
	if w.Skipped != "" {
		if c.result != outcome.NotOffered {
			c.result, c.detail = outcome.Skipped, w.Skipped
		}
		return "", false
	}
	if w.Parts != nil && !c.reading.Missing() && !v.setsBack(&w, c) {
		return "", false
	}
	s := w.Setting
	if s.Kind == selectors.AudienceChoice && p.Found && (c.result == "" || c.result == outcome.Unreadable) {
		return v.compareAudience(c, w, widen)
	}
	if c.result != "" {
		return "", false
	}
	want := wanted.CanonicalSwitch(s, wanted.SwitchState(s, w.Value))
	switch {
	case p.Value == want:
		c.result = outcome.Already
		return "", false
	case w.Explicit && want == s.Values.On && !widen:
		c.result = outcome.Skipped
		c.detail = fmt.Sprintf("%s is less private than %s; say --allow-widening to set it all the same", want, p.Value)
		return "", false
	case p.Match.Disabled:
		c.result, c.detail = outcome.Disabled, p.Match.String()+" cannot be changed"
		return "", false
	}
	c.result = outcome.WouldChange
	return want, true
}

func (v *visit) compareAudience(c *control, w wanted.Wish, widen bool) (string, bool) {
	m := c.read.Match
	c.choice = chooseAudience(v.lex, m.Seen, w, widen)
	if c.choice.result == outcome.Already && c.choice.detail != "" && len(m.Options) == 0 {
		// Nothing is known of what it offers: the list was never opened.
		c.choice.result, c.choice.detail = outcome.Unreadable, "what it offers could not be read"
		if m.Disabled {
			c.choice.result, c.choice.detail = outcome.Disabled, m.String()+" cannot be changed"
		}
	}
	switch {
	case c.choice.option < 0:
		c.result, c.detail = c.choice.result, c.choice.detail
		return "", false
	case m.Disabled:
		c.result, c.detail = outcome.Disabled, m.String()+" cannot be changed"
		return "", false
	}
	c.result, c.detail = outcome.WouldChange, c.choice.detail
	return v.lex.Audience(c.choice.rank), true
}
