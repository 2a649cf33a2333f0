package policy

import "github.com/plexpriv/plexpriv/selectors"

// Difference is a setting for which a policy wants something else than its level.
type Difference struct {
	ID string
	// Level is what the level wants, Policy what the policy wants; [selectors.Keep]
	// leaves the setting alone.
	Level, Policy string
	// Line is the line of the file that says so.
	Line int
}

// Differences returns what a choice changes in a level, in the catalogue's order.
// fallback is the level if the choice names none.
func (c Choice) Differences(cat *selectors.Catalogue, fallback string) []Difference {
	level := c.Level
	if level == "" {
		level = fallback
	}
	var out []Difference
	for _, s := range cat.Settings() {
		d := Difference{ID: s.ID, Level: s.Levels[level]}
		if line, ok := c.Keep[s.ID]; ok {
			d.Policy, d.Line = selectors.Keep, line.Number
		} else if line, ok := c.Set[s.ID]; ok {
			d.Policy, d.Line = line.Value, line.Number
		} else {
			continue
		}
		if d.Policy != d.Level {
			out = append(out, d)
		}
	}
	return out
}
