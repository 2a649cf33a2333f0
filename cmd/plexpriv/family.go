package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/selectors"
)

// member is an account to work on: a profile's own, or a user of its Plex Home.
type member struct {
	profile string
	// stored is the session that the profile keeps; nil if it has none.
	stored *session.Session
	// user is set where a Home user was asked for, which may be the profile's own
	// account.
	user *flows.HomeUser
	// err is why the account cannot be worked on.
	err error
}

// foreign says that the account is reached by a switch in the Plex Home.
func (m *member) foreign() bool { return m.user != nil && !m.user.Is(m.stored.Account.ID) }

// accountID is Plex's id of the account.
func (m *member) accountID() string {
	if m.foreign() {
		return m.user.ID
	}
	return m.stored.Account.ID
}

// name is what people call the account; empty if nobody knows.
func (m *member) name() string {
	switch {
	case m.foreign():
		return m.user.Name()
	case m.stored != nil:
		return m.stored.Account.Username
	}
	return ""
}

// called is what the account is called where there are several.
func (m *member) called() string {
	if m.user == nil && m.profile != exit.DefaultProfile && m.name() != "" {
		return m.name() + ", profile " + m.profile
	}
	return cmp.Or(m.name(), m.profile)
}

// homeUser is the name for the report.
func (m *member) homeUser() *string {
	if m.user == nil {
		return nil
	}
	name := m.user.Name()
	return &name
}

// membersOf finds the accounts that were asked for; api is needed for Home users. One that has no session among
// several does not stop the others: it has an error of its own.
func membersOf(w *world.World, ctx context.Context, store session.Store, api flows.API, who accounts) ([]member, error) {
	names := who.profiles
	if who.all {
		var err error
		if names, err = store.Profiles(ctx); err != nil {
			return nil, err
		}
	}
	var out []member
	for _, name := range names {
		m := member{profile: name}
		if m.stored, m.err = store.Load(ctx, name); errors.Is(m.err, session.ErrNotFound) {
			m.err = exit.NobodyUnder(name)
		}
		if m.stored != nil {
			w.Secrets.Hide(m.stored.Secrets()...)
		}
		out = append(out, m)
	}
	if !who.home() || len(out) == 0 {
		return out, nil
	}
	homes, err := homes(ctx, api, out)
	if err != nil {
		return nil, err
	}
	if who.family {
		return everyUser(homes)
	}
	return usersNamed(homes, who.users)
}

// home is a Plex Home as one profile sees it.
type home struct {
	member
	users []flows.HomeUser
	// admin says that the profile's account owns the Home.
	admin bool
}

// homes asks Plex who is in the Home of each profile. What cannot be asked has
// an error; where there is one profile it is that of the command.
func homes(ctx context.Context, api flows.API, profiles []member) ([]home, error) {
	var out []home
	for _, m := range profiles {
		h := home{member: m}
		if h.err == nil {
			h.users, h.err = flows.Home{API: api, Session: m.stored}.Users(ctx)
		}
		if h.err != nil && len(profiles) == 1 {
			return nil, h.err
		}
		for i, u := range h.users {
			if u.Is(m.stored.Account.ID) {
				h.user, h.admin = &h.users[i], u.Admin || len(h.users) == 1
			}
		}
		out = append(out, h)
	}
	return out, nil
}

// everyUser is what --family means: the profiles' own accounts, and all users
// of the Homes that they own. Who is in several is worked on once.
func everyUser(homes []home) ([]member, error) {
	var out []member
	add := func(m member) {
		twice := func(n member) bool { return n.stored != nil && m.stored != nil && n.accountID() == m.accountID() }
		if !slices.ContainsFunc(out, twice) {
			out = append(out, m)
		}
	}
	for _, h := range homes {
		if !h.admin && h.err == nil && len(homes) == 1 {
			return nil, notAdmin(h)
		}
		add(h.member)
	}
	for _, h := range homes {
		for i := range h.users {
			if h.admin && &h.users[i] != h.user {
				add(member{profile: h.profile, stored: h.stored, user: &h.users[i]})
			}
		}
	}
	return out, nil
}

// usersNamed finds Home users by name.
func usersNamed(homes []home, names []string) ([]member, error) {
	var out []member
	var errs []error
	for _, name := range names {
		m, err := userNamed(homes, name)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(out, func(n member) bool { return n.accountID() == m.accountID() }) {
			out = append(out, m)
		}
	}
	for _, h := range homes {
		errs = append(errs, h.err)
	}
	if len(out) == 0 {
		return nil, errors.Join(errs...)
	}
	return out, nil
}

func userNamed(homes []home, name string) (member, error) {
	var found []member
	var there, whose []string
	for _, h := range homes {
		if h.err != nil {
			continue
		}
		whose = append(whose, h.stored.Account.Username)
		for i := range h.users {
			u := &h.users[i]
			if !slices.Contains(there, u.Name()) {
				there = append(there, u.Name())
			}
			if !u.Called(name) {
				continue
			}
			m := member{profile: h.profile, stored: h.stored, user: u}
			if m.foreign() && !h.admin {
				return member{}, notAdmin(h)
			}
			if !slices.ContainsFunc(found, func(n member) bool { return n.accountID() == m.accountID() }) {
				found = append(found, m)
			}
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return member{}, exit.Usagef("%d users of the Plex Home are called %q", len(found), name).Hinting("their user names, or their ids at Plex, tell them apart")
	case len(whose) == 0:
		for _, h := range homes {
			return member{}, h.err
		}
	}
	hint := "there are: " + strings.Join(there, ", ")
	if near := selectors.Nearest(name, there); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "? " + hint
	}
	return member{}, exit.Usagef("there is no user %q in the Plex Home of %s; for friends, who have an account elsewhere, plexpriv cannot act: they run it themselves",
		name, strings.Join(whose, ", ")).Hinting(hint)
}

func notAdmin(h home) error {
	return exit.Usagef("%s does not own the Plex Home: only its admin acts for its users", h.stored.Account.Username).
		Hinting("sign in as the admin: plexpriv login --profile NAME")
}

// switchTo signs a Home user in. The PIN is asked for when there is one, and at
// most twice: Plex locks out those who guess.
func (r *accountsRun) switchTo(ctx context.Context, a *accountRun) (*session.Session, error) {
	const mostWrong = 2
	var pin string
	needed := a.user.Protected
	for wrong := 0; ; {
		if needed {
			var err error
			if pin, err = r.pins.get(ctx, *a.user, wrong > 0); err != nil {
				return nil, err
			}
		}
		s, err := flows.Home{API: r.api, Session: a.stored}.Switch(ctx, *a.user, pin)
		if err == nil {
			r.world.Secrets.Hide(s.Secrets()...)
			return s, nil
		}
		if !errors.Is(err, flows.ErrPIN) {
			return nil, err
		}
		if pin != "" {
			wrong++
		}
		if needed = true; wrong > 0 && (wrong == mostWrong || !r.pins.asks()) {
			return nil, fmt.Errorf("%w (tried %s)", err, times(wrong))
		}
	}
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
