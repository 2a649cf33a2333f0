package page

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// redrawnTab is a tab whose page draws its only box anew before each look.
type redrawnTab struct {
	Tab
	looks int
}

func (r *redrawnTab) Look(context.Context, sight.Ask) (*sight.Look, error) {
	r.looks++
	return &sight.Look{
		URL: "https://www.plex.tv/consent/", Lang: "de", Ready: sight.Complete,
		Controls: []sight.Seen{{Thing: sight.Thing{Ref: sight.Ref(r.looks), Role: "checkbox", Name: []string{"Track me"}}, Kind: sight.Toggle, State: sight.On}},
	}, nil
}

func (r *redrawnTab) Quiet() time.Duration { return time.Second }
func (r *redrawnTab) Dialogs() []string    { return nil }

// TestViewKeepsTogether takes looks that are not kept: the last look of a view stays the
// one that its readings and claims are from, and a report names the newest.
func TestViewKeepsTogether(t *testing.T) {
	pg := &selectors.Page{ID: "consent", Place: selectors.Place{URL: "https://www.plex.tv/consent/"}, Settings: []selectors.Setting{{
		ID: "consent.track", Kind: selectors.Switch, Values: selectors.Values{On: "on", Off: "off"},
		Controls: []selectors.Control{{ID: "track", Locators: []selectors.Locator{{Roles: []string{"checkbox"}, Name: selectors.Phrases{"en": {"Track me"}}}}}},
	}}}
	lex := reading.NewLexicon(&selectors.Catalogue{}, "strict")
	env := &Env{Lex: lex, Pace: DefaultPace, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	ctx := t.Context()
	blocked := func(*sight.Look) bool { return true }

	v := NewVisit(env, &redrawnTab{}, wanted.Page{Page: pg, Wishes: lex.WishForEach(pg)}, Purpose{})
	if _, err := v.View.Look(ctx, LookOptions{before: blocked}); err != nil {
		t.Fatal(err)
	}
	if v.View.Last != nil {
		t.Error("a look at what is in the way was kept")
	}
	if r := v.report(outcome.PageBlocked, ""); r.Lang != "de" {
		t.Errorf("the report does not tell the language of the look that ended the visit: %+v", r)
	}

	for _, g := range []LookOptions{{}, {aside: true}, {before: blocked}} {
		if _, err := v.View.Look(ctx, g); err != nil {
			t.Fatal(err)
		}
		together(t, v.View, 2)
		if unknown := v.View.strangers(); len(unknown) > 0 {
			t.Errorf("the box of the setting is taken for an unknown control: %+v", unknown)
		}
	}
	if !v.View.Reread() {
		t.Fatal("there is nothing to read again")
	}
	together(t, v.View, 4)
}

// together checks that a view has the look, the reading and the claim of one moment.
func together(t *testing.T, v *View, ref sight.Ref) {
	t.Helper()
	if got := v.Last.Controls[0].Ref; got != ref {
		t.Errorf("the last look is number %d, want %d", got, ref)
	}
	if got := v.Readings[0].Parts[0].Match.Ref; got != ref {
		t.Errorf("the reading is of look %d, want %d", got, ref)
	}
	if !v.Claims[ref] || len(v.Claims) != 1 {
		t.Errorf("the claims are %v, want that of look %d", v.Claims, ref)
	}
}
