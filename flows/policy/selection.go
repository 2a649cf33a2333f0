package policy

import (
	"fmt"
	"maps"

	"github.com/plexpriv/plexpriv/flows/wanted"
)

// Over returns what is wanted of an account: the selection of the flags over the policy,
// and the policy over its level. If the level was given as a flag, the values that the
// policy sets do not count; what it keeps is still kept. A nil policy changes nothing.
func (p *Policy) Over(flags wanted.Selection, levelGiven bool, a Account) wanted.Selection {
	if p == nil {
		return flags
	}
	own, s := p.For(a), flags
	if !levelGiven {
		if own.Level != "" {
			s.Level = own.Level
		}
		s.Set = map[string]string{}
		for id, line := range own.Set {
			s.Set[id] = line.Value
		}
		maps.Copy(s.Set, flags.Set)
	}
	s.Keep = map[string]string{}
	for id, line := range own.Keep {
		s.Keep[id] = fmt.Sprintf("kept by %s, line %d", p.File, line.Number)
		if _, set := flags.Set[id]; set {
			s.Keep[id] += "; --set does not change that"
		}
	}
	return s
}
