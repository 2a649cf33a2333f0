package reading

import (
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/meaning"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Part is one control of a setting as it was read. Until the page is planned, package
// page may complete it with the options of a drop-down, and package list with its place,
// its name in the whole list, and what a second look has found. Nothing changes it once
// the plan is made.
type Part struct {
	// Key identifies it within the setting: the control's id, or a vendor's name.
	Key   string
	Match sight.Match
	Found bool
	// Meaning says what "on" means for it, if it is no audience.
	Meaning meaning.Reading
	// Value is the canonical word; empty where it could not be read.
	Value  string
	Result outcome.Result
	Detail string
	// Saw is the end of Detail that lists what else the page shows. It is often the
	// same for all controls of a setting, and is then reported once.
	Saw string
	// At is where on the page it shows.
	At Place
	// Rest says that the part stands for all rows of a list that were not read.
	Rest bool
}

// Setting is one setting as it was read.
type Setting struct {
	Wish  wanted.Wish
	Parts []*Part
	// Bulk is the control that sets all parts at once, where there is one.
	Bulk *Bulk
}

// Bulk is a bulk control that was found: a toggle, an option, a button or a link.
type Bulk struct {
	Def  *selectors.Bulk
	Ref  sight.Ref
	Path []sight.Ref
	Name string
	// State is its own state; a button or link has none.
	State sight.State
	Layer sight.Ref
}

// Value returns the setting's canonical value.
func (r *Setting) Value() string {
	values := make([]string, len(r.Parts))
	for i, p := range r.Parts {
		values[i] = p.Value
	}
	return Overall(r.Wish.Setting, values)
}

// Overall returns the value of a setting from the values of its controls: the least
// private one. It is empty if a control that could not be read might be less private
// still.
func Overall(s *selectors.Setting, values []string) string {
	out, unread := "", false
	for _, value := range values {
		switch {
		case value == "":
			unread = true
		case s.Kind == selectors.AudienceChoice || out == "" || value == s.Values.On:
			out = value
		}
	}
	if unread && out != s.Values.On {
		return ""
	}
	return out
}

// Complete says whether every control of the setting was found and read.
func (r *Setting) Complete() bool {
	for _, p := range r.Parts {
		if !p.Found || p.Value == "" {
			return false
		}
	}
	return len(r.Parts) > 0
}

// Missing says whether no control of the setting was found.
func (r *Setting) Missing() bool {
	for _, p := range r.Parts {
		if p.Found || p.Rest || p.Result == outcome.Ambiguous {
			return false
		}
	}
	return true
}

// Signature changes whenever anything that was read changes.
func (r *Setting) Signature() string {
	var b strings.Builder
	for _, p := range r.Parts {
		fmt.Fprintf(&b, "%s=%s/%s/%v;", p.Key, p.Match.Said(), p.Result, p.Match.Disabled)
	}
	return r.Wish.Setting.ID + ":" + b.String()
}

// Key identifies a control among all controls of a page.
func (r *Setting) Key(p *Part) string { return r.Wish.Setting.ID + "/" + p.Key }

// Values returns the values of the controls that were found, by key.
func (r *Setting) Values() map[string]string {
	out := map[string]string{}
	for _, p := range r.Parts {
		if p.Found {
			out[p.Key] = p.Value
		}
	}
	return out
}

// WantsAll says whether all controls of the setting should have the same state.
func (r *Setting) WantsAll(state string) bool {
	s := r.Wish.Setting
	want := wanted.SwitchState(s, state)
	if r.Wish.Parts == nil {
		return wanted.SwitchState(s, r.Wish.Value) == want
	}
	for _, p := range r.Parts {
		if p.Found && wanted.SwitchState(s, r.Wish.Parts[p.Key]) != want {
			return false
		}
	}
	return true
}

// MarkUnreadable discards the value of a setting and records why.
func (r *Setting) MarkUnreadable(why string) {
	for _, p := range r.Parts {
		p.MarkUnreadable(why)
	}
}

// MarkUnreadable discards the value of a control and records why.
func (p *Part) MarkUnreadable(why string) {
	p.Value, p.Result, p.Detail = "", outcome.Unreadable, why
}

// Update replaces what was read of a control by what another look has found. Its name
// and its place stay.
func (p *Part) Update(now *Part) {
	p.Found, p.Match, p.Meaning = now.Found, now.Match, now.Meaning
	p.Value, p.Result, p.Detail = now.Value, now.Result, now.Detail
}

// MarkMissing replaces the parts of a setting by the reason why they are missing. If the
// result is Unreadable, the setting may be there all the same.
func (r *Setting) MarkMissing(result outcome.Result, why string) {
	for i := range r.Parts {
		r.Parts[i] = &Part{Key: r.Parts[i].Key, Rest: result == outcome.Unreadable, Result: result, Detail: why}
	}
}

// FindPart returns a control of a setting; nil if it was not read.
func FindPart(all []*Setting, setting, key string) *Part {
	for _, p := range PartsOf(all, setting) {
		if p.Key == key {
			return p
		}
	}
	return nil
}

// PartsOf returns the controls of a setting.
func PartsOf(all []*Setting, setting string) []*Part {
	for _, r := range all {
		if r.Wish.Setting.ID == setting {
			return r.Parts
		}
	}
	return nil
}

// AnyTroubled says whether any control has a result that is trouble.
func AnyTroubled(readings []*Setting) bool {
	for _, r := range readings {
		for _, p := range r.Parts {
			if p.Result.Trouble() {
				return true
			}
		}
	}
	return false
}
