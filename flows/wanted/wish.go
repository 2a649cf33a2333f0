package wanted

import (
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// Wish is what is wanted for one setting.
type Wish struct {
	Setting *selectors.Setting
	// Value is the canonical word, or Keep.
	Value string
	// Explicit says that the person asked for this value; it may widen if that is
	// allowed.
	Explicit bool
	// Skipped is the reason why the setting is left alone; empty if it is not.
	Skipped string
	// Reason is the same for programs.
	Reason outcome.Reason
	// Parts, if not nil, holds a canonical word for each control key, instead of one
	// value for all. Controls that it does not name are left alone.
	Parts map[string]string
	// Ours, used with Parts, holds what an earlier run left. A control that shows
	// neither that nor the wanted value is left alone. If Ours is nil, every control is
	// set.
	Ours map[string]string
}

// Page holds the wishes for one page, in the catalogue's order.
type Page struct {
	Page   *selectors.Page
	Wishes []Wish
}

// Canonical returns the canonical word that is wanted; empty if the setting is kept.
func (w Wish) Canonical() string {
	if w.Value == selectors.Keep {
		return ""
	}
	return Canonical(w.Setting, w.Value)
}

// Canonical returns the canonical word of a setting for a word of the person, the catalogue
// or the journal; empty if it has no such value.
func Canonical(s *selectors.Setting, value string) string {
	switch {
	case s.Kind == selectors.AudienceChoice, s.Stored != nil && s.Stored.HasWord(value):
		return value
	}
	return CanonicalSwitch(s, SwitchState(s, value))
}

// CanonicalSwitch returns the canonical word for a switch's state.
func CanonicalSwitch(s *selectors.Setting, state sight.State) string {
	switch state {
	case sight.On:
		return s.Values.On
	case sight.Off:
		return s.Values.Off
	}
	return ""
}

// SwitchState returns the state for a canonical word. It always understands "on" and
// "off".
func SwitchState(s *selectors.Setting, value string) sight.State {
	switch value {
	case s.Values.On, "on":
		return sight.On
	case s.Values.Off, "off":
		return sight.Off
	}
	return sight.NoState
}
