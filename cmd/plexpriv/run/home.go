package run

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/selectors"
)

// Members finds the accounts that were asked for. api is needed only for Home users. A
// profile without a session does not stop the others: its Member has the error.
func Members(ctx context.Context, w *world.World, store session.Store, api signin.API, who Accounts) ([]Member, error) {
	names := who.Profiles
	if who.All {
		var err error
		if names, err = store.Profiles(ctx); err != nil {
			return nil, err
		}
	}
	var out []Member
	for _, name := range names {
		m := Member{Profile: name}
		if m.stored, m.Err = store.Load(ctx, name); errors.Is(m.Err, session.ErrNotFound) {
			m.Err = exit.NoSession(name)
		}
		if m.stored != nil {
			w.Terminal.Secrets.Hide(m.stored.Secrets()...)
		}
		out = append(out, m)
	}
	if !who.Home() || len(out) == 0 {
		return out, nil
	}
	homes, err := homes(ctx, api, out)
	if err != nil {
		return nil, err
	}
	if who.Family {
		return familyMembers(homes)
	}
	return usersByName(homes, who.Users)
}

// home is a Plex Home as one profile sees it.
type home struct {
	member Member
	users  []signin.HomeUser
	// admin says that the profile's account owns the Home.
	admin bool
}

// homes asks Plex for the users of each profile's Home. A profile whose Home cannot be
// read keeps the error, unless it is the only one: then homes returns it.
func homes(ctx context.Context, api signin.API, profiles []Member) ([]home, error) {
	var out []home
	for _, m := range profiles {
		h := home{member: m}
		if h.member.Err == nil {
			h.users, h.member.Err = signin.Home{API: api, Session: m.stored}.Users(ctx)
		}
		if h.member.Err != nil && len(profiles) == 1 {
			return nil, h.member.Err
		}
		for i, u := range h.users {
			if u.HasID(m.stored.Account.ID) {
				h.member.user, h.admin = &h.users[i], u.Admin || len(h.users) == 1
			}
		}
		out = append(out, h)
	}
	return out, nil
}

// familyMembers is what --family selects: the profiles' own accounts, and all users of
// the Homes that they own. An account that is in several Homes is listed once.
func familyMembers(homes []home) ([]Member, error) {
	var out []Member
	add := func(m Member) {
		twice := func(n Member) bool { return n.stored != nil && m.stored != nil && n.AccountID() == m.AccountID() }
		if !slices.ContainsFunc(out, twice) {
			out = append(out, m)
		}
	}
	for _, h := range homes {
		if !h.admin && h.member.Err == nil && len(homes) == 1 {
			return nil, notAdminError(h)
		}
		add(h.member)
	}
	for _, h := range homes {
		for i := range h.users {
			if h.admin && &h.users[i] != h.member.user {
				add(Member{Profile: h.member.Profile, stored: h.member.stored, user: &h.users[i]})
			}
		}
	}
	return out, nil
}

// usersByName finds the Home users that were named with --home-user.
func usersByName(homes []home, names []string) ([]Member, error) {
	var out []Member
	var errs []error
	for _, name := range names {
		m, err := userByName(homes, name)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(out, func(n Member) bool { return n.AccountID() == m.AccountID() }) {
			out = append(out, m)
		}
	}
	for _, h := range homes {
		errs = append(errs, h.member.Err)
	}
	if len(out) == 0 {
		return nil, errors.Join(errs...)
	}
	return out, nil
}

func userByName(homes []home, name string) (Member, error) {
	var found []Member
	var there, whose []string
	for _, h := range homes {
		if h.member.Err != nil {
			continue
		}
		whose = append(whose, h.member.stored.Account.Username)
		for i := range h.users {
			u := &h.users[i]
			if !slices.Contains(there, u.Name()) {
				there = append(there, u.Name())
			}
			if !u.HasName(name) {
				continue
			}
			m := Member{Profile: h.member.Profile, stored: h.member.stored, user: u, named: true}
			if m.needsSwitch() && !h.admin {
				return Member{}, notAdminError(h)
			}
			if !slices.ContainsFunc(found, func(n Member) bool { return n.AccountID() == m.AccountID() }) {
				found = append(found, m)
			}
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return Member{}, exit.Usagef("%d users of the Plex Home are called %q", len(found), name).Hinting("their user names, or their ids at Plex, tell them apart")
	case len(whose) == 0:
		for _, h := range homes {
			return Member{}, h.member.Err
		}
	}
	hint := "there are: " + strings.Join(there, ", ")
	if several := namedTogether(name, there); len(several) > 1 {
		return Member{}, exit.Usagef("there is no user %q in the Plex Home of %s", name, strings.Join(whose, ", ")).
			Hinting("one flag for each name: --home-user " + strings.Join(several, " --home-user "))
	}
	if near := selectors.Nearest(name, there); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "? " + hint
	}
	return Member{}, exit.Usagef("there is no user %q in the Plex Home of %s; for friends, who have an account elsewhere, plexpriv cannot act: they run it themselves",
		name, strings.Join(whose, ", ")).Hinting(hint)
}

// namedTogether are the names of a list with commas, if all of them are there, each as a
// shell takes it.
func namedTogether(list string, there []string) []string {
	var out []string
	for _, part := range strings.Split(list, ",") {
		i := slices.IndexFunc(there, func(name string) bool { return strings.EqualFold(name, strings.TrimSpace(part)) })
		if i < 0 {
			return nil
		}
		out = append(out, presentation.Quoted(there[i]))
	}
	return out
}

func notAdminError(h home) error {
	return exit.Usagef("%s does not own the Plex Home: only its admin acts for its users", h.member.stored.Account.Username).
		Hinting("sign in as the admin: plexpriv login --profile NAME")
}
