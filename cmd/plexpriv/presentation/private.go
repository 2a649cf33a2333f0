package presentation

import (
	"cmp"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// isPrivate reports whether a setting is as private as Plex lets it be. What somebody wants
// need not be: a setting that they want on, or shown to friends, is as wanted, and no more.
func isPrivate(c *selectors.Catalogue, s *outcome.SettingReport) bool {
	if s.Reason == outcome.Strictest {
		return true
	}
	known := settingOf(c, s)
	if known == nil {
		return false
	}
	values := known.ValueNames(&c.Words)
	return len(values) > 0 && cmp.Or(s.After, s.Before) == values[0]
}

// wasLeft reports whether a setting was left as it is by choice, though the usual level has a
// value for it.
func wasLeft(c *selectors.Catalogue, s *outcome.SettingReport) bool {
	switch s.Reason {
	case outcome.KeptByLevel, outcome.KeptByPolicy, outcome.LeftOut:
		known := settingOf(c, s)
		return s.Before != "" && (known == nil || known.Levels[defaultLevel] != selectors.Keep)
	}
	return false
}

// settingOf is the setting of the catalogue, wherever it was found; nil if there is none.
func settingOf(c *selectors.Catalogue, s *outcome.SettingReport) *selectors.Setting {
	id, _ := selectors.CutPlace(s.ID)
	return c.Setting(id)
}
