package wanted

import (
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/selectors"
)

// Wish is what is wanted for one setting.
type Wish struct {
	Setting *selectors.Setting
	// Value is the canonical word, or Keep.
	Value string
	// Explicit values were asked for by the person; they may widen if allowed.
	Explicit bool
	// Skipped settings are left alone, for the reason given.
	Skipped string
	// Parts, if not nil, holds canonical words by control key, in place of one
	// value for all; controls that it does not name are left alone.
	Parts map[string]string
	// Ours, with Parts, holds what an earlier run left there. A control that
	// shows neither that nor the wanted value is left alone. Nil: none is.
	Ours map[string]string
}

// Page are the wishes for one page, in the catalogue's order.
type Page struct {
	Page   *selectors.Page
	Wishes []Wish
}

// Canonical is the canonical word for what is wanted, empty where the setting is kept.
func (w Wish) Canonical() string {
	if w.Value == selectors.Keep {
		return ""
	}
	if w.Setting.Kind == selectors.AudienceChoice {
		return w.Value
	}
	return CanonicalSwitch(w.Setting, SwitchState(w.Setting, w.Value))
}

// CanonicalSwitch is the word for a switch's state.
func CanonicalSwitch(s *selectors.Setting, state sight.State) string {
	switch state {
	case sight.On:
		return s.Values.On
	case sight.Off:
		return s.Values.Off
	}
	return ""
}

// SwitchState is the state behind a canonical word; "on" and "off" are always understood.
func SwitchState(s *selectors.Setting, value string) sight.State {
	switch value {
	case s.Values.On, "on":
		return sight.On
	case s.Values.Off, "off":
		return sight.Off
	}
	return sight.NoState
}
