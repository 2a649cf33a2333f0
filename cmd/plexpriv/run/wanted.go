package run

import (
	"fmt"
	"maps"
	"strings"

	"github.com/plexpriv/plexpriv/flows/policy"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// Wanted is what the accounts are to be like: the selection of the flags, and the policy
// under it, if there is one.
type Wanted struct {
	Selection wanted.Selection
	Policy    *policy.Policy
	// LevelGiven means that the level was given as a flag.
	LevelGiven bool
}

// selectionFor is what is wanted of one account. Flags override the policy, and the
// policy overrides its level. With --level the values that the policy sets do not
// count; what it keeps is still kept.
func (w *Wanted) selectionFor(m *Member) wanted.Selection {
	if w.Policy == nil {
		return w.Selection
	}
	return w.merge(w.Policy.For(policyAccount(m)))
}

func (w *Wanted) merge(over policy.Choice) wanted.Selection {
	s := w.Selection
	if !w.LevelGiven {
		if over.Level != "" {
			s.Level = over.Level
		}
		s.Set = map[string]string{}
		for id, line := range over.Set {
			s.Set[id] = line.Value
		}
		maps.Copy(s.Set, w.Selection.Set)
	}
	s.Keep = map[string]string{}
	for id, line := range over.Keep {
		s.Keep[id] = fmt.Sprintf("kept by %s, line %d", w.Policy.File, line.Number)
		if _, set := w.Selection.Set[id]; set {
			s.Keep[id] += "; --set does not change that"
		}
	}
	return s
}

// baseLevel is the level of accounts that the policy does not name.
func (w *Wanted) baseLevel() string {
	if w.Policy == nil {
		return w.Selection.Level
	}
	return w.merge(w.Policy.Base()).Level
}

func (w *Wanted) policyFile() string {
	if w.Policy == nil {
		return ""
	}
	return w.Policy.File
}

// policyAccount is what a policy needs to know of an account. A [profile.NAME] section
// is for the profile's own account, not for Home users who are reached through it.
func policyAccount(m *Member) policy.Account {
	a := policy.Account{}
	if !m.needsSwitch() {
		a.Profile = m.Profile
	}
	a.Called = func(name string) bool {
		return m.user != nil && m.user.HasName(name) ||
			!m.needsSwitch() && m.stored != nil && strings.EqualFold(m.stored.Account.Username, name)
	}
	return a
}

// warnUnusedRules warns about sections of the policy that match no account. A misspelled
// name would otherwise leave a child at the level of everybody else.
func warnUnusedRules(e *env, found []Member) {
	o := e.options
	if o.Wanted.Policy == nil {
		return
	}
	var all []policy.Account
	for _, m := range found {
		all = append(all, policyAccount(&m))
	}
	warn := func(headings []string, where string) {
		for _, h := range headings {
			fmt.Fprintf(e.world.Terminal.Stderr, "plexpriv: %s in %s is for nobody %s\n", h, o.Wanted.Policy.File, where)
		}
	}
	if o.Accounts.Family {
		warn(o.Wanted.Policy.Unused(true, all), "in the Plex Home")
	}
	if o.Accounts.All {
		warn(o.Wanted.Policy.Unused(false, all), "among the stored sessions")
	}
}
