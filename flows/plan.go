package flows

import (
	"maps"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// pagePlan is what is wanted of a page: its settings as they were read, with what is
// to become of them and what became.
type pagePlan struct {
	settings []*plannedSetting
	// changes are the controls that are to be set.
	changes []*control
	// proved are the changes of the try before that need no other one. What is said
	// once more may take them back, so they are read again with it.
	proved []*control
}

// plannedSetting is one setting of a page: as it was read, what is wanted of its controls
// and what came of it.
type plannedSetting struct {
	// read is the setting as it was read.
	read     *reading
	wish     wanted.Wish
	controls []*control
	// before is its value when the run first read it.
	before string
}

// control is one control of a setting: as it was read, what is wanted of it and what
// came of it.
type control struct {
	reading *reading
	// read is what it was when it was planned. Nothing writes to it: it is a copy, for
	// the readings of a page go on.
	read *part
	// first is what it was when the run first read it; nil where it was not there
	// then. It is another than read in a second try.
	first *part
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
func planOf(r *reading) *plannedSetting {
	s := &plannedSetting{read: r, wish: r.wish}
	for _, p := range r.parts {
		s.add(p)
	}
	return s
}

// add adds a control with what the reading says of it.
func (s *plannedSetting) add(p *part) *control {
	read := *p
	c := &control{reading: s.read, read: &read, match: p.match, result: p.result, detail: p.detail}
	s.controls = append(s.controls, c)
	return c
}

func settingsOf(readings []*reading) []*plannedSetting {
	out := make([]*plannedSetting, len(readings))
	for i, r := range readings {
		out[i] = planOf(r)
	}
	return out
}

// key names a control among all of a page.
func (c *control) key() string { return c.reading.key(c.read) }

// in is what a control was read to be among other readings; nil if it is not there.
func (c *control) in(all []*reading) *part {
	return findPart(all, c.reading.wish.Setting.ID, c.read.key)
}

// now is what a control means, as far as it is known.
func (c *control) now() string {
	if c.proved {
		return c.after
	}
	return c.read.value
}

// prove notes what a control was read back to be.
func (c *control) prove(value string) { c.after, c.proved = value, true }

// retry says whether the fresh page still showed the old value. A third value is
// somebody else's.
func (c *control) retry() bool {
	return (c.result == outcome.Reverted || c.result == outcome.Failed) && c.now() == c.read.value
}

// value is the setting's canonical value, as far as it is known.
func (s *plannedSetting) value() string {
	values := make([]string, len(s.controls))
	for i, c := range s.controls {
		values[i] = c.now()
	}
	return overall(s.wish.Setting, values)
}

func (s *plannedSetting) candidate() int {
	out := 0
	for _, c := range s.controls {
		if c.read.found {
			out = max(out, c.read.match.Candidate)
		}
	}
	return out
}

// remember gives a plan what its controls were when the run first read them: what the
// plan before it knows of that or, where there is none, what they are now.
func (p *pagePlan) remember(before pagePlan) {
	for _, s := range p.settings {
		s.before = s.value()
		for _, c := range s.controls {
			c.first = c.read
		}
	}
	if before.settings == nil {
		return
	}
	first := firsts(before.settings)
	for i, s := range p.settings {
		s.before = before.settings[i].before
		for _, c := range s.controls {
			c.first = first[c.key()]
		}
	}
}

// firsts are the controls of a plan as the run first read them.
func firsts(plan []*plannedSetting) map[string]*part {
	out := map[string]*part{}
	for _, s := range plan {
		for _, c := range s.controls {
			out[c.key()] = c.first
		}
	}
	return out
}

// made are all changes of a page that are to be found on it: those of this try,
// and those of the one before.
func (p *pagePlan) made() []*control { return slices.Concat(p.proved, p.changes) }

// retry says whether something is still as it was before.
func (p *pagePlan) retry() bool { return slices.ContainsFunc(p.changes, (*control).retry) }

// set gives all changes of a page a result.
func (p *pagePlan) set(r outcome.Result, detail string) {
	for _, c := range p.made() {
		c.result, c.detail = r, detail
	}
}

// leave says of what was to be set and was not that it was not reached.
func (p *pagePlan) leave() {
	for _, s := range p.settings {
		for _, c := range s.controls {
			if c.result == outcome.WouldChange {
				c.result, c.detail = outcome.Skipped, "not reached: the run was stopped"
			}
		}
	}
}

// goOn leaves to another try what is still as it was. What does not show its old value
// any more keeps what became of it: it is not for us to say once more.
func (p *pagePlan) goOn(tried []*control) {
	before := map[string]*control{}
	for _, c := range tried {
		before[c.key()] = c
	}
	open := p.changes[:0:0]
	for _, c := range p.changes {
		if old := before[c.key()]; old != nil && !old.retry() {
			c.result, c.detail = old.result, old.detail
			continue
		}
		open = append(open, c)
	}
	p.changes, p.proved = open, nil
	for _, s := range p.settings {
		for _, c := range s.controls {
			if old := before[c.key()]; old != nil && c.result == outcome.Already {
				c.read, c.want, c.planned = old.read, old.want, old.planned
				c.result, c.detail = old.result, old.detail
				p.proved = append(p.proved, c)
			}
		}
	}
}

// addLost gives a setting a control for each that is to be set back and is not on
// the page any more.
func (s *plannedSetting) addLost() {
	if s.wish.Parts == nil || s.read.missing() {
		return
	}
	there := map[string]bool{}
	for _, c := range s.controls {
		there[c.read.key] = true
	}
	for _, key := range slices.Sorted(maps.Keys(s.wish.Parts)) {
		if !there[key] {
			s.add(&part{key: key, result: outcome.NotFound, detail: "it is not on the page any more"})
		}
	}
}

// detail tells of each control, where there is something to tell.
func (s *plannedSetting) detail() string {
	if s.alike() {
		return s.controls[0].detail
	}
	byResult := map[outcome.Result][]string{}
	var saw []string
	for _, c := range s.controls {
		text := c.read.key
		if c.detail != "" && c.result != outcome.Already {
			text += " (" + strings.TrimSuffix(c.detail, c.read.saw) + ")"
		}
		if end := strings.TrimPrefix(c.read.saw, "; "); c.read.saw != "" && strings.HasSuffix(c.detail, c.read.saw) && !slices.Contains(saw, end) {
			saw = append(saw, end)
		}
		byResult[c.result] = append(byResult[c.result], text)
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
func (s *plannedSetting) alike() bool {
	for _, c := range s.controls {
		if c.result != s.controls[0].result || c.detail != s.controls[0].detail {
			return false
		}
	}
	return len(s.controls) > 0
}
