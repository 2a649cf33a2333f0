package page

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// signInAddress returns where the site's own sign-in begins: where the page says or, if it
// does not, where Plex's own pages lead.
func (o *obstacles) signInAddress(l *sight.Look) string {
	target := SignInURL + url.QueryEscape(o.view.ways.url())
	for _, b := range l.Buttons {
		href := b.Attrs["href"]
		if sight.HasPhrase(b.Title(), o.env.Lex.Cat.Words.SignIn.All()) && strings.HasPrefix(href, "https://www.plex.tv/") {
			target = href
		}
	}
	return target
}

// roundTrip is one try of a site's own sign-in, which comes back by itself if Plex knows
// who is there.
type roundTrip struct {
	env  *Env
	page *selectors.Page
	tab  Tab
	// home is the host that it comes back to.
	home string
	// rest knows since when the tab has been at the same address.
	rest rest
}

// follow waits until the sign-in has come back, or has stopped at an address at which
// nothing is under way any more. unfinished says why it has done neither, or why what it
// has come to says nothing.
func (r *roundTrip) follow(ctx context.Context) (unfinished string, err error) {
	returned := false
	err = automation.Until(ctx, "wait", "the sign-in to come back", r.env.Pace.Look, func(ctx context.Context) (bool, string, error) {
		if r.tab.Stuck() {
			return false, "", automation.ErrUnresponsive
		}
		began := time.Now()
		l, err := r.tab.Look(ctx, sight.Ask{})
		now := time.Now()
		if took := now.Sub(began); err != nil || took > r.env.Pace.hold() {
			r.rest.frozen(took)
		}
		if err != nil {
			return false, err.Error(), nil
		}
		if returned = r.back(l); returned {
			return true, "", nil
		}
		r.rest.shows(fmt.Sprint(l.URL, l.Ready), now)
		return r.over(now), outcome.Address(l.URL), nil
	})
	if err != nil || returned {
		return "", err
	}
	return plexTrouble(r.tab.Troubles()), nil
}

// back says whether a look shows the site again that the sign-in was for.
func (r *roundTrip) back(l *sight.Look) bool {
	here := HostOf(l.URL) == r.home || AtHome(r.page, l.URL)
	return here && !atSignIn(r.page, l.URL) && l.Ready != sight.Loading
}

// over says whether the sign-in has stopped where it is: nothing is under way, and nothing
// is unanswered. A request that is only slow is waited for.
func (r *roundTrip) over(now time.Time) bool {
	pace := r.env.Pace
	return r.rest.lasted(now) >= pace.roundTrip() && r.tab.Quiet() >= pace.Rest && r.tab.Pending(ofPlex) == ""
}

// plexTrouble names a request to Plex that failed for a reason that says nothing about the
// session, "" if there is none.
func plexTrouble(troubles []automation.Write) string {
	for _, t := range troubles {
		if why := passing(t); why != "" && ofPlex(t.URL) {
			return why
		}
	}
	return ""
}

// passing describes a request that failed for a reason that may be gone later, and says
// nothing about the session; "" if it did not.
func passing(t automation.Write) string {
	switch {
	case t.Status == 429 || t.Status >= 500:
		return fmt.Sprintf("%s answers %d", t.URL, t.Status)
	case t.Failed != "" && !t.Refused():
		return fmt.Sprintf("%s: %s", t.URL, t.Failed)
	}
	return ""
}

// ofPlex says whether an address, as host and path, is one of Plex's that may bring
// something that a page shows.
func ofPlex(hostAndPath string) bool {
	host := HostOf("https://" + hostAndPath)
	return (host == "plex.tv" || strings.HasSuffix(host, ".plex.tv")) && bringsControls(hostAndPath)
}
