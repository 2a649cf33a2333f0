package run

import (
	"fmt"
	"maps"
	"strings"

	"github.com/plexpriv/plexpriv/flows/policy"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// Choice is what is wanted of the accounts: what the flags say, and the policy beneath
// it, where there is one.
type Choice struct {
	Selection wanted.Selection
	Policy    *policy.Policy
	// LevelGiven says that the level is a flag's.
	LevelGiven bool
}

// of is what is wanted of an account: the flags on top of the policy on
// top of the level. A level that is given as a flag begins anew; what the policy
// keeps is kept all the same.
func (c *Choice) of(m *Member) wanted.Selection {
	if c.Policy == nil {
		return c.Selection
	}
	return c.merge(c.Policy.For(policyAccount(m)))
}

func (c *Choice) merge(over policy.Choice) wanted.Selection {
	s := c.Selection
	if !c.LevelGiven {
		if over.Level != "" {
			s.Level = over.Level
		}
		s.Set = map[string]string{}
		for id, line := range over.Set {
			s.Set[id] = line.Value
		}
		maps.Copy(s.Set, c.Selection.Set)
	}
	s.Keep = map[string]string{}
	for id, line := range over.Keep {
		s.Keep[id] = fmt.Sprintf("kept by %s, line %d", c.Policy.File, line.Number)
		if _, set := c.Selection.Set[id]; set {
			s.Keep[id] += "; --set does not change that"
		}
	}
	return s
}

// level is the level of accounts that no part of the policy names.
func (c *Choice) level() string {
	if c.Policy == nil {
		return c.Selection.Level
	}
	return c.merge(c.Policy.Base()).Level
}

func (c *Choice) policyFile() string {
	if c.Policy == nil {
		return ""
	}
	return c.Policy.File
}

// policyAccount is an account as a policy knows it: a profile is its own account,
// not that of the Home users who are reached through it.
func policyAccount(m *Member) policy.Account {
	a := policy.Account{}
	if !m.foreign() {
		a.Profile = m.Profile
	}
	a.Called = func(name string) bool {
		return m.user != nil && m.user.Called(name) ||
			!m.foreign() && m.stored != nil && strings.EqualFold(m.stored.Account.Username, name)
	}
	return a
}

// tellUnused warns of a part of the policy that is for nobody who is there: a
// misspelt name would leave a child at the level of the others.
func tellUnused(f *frame, found []Member) {
	o := f.options
	if o.Wanted.Policy == nil {
		return
	}
	var all []policy.Account
	for _, m := range found {
		all = append(all, policyAccount(&m))
	}
	warn := func(headings []string, where string) {
		for _, h := range headings {
			fmt.Fprintf(f.world.Terminal.Stderr, "plexpriv: %s in %s is for nobody %s\n", h, o.Wanted.Policy.File, where)
		}
	}
	if o.Accounts.Family {
		warn(o.Wanted.Policy.Unused(true, all), "in the Plex Home")
	}
	if o.Accounts.All {
		warn(o.Wanted.Policy.Unused(false, all), "among the stored sessions")
	}
}
