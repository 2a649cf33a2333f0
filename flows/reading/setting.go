package reading

import (
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Part is one control of a setting as it was read. Once the page is planned it does
// not change any more.
type Part struct {
	// Key names it within the setting: the control's id, or a vendor's name.
	Key   string
	Match sight.Match
	Found bool
	// Value is the canonical word, empty where it could not be read.
	Value  string
	Result outcome.Result
	Detail string
	// Saw is the end of a detail that says what else was there: often the same for
	// all controls of a setting.
	Saw string
	// At is where on the page it shows.
	At Place
	// Rest stands for the rows of a list that were not read.
	Rest bool
}

// Setting is one setting as it was read.
type Setting struct {
	Wish  wanted.Wish
	Parts []*Part
	// Bulk is the control that sets all parts at once, where there is one.
	Bulk *Bulk
}

// Bulk is a bulk control as it was found: a control, or a button or link.
type Bulk struct {
	Def  *selectors.Bulk
	Ref  sight.Ref
	Path []sight.Ref
	Name string
	// State is what it says of itself, if it is a control.
	State sight.State
	Layer sight.Ref
}

// Value is the setting's canonical value.
func (r *Setting) Value() string {
	values := make([]string, len(r.Parts))
	for i, p := range r.Parts {
		values[i] = p.Value
	}
	return Overall(r.Wish.Setting, values)
}

// Overall is the value of a setting with controls of the given ones: that of its
// least private part, and nothing where a part that could not be read might be less
// private still.
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

// Complete says whether everything about the setting was found and read.
func (r *Setting) Complete() bool {
	for _, p := range r.Parts {
		if !p.Found || p.Value == "" {
			return false
		}
	}
	return len(r.Parts) > 0
}

// Missing says whether nothing of the setting was found.
func (r *Setting) Missing() bool {
	for _, p := range r.Parts {
		if p.Found || p.Rest || p.Result == outcome.Ambiguous {
			return false
		}
	}
	return true
}

// Signature changes whenever anything read changes.
func (r *Setting) Signature() string {
	var b strings.Builder
	for _, p := range r.Parts {
		fmt.Fprintf(&b, "%s=%s/%s/%v;", p.Key, p.Match.Said(), p.Result, p.Match.Disabled)
	}
	return r.Wish.Setting.ID + ":" + b.String()
}

// Key names a control among all of a page.
func (r *Setting) Key(p *Part) string { return r.Wish.Setting.ID + "/" + p.Key }

// Values are those of the setting's controls that show.
func (r *Setting) Values() map[string]string {
	out := map[string]string{}
	for _, p := range r.Parts {
		if p.Found {
			out[p.Key] = p.Value
		}
	}
	return out
}

// WantsAll says whether the same state is wanted of all controls of a setting.
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

// Unbelieved takes the value of a reading back, for a reason.
func (r *Setting) Unbelieved(why string) {
	for _, p := range r.Parts {
		p.Result, p.Detail, p.Value = outcome.Unreadable, why, ""
	}
}

// Explained says why a setting is not there. One of which nothing can be said may be.
func (r *Setting) Explained(result outcome.Result, why string) {
	for i := range r.Parts {
		r.Parts[i] = &Part{Key: r.Parts[i].Key, Rest: result == outcome.Unreadable, Result: result, Detail: why}
	}
}

// FindPart finds a control of a setting among readings; nil if it is not there.
func FindPart(all []*Setting, setting, key string) *Part {
	for _, p := range PartsOf(all, setting) {
		if p.Key == key {
			return p
		}
	}
	return nil
}

// PartsOf are the controls of a setting.
func PartsOf(all []*Setting, setting string) []*Part {
	for _, r := range all {
		if r.Wish.Setting.ID == setting {
			return r.Parts
		}
	}
	return nil
}
