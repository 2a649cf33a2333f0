package page

import (
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// TestNoLeapBeforeADropDownIsRead: a page with a drop-down that must be opened is not asked
// to leap before that. Opening it would need another leap.
func TestNoLeapBeforeADropDownIsRead(t *testing.T) {
	cat, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	env := &Env{Lex: reading.NewLexicon(cat, "strict"), Pace: DefaultPace}
	const shown = "anyone"
	part := &reading.Part{Key: "account", Found: true, Value: shown, Match: sight.Match{Seen: sight.Seen{Kind: sight.Popup, Value: shown}}}
	setting := &reading.Setting{Wish: wanted.Wish{Setting: &selectors.Setting{ID: "visibility.account", Kind: selectors.AudienceChoice}}, Parts: []*reading.Part{part}}
	d := &DropDowns{env: env, view: &View{Readings: []*reading.Setting{setting}}, asked: true, offered: map[string]offer{}}

	if got, want := d.opensIn(100*time.Millisecond), DefaultPace.ShortRest-100*time.Millisecond; got != want {
		t.Errorf("it is opened in %s, want %s", got, want)
	}
	if got := d.opensIn(DefaultPace.ShortRest); got != 0 {
		t.Errorf("it could be opened already, and waits for %s more", got)
	}
	d.offered[setting.Key(part)] = offer{value: shown}
	if got := d.opensIn(0); got != 0 {
		t.Errorf("it was read already, and is waited for: %s", got)
	}
	d.offered[setting.Key(part)] = offer{value: "friends"}
	if d.opensIn(0) == 0 {
		t.Error("it shows another value than when it was read, and is not waited for")
	}
}
