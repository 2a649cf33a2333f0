package page

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/automation"
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

// frozenTab is a page that is alone in its process at first, and then has to wait for
// another one that takes all of its time. It draws its box after its scripts ran a second.
type frozenTab struct {
	redrawnTab
	looked time.Time
	ran    time.Duration
}

func (f *frozenTab) Load() automation.Load { return automation.Load{Status: 200} }

func (f *frozenTab) Goto(context.Context, string) (automation.Load, error) {
	f.looked = time.Now()
	return f.Load(), nil
}

func (f *frozenTab) Look(ctx context.Context, ask sight.Ask) (*sight.Look, error) {
	f.ran += time.Since(f.looked)
	time.Sleep(3 * time.Second)
	f.looked = time.Now()
	if f.ran < 2*time.Second {
		return &sight.Look{URL: "https://www.plex.tv/consent/", Ready: sight.Complete, Headings: []sight.Heading{{Level: 1, Text: "Consent"}}}, nil
	}
	f.looks = -1 // the box stays the same element
	return f.redrawnTab.Look(ctx, ask)
}

func (f *frozenTab) MeetPointer(context.Context) error                              { return nil }
func (f *frozenTab) BringInView(context.Context, []sight.Ref) (bool, error)         { return false, nil }
func (f *frozenTab) Quiet() time.Duration                                           { return time.Minute }
func (f *frozenTab) Stuck() bool                                                    { return false }
func (f *frozenTab) Troubles() []automation.Write                                   { return nil }
func (f *frozenTab) Answered() time.Time                                            { return time.Time{} }
func (f *frozenTab) Expected(func(string) bool) string                              { return "" }
func (f *frozenTab) Sent(automation.Refusal, string) bool                           { return false }
func (f *frozenTab) Answers(context.Context, func(string) bool) []automation.Answer { return nil }
func (f *frozenTab) Witness(context.Context, sight.Ref) (automation.Witness, error) {
	return automation.Witness{Ignored: true}, nil
}

// A page whose scripts cannot run is not at rest: what it does not show is not called
// absent, because of the time that another page took.
func TestFrozenPageIsNotAtRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pg := &selectors.Page{ID: "consent", MayBeAbsent: true, Landmarks: selectors.Landmarks{Headings: selectors.Phrases{"en": {"Consent"}}}, Place: selectors.Place{URL: "https://www.plex.tv/consent/"}, Settings: []selectors.Setting{{
			ID: "consent.track", Kind: selectors.Switch, Values: selectors.Values{On: "on", Off: "off"},
			Controls: []selectors.Control{{ID: "track", Locators: []selectors.Locator{{Roles: []string{"checkbox"}, Name: selectors.Phrases{"en": {"Track me"}}}}}},
		}}}
		lex := reading.NewLexicon(&selectors.Catalogue{}, "strict")
		env := &Env{Lex: lex, Pace: DefaultPace, Log: slog.New(slog.DiscardHandler), Refusals: func() []automation.Refusal { return nil }}
		v := NewVisit(env, &frozenTab{}, wanted.Page{Page: pg, Wishes: lex.WishForEach(pg)}, Purpose{})
		f := v.Read(t.Context())
		if f.Report.Status != outcome.PageUnreachable || f.Readings[0].Parts[0].Result != outcome.Unreadable {
			t.Errorf("the page is %s: %s", f.Report.Status, f.Report.Detail)
		}
	})
}
