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

// Page is the plan of a page: its settings, what is to be done to them, and the
// results.
type Page struct {
	Settings []*Setting
	// Changes are the controls to be set in this try.
	Changes []*Control
	// proved are changes of the first try that succeeded. The second try may undo them,
	// because it saves again, so they are proved again with it.
	proved []*Control
}

// Setting is the plan of one setting: what was read, what is wanted, and the results.
type Setting struct {
	// read is the setting as it was read.
	read     *reading.Setting
	Wish     wanted.Wish
	Controls []*Control
	// Before is its value when the run read it first.
	Before string
}

// Control is the plan of one control: what was read, what is wanted, and the result.
type Control struct {
	Reading *reading.Setting
	// Read is the control as it was when it was planned. It is a copy, because the page
	// is read again later, and nothing changes it.
	Read *reading.Part
	// First is the control as the run read it first; nil if it was not there then. In a
	// second try it differs from Read.
	First *reading.Part
	// Match is the control in the page's current document.
	Match sight.Match
	// Want is the canonical word that it is to mean afterwards; empty if it is left
	// alone.
	Want string
	// Choice is the option to choose for an audience.
	Choice AudienceChoice
	// planned is the detail that the plan gave it.
	planned string

	Result outcome.Result
	Detail string
	// after is its value on the fresh page; proved says that it was read there.
	after  string
	proved bool
	// Api is what Plex's API said about that value.
	Api outcome.Witness

	Err error
	// Unsent says that it was set, but the page sent nothing to Plex and no save button
	// was found.
	Unsent bool
	// Denied says that Plex answered every request that saved it with status 401.
	Denied bool
}

// planOf returns a plan that changes nothing yet.
func planOf(r *reading.Setting) *Setting {
	s := &Setting{read: r, Wish: r.Wish}
	for _, p := range r.Parts {
		s.add(p)
	}
	return s
}

// add adds a control with what was read of it.
func (s *Setting) add(p *reading.Part) *Control {
	read := *p
	c := &Control{Reading: s.read, Read: &read, Match: p.Match, Result: p.Result, Detail: p.Detail}
	s.Controls = append(s.Controls, c)
	return c
}

// SettingsOf returns plans that change nothing yet, one for each setting.
func SettingsOf(readings []*reading.Setting) []*Setting {
	out := make([]*Setting, len(readings))
	for i, r := range readings {
		out[i] = planOf(r)
	}
	return out
}

// Key identifies a control among all controls of a page.
func (c *Control) Key() string { return c.Reading.Key(c.Read) }

// In returns the same control in another reading; nil if it is not there.
func (c *Control) In(all []*reading.Setting) *reading.Part {
	return reading.FindPart(all, c.Reading.Wish.Setting.ID, c.Read.Key)
}

// Now returns the value that was last read.
func (c *Control) Now() string {
	if c.proved {
		return c.after
	}
	return c.Read.Value
}

// prove records the value that the fresh page shows.
func (c *Control) prove(value string) { c.after, c.proved = value, true }

// retry says whether the fresh page still shows the old value. A third value was set by
// somebody else and is not overwritten.
func (c *Control) retry() bool {
	return (c.Result == outcome.Reverted || c.Result == outcome.Failed) && c.Now() == c.Read.Value
}

// Value returns the setting's canonical value as it was last read.
func (s *Setting) Value() string {
	values := make([]string, len(s.Controls))
	for i, c := range s.Controls {
		values[i] = c.Now()
	}
	return reading.Overall(s.Wish.Setting, values)
}

// Candidate returns the rank of the locator that found the setting: the lowest-ranked
// of its controls' locators, 0 if none was found.
func (s *Setting) Candidate() int {
	out := 0
	for _, c := range s.Controls {
		if c.Read.Found {
			out = max(out, c.Read.Match.Candidate)
		}
	}
	return out
}

// KeepFirst records what the controls were when the run read them first: as the plan of
// the first try knows it or, if there was none, as they are now.
func (p *Page) KeepFirst(before Page) {
	for _, s := range p.Settings {
		s.Before = s.Value()
		for _, c := range s.Controls {
			c.First = c.Read
		}
	}
	if before.Settings == nil {
		return
	}
	first := FirstRead(before.Settings)
	for i, s := range p.Settings {
		s.Before = before.Settings[i].Before
		for _, c := range s.Controls {
			c.First = first[c.Key()]
		}
	}
}

// FirstRead returns the controls of a plan as the run read them first.
func FirstRead(plan []*Setting) map[string]*reading.Part {
	out := map[string]*reading.Part{}
	for _, s := range plan {
		for _, c := range s.Controls {
			out[c.Key()] = c.First
		}
	}
	return out
}

// ToProve returns all changes that have to be on the fresh page: those of this try, and
// those of the first one that succeeded.
func (p *Page) ToProve() []*Control { return slices.Concat(p.proved, p.Changes) }

// Retry says whether some change still shows its old value.
func (p *Page) Retry() bool { return slices.ContainsFunc(p.Changes, (*Control).retry) }

// MarkAll gives all changes of a page the same result.
func (p *Page) MarkAll(r outcome.Result, detail string) {
	for _, c := range p.ToProve() {
		c.Result, c.Detail = r, detail
	}
}

// notReached is the detail of a control that was to be set when the run was stopped.
const notReached = "not reached: the run was stopped"

// NotReached reports whether MarkNotReached has marked it.
func (c *Control) NotReached() bool { return c.Result == outcome.Skipped && c.Detail == notReached }

// MarkNotReached marks what was not set as not reached, because the run was stopped.
func (p *Page) MarkNotReached() {
	for _, s := range p.Settings {
		for _, c := range s.Controls {
			if c.Result == outcome.WouldChange {
				c.Result, c.Detail = outcome.Skipped, notReached
			}
		}
	}
}

// KeepRetries makes this the plan of a second try: it keeps only changes that still show their
// old value. A control with any other value keeps its result: it succeeded, or somebody
// else set it.
func (p *Page) KeepRetries(tried []*Control) {
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

// addLost adds a control for each that an undo should set back and that the page does
// not show any more.
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

// Detail describes the results of the controls, the worst first.
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
			out = append(out, strings.ReplaceAll(string(res), "_", " ")+": "+outcome.FirstFew(list))
		}
	}
	return strings.Join(append(out, saw...), "; ")
}

// alike says whether all controls of a setting have the same result and detail.
func (s *Setting) alike() bool {
	for _, c := range s.Controls {
		if c.Result != s.Controls[0].Result || c.Detail != s.Controls[0].Detail {
			return false
		}
	}
	return len(s.Controls) > 0
}
