package flows

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// ownership asks whose the open site is: by the token, by the cookies that the site has by
// now, and by what the open pages have stored. Each may be somebody else's.
func (s *openSite) ownership(ctx context.Context, tabs []page.Tab) signin.Ownership {
	at := time.Now()
	cookies, err := s.site.Cookies(ctx)
	if err != nil {
		return signin.Ownership{Identity: signin.Identity{Err: page.StoppedOr(ctx, err)}}
	}
	s.before, s.asOf = append([]automation.Cookie{}, s.withoutNotes(cookies)...), at
	stored := signin.StoredIn(s.who.State)
	for _, tab := range tabs {
		if tab.Stuck() {
			continue
		}
		if now, err := tab.LocalStorage(ctx, signin.StorageKeys); err == nil {
			stored = append(stored, now)
		}
	}
	return s.ownershipOf(ctx, cookies, stored)
}

func (s *openSite) ownershipOf(ctx context.Context, cookies []automation.Cookie, stored []automation.Stored) signin.Ownership {
	is := s.owners.Of(ctx, s.site, s.expected(), signin.Carried{Token: s.who.Token, ClientID: s.who.ClientID, Cookies: cookies, Stored: stored})
	if is.Err == nil {
		s.owned = jar(cookies)
	}
	return is
}

// expected is whose the site has to be.
func (s *openSite) expected() signin.Expected {
	w := s.who
	return signin.Expected{Token: w.Token, ClientID: w.ClientID, ID: w.ID, Username: w.Username, Expect: w.Expect}
}

// renewed returns the cookies for the next run, or nil if they may be somebody else's by
// now.
func (s *openSite) renewed(ctx context.Context) []automation.Cookie {
	cookies, err := s.site.Cookies(ctx)
	if err != nil || s.owned == "" {
		return nil
	}
	cookies = s.withoutNotes(cookies)
	if jar(cookies) == s.owned {
		return cookies
	}
	if is := s.ownershipOf(ctx, cookies, nil); is.Err != nil || is.Shut[signin.HostWWW] != "" {
		s.log.Warn("the cookies of this run are not kept, because they may be somebody else's", "detail", outcome.Join(is.Shut[signin.HostWWW], errorText(is.Err)))
		return nil
	}
	return cookies
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// jar tells two sets of cookies apart.
func jar(cookies []automation.Cookie) string {
	var b strings.Builder
	for _, c := range cookies {
		fmt.Fprintf(&b, "%q %q %q %q\n", c.Name, c.Domain, c.Path, c.Value)
	}
	return b.String() + "."
}

// makeSure ends the work on an account if any part of its session is another account's. A
// page on a host that nothing in the session opens counts as signed out: who is asked
// there, and for whom something would be set, is not known.
func (s *openSite) makeSure(ctx context.Context, all pages) error {
	is := s.ownership(ctx, all.tabs())
	if is.Err != nil {
		return is.Err
	}
	for _, p := range all {
		why := is.Shut[page.HostOf(p.wishes.Page.URL)]
		if why == "" || page.Shown(p.found.Readings) == 0 {
			continue
		}
		f := p.open.visit.Halt(outcome.PageSignedOut, fmt.Sprintf("it is not certain who is signed in at %s: %s", page.HostOf(p.wishes.Page.URL), why))
		f.Took = p.found.Took
		p.found = &f
	}
	return nil
}

// afterWriting returns the same error for a run that has set something already.
func afterWriting(err error) error {
	var wrong *outcome.WrongAccountError
	if !errors.As(err, &wrong) {
		return err
	}
	late := *wrong
	late.Wrote = true
	return &late
}

// stillOurs says whether what was read of pages to prove changes is the account's: the
// error if another account is signed in by now, and whether a page is on a host that
// nothing opens any more. If Plex does not answer, the pages decide.
func (s *openSite) stillOurs(ctx context.Context, all pages) (stranger error, shut bool) {
	is := s.ownership(ctx, all.tabs())
	if stranger = afterWriting(is.Err); errors.As(stranger, new(*outcome.WrongAccountError)) {
		return stranger, false
	}
	for _, p := range all {
		shut = shut || is.Shut[page.HostOf(p.wishes.Page.URL)] != ""
	}
	return nil, shut
}
