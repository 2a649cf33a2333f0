package plan

import (
	"maps"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// Page is what is wanted of a page: its settings as they were read, with what is
// to become of them and what became.
type Page struct {
	Settings []*Setting
	// Changes are the controls that are to be set.
	Changes []*Control
	// proved are the changes of the try before that need no other one. What is said
	// once more may take them back, so they are read again with it.
	proved []*Control
}

// Setting is one setting of a page: as it was read, what is wanted of its controls
// and what came of it.
type Setting struct {
	// read is the setting as it was read.
	read     *reading.Setting
	Wish     wanted.Wish
	Controls []*Control
	// Before is its value when the run first read it.
	Before string
}

// Control is one control of a setting: as it was read, what is wanted of it and what
// came of it.
type Control struct {
	Reading *reading.Setting
	// Read is what it was when it was planned. Nothing writes to it: it is a copy, for
	// the readings of a page go on.
	Read *reading.Part
	// First is what it was when the run first read it; nil where it was not there
	// then. It is another than read in a second try.
	First *reading.Part
	// Match is the control as it is drawn now.
	Match sight.Match
	// Want is what it must mean afterwards: a canonical word. It is empty where the
	// control is left as it is.
	Want string
	// Choice is what to choose for an audience.
	Choice AudienceChoice
	// planned is what the plan had to say of it.
	planned string

	Result outcome.Result
	Detail string
	// after is what it means now, once that was read back.
	after  string
	proved bool
	// Api is what Plex's API said of it then.
	Api outcome.Witness

	Err error
	// Unsent says that it was set, that no control was found to save it with, and
	// that the page sent nothing by itself.
	Unsent bool
	// Denied says that Plex answered 401 to all that was sent to save it.
	Denied bool
}

// planOf is a setting of which nothing is wanted yet.
func planOf(r *reading.Setting) *Setting {
	s := &Setting{read: r, Wish: r.Wish}
	for _, p := range r.Parts {
		s.add(p)
	}
	return s
}

// add adds a control with what the reading says of it.
func (s *Setting) add(p *reading.Part) *Control {
	read := *p
	c := &Control{Reading: s.read, Read: &read, Match: p.Match, Result: p.Result, Detail: p.Detail}
	s.Controls = append(s.Controls, c)
	return c
}

func SettingsOf(readings []*reading.Setting) []*Setting {
	out := make([]*Setting, len(readings))
	for i, r := range readings {
		out[i] = planOf(r)
	}
	return out
}

// Key names a control among all of a page.
func (c *Control) Key() string { return c.Reading.Key(c.Read) }

// In is what a control was read to be among other readings; nil if it is not there.
func (c *Control) In(all []*reading.Setting) *reading.Part {
	return reading.FindPart(all, c.Reading.Wish.Setting.ID, c.Read.Key)
}

// Now is what a control means, as far as it is known.
func (c *Control) Now() string {
	if c.proved {
		return c.after
	}
	return c.Read.Value
}

// prove notes what a control was read back to be.
func (c *Control) prove(value string) { c.after, c.proved = value, true }

// retry says whether the fresh page still showed the old value. A third value is
// somebody else's.
func (c *Control) retry() bool {
	return (c.Result == outcome.Reverted || c.Result == outcome.Failed) && c.Now() == c.Read.Value
}

// Value is the setting's canonical value, as far as it is known.
func (s *Setting) Value() string {
	values := make([]string, len(s.Controls))
	for i, c := range s.Controls {
		values[i] = c.Now()
	}
	return reading.Overall(s.Wish.Setting, values)
}

func (s *Setting) Candidate() int {
	out := 0
	for _, c := range s.Controls {
		if c.Read.Found {
			out = max(out, c.Read.Match.Candidate)
		}
	}
	return out
}

// Remember gives a plan what its controls were when the run first read them: what the
// plan before it knows of that or, where there is none, what they are now.
func (p *Page) Remember(before Page) {
	for _, s := range p.Settings {
		s.Before = s.Value()
		for _, c := range s.Controls {
			c.First = c.Read
		}
	}
	if before.Settings == nil {
		return
	}
	first := Firsts(before.Settings)
	for i, s := range p.Settings {
		s.Before = before.Settings[i].Before
		for _, c := range s.Controls {
			c.First = first[c.Key()]
		}
	}
}

// Firsts are the controls of a plan as the run first read them.
func Firsts(plan []*Setting) map[string]*reading.Part {
	out := map[string]*reading.Part{}
	for _, s := range plan {
		for _, c := range s.Controls {
			out[c.Key()] = c.First
		}
	}
	return out
}

// Made are all changes of a page that are to be found on it: those of this try,
// and those of the one before.
func (p *Page) Made() []*Control { return slices.Concat(p.proved, p.Changes) }

// Retry says whether something is still as it was before.
func (p *Page) Retry() bool { return slices.ContainsFunc(p.Changes, (*Control).retry) }

// Set gives all changes of a page a result.
func (p *Page) Set(r outcome.Result, detail string) {
	for _, c := range p.Made() {
		c.Result, c.Detail = r, detail
	}
}

// Leave says of what was to be set and was not that it was not reached.
func (p *Page) Leave() {
	for _, s := range p.Settings {
		for _, c := range s.Controls {
			if c.Result == outcome.WouldChange {
				c.Result, c.Detail = outcome.Skipped, "not reached: the run was stopped"
			}
		}
	}
}

// GoOn leaves to another try what is still as it was. What does not show its old value
// any more keeps what became of it: it is not for us to say once more.
func (p *Page) GoOn(tried []*Control) {
	before := map[string]*Control{}
	for _, c := range tried {
		before[c.Key()] = c
	}
	open := p.Changes[:0:0]
	for _, c := range p.Changes {
		if old := before[c.Key()]; old != nil && !old.retry() {
			c.Result, c.Detail = old.Result, old.Detail
			continue
		}
		open = append(open, c)
	}
	p.Changes, p.proved = open, nil
	for _, s := range p.Settings {
		for _, c := range s.Controls {
			if old := before[c.Key()]; old != nil && c.Result == outcome.Already {
				c.Read, c.Want, c.planned = old.Read, old.Want, old.planned
				c.Result, c.Detail = old.Result, old.Detail
				p.proved = append(p.proved, c)
			}
		}
	}
}

// addLost gives a setting a control for each that is to be set back and is not on
// the page any more.
func (s *Setting) addLost() {
	if s.Wish.Parts == nil || s.read.Missing() {
		return
	}
	there := map[string]bool{}
	for _, c := range s.Controls {
		there[c.Read.Key] = true
	}
	for _, key := range slices.Sorted(maps.Keys(s.Wish.Parts)) {
		if !there[key] {
			s.add(&reading.Part{Key: key, Result: outcome.NotFound, Detail: "it is not on the page any more"})
		}
	}
}

// Detail tells of each control, where there is something to tell.
func (s *Setting) Detail() string {
	if s.alike() {
		return s.Controls[0].Detail
	}
	byResult := map[outcome.Result][]string{}
	var saw []string
	for _, c := range s.Controls {
		text := c.Read.Key
		if c.Detail != "" && c.Result != outcome.Already {
			text += " (" + strings.TrimSuffix(c.Detail, c.Read.Saw) + ")"
		}
		if end := strings.TrimPrefix(c.Read.Saw, "; "); c.Read.Saw != "" && strings.HasSuffix(c.Detail, c.Read.Saw) && !slices.Contains(saw, end) {
			saw = append(saw, end)
		}
		byResult[c.Result] = append(byResult[c.Result], text)
	}
	var out []string
	for _, res := range outcome.Results() {
		if list := byResult[res]; len(list) > 0 {
			out = append(out, string(res)+": "+outcome.SomeOf(list))
		}
	}
	return strings.Join(append(out, saw...), "; ")
}

// alike says whether all controls of a setting fared the same.
func (s *Setting) alike() bool {
	for _, c := range s.Controls {
		if c.Result != s.Controls[0].Result || c.Detail != s.Controls[0].Detail {
			return false
		}
	}
	return len(s.Controls) > 0
}
