package inspect

import (
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// emailBoxes are the boxes of the email page, in its order. The first four are about
// marketing.
var emailBoxes = []string{
	"Newsletters & Product News",
	"Recommended Movies & Live TV",
	"Sales & Promotions",
	"Surveys & Research",
	"Email me when someone sends me a message",
	"Email me when I receive a friend request",
	"Email me when someone accepts my friend request",
	"Email me when someone comments on my activity or replies to me",
	"Email me a summary of my friends activity",
	"Email me when someone reports an issue with my library or replies to an existing issue",
}

// savedEmail returns the email page with one box under another name.
func savedEmail(instead string, more ...sight.Seen) *SavedPage {
	s := &SavedPage{Format: SavedFormat, Page: "email", Lang: "en-US"}
	for i, name := range emailBoxes {
		if i == 0 {
			name = instead
		}
		section := "Marketing Emails"
		if i > 3 {
			section = "Discover Emails"
		}
		s.Controls = append(s.Controls, sight.Seen{
			Thing: sight.Thing{Ref: sight.Ref(i + 1), Role: "checkbox", Name: []string{name}, Section: []string{section}, Landmark: "main"},
			Kind:  sight.Toggle, State: sight.On,
		})
	}
	s.Controls = append(s.Controls, more...)
	return s
}

func missing(t *testing.T, s *SavedPage) Finding {
	t.Helper()
	cat, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	all, err := TryCatalogue(cat, s, "recommended")
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range all {
		if i > 0 && f.Result != "" {
			t.Errorf("%s/%s is on the page, but has the result %s", f.Setting, f.Control, f.Result)
		}
	}
	return all[0]
}

func TestProposeARenamedBox(t *testing.T) {
	f := missing(t, savedEmail("The product letters"))
	if f.Result != outcome.NotFound || len(f.Proposals) != 1 || f.Proposals[0].Label != "The product letters" || f.Proposals[0].Language != "en" {
		t.Fatalf("wrong finding: %+v", f)
	}
}

// A dangerous name is never proposed, however well it fits.
func TestProposeNothingDangerous(t *testing.T) {
	if f := missing(t, savedEmail("Delete account")); len(f.Proposals) != 0 {
		t.Errorf("a dangerous name was proposed: %+v", f.Proposals)
	}
}

// An unknown control at the other end of the page is not a likely match.
func TestProposeNothingUnlikely(t *testing.T) {
	s := savedEmail("x")
	s.Controls = append(s.Controls[1:], sight.Seen{
		Thing: sight.Thing{Ref: 99, Role: "switch", Name: []string{"Dark mode"}, Section: []string{"Look"}, Landmark: "main"}, Kind: sight.Toggle, State: sight.On,
	}, sight.Seen{
		Thing: sight.Thing{Ref: 98, Role: "switch", Name: []string{"Large letters"}, Section: []string{"Look"}, Landmark: "main"}, Kind: sight.Toggle, State: sight.On,
	})
	if f := missing(t, s); f.Result != outcome.NotFound || len(f.Proposals) != 0 {
		t.Errorf("wrong finding: %+v", f)
	}
}
