package run

import (
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/policy"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Wanted is what the accounts are to be like: the selection of the flags, and the policy
// under it, if there is one.
type Wanted struct {
	Selection wanted.Selection
	Policy    *policy.Policy
	// LevelGiven means that the level was given as a flag.
	LevelGiven bool
}

// selectionFor is what is wanted of one account.
func (w *Wanted) selectionFor(m *Member) wanted.Selection {
	return w.Policy.Over(w.Selection, w.LevelGiven, policyAccount(m))
}

// baseLevel is the level of accounts that the policy does not name.
func (w *Wanted) baseLevel() string {
	return w.Policy.Over(w.Selection, w.LevelGiven, policy.Account{}).Level
}

// markRefused marks the settings whose value the person asked for with --set and did not
// get: it would be less private than the present one, or Plex does not offer it.
func (w *Wanted) markRefused(report *outcome.AccountReport) {
	for i := range report.Settings {
		s := &report.Settings[i]
		value, asked := w.askedFor(report, s.ID)
		if !asked {
			continue
		}
		switch s.Result {
		case outcome.Skipped, outcome.NotOffered:
			s.Refused = true
		case outcome.Already:
			s.Refused = s.After != value
		}
	}
}

// askedFor is the value that the person asked for with --set, for a setting of a report. One
// that is on a server may have been named with the server, or for all of them.
func (w *Wanted) askedFor(report *outcome.AccountReport, id string) (value string, asked bool) {
	base, key := selectors.CutPlace(id)
	place := wanted.Place{Key: key, Names: []string{report.Places[key]}}
	value, asked = w.Selection.Set[base]
	for set, narrow := range w.Selection.Set {
		// Without a key there is one server only, and so it is that one.
		if b, at := selectors.CutPlace(set); b == base && at != "" && (key == "" || place.Called(at)) {
			value, asked = narrow, true
		}
	}
	return value, asked
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
