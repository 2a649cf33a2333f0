package survey

import (
	"context"
	"testing"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// adasSite is a site of which every part is ada's.
type adasSite struct{ page.Site }

func (adasSite) Cookies(context.Context) ([]automation.Cookie, error) { return nil, nil }

func (adasSite) Get(context.Context, string, map[string]string) (automation.Fetched, error) {
	return automation.Fetched{Status: 200, Body: `{"uuid":"u1","username":"ada"}`}, nil
}

// A site that takes us for a visitor, or shows nothing, holds nobody, whatever the session
// says.
func TestOnlyWhoIsLetInIsNamed(t *testing.T) {
	for state, want := range map[State]string{Member: "ada", Reached: "ada", Visitor: "", Blocked: "", Unreachable: ""} {
		answers := []Answer{{Host: apiHost}, {Host: signin.HostWWW, State: state}}
		name(t.Context(), adasSite{}, &signin.Owners{}, answers, signin.Carried{Token: "t"})
		if got := answers[1]; got.Account != want || got.State != state {
			t.Errorf("%s: %q, %s", state, got.Account, got.State)
		}
	}
}

// firewalledSite is one at which a firewall answers for Plex.
type firewalledSite struct{ page.Site }

func (firewalledSite) Get(context.Context, string, map[string]string) (automation.Fetched, error) {
	return automation.Fetched{Status: 403, Body: "<!DOCTYPE html><html><head><title>Request blocked</title></head></html>"}, nil
}

// A firewall before Plex's API blocks it, as it blocks a page.
func TestAPIBehindAFirewall(t *testing.T) {
	if a := askAPI(t.Context(), firewalledSite{}, nil, &signin.Owners{}); a.State != Blocked {
		t.Errorf("%+v", a)
	}
}
