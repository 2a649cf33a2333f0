package wanted

import (
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

func catalogue(t *testing.T) *selectors.Catalogue {
	t.Helper()
	cat, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

func pagesOf(s Selection, cat *selectors.Catalogue) string {
	var ids []string
	for _, p := range s.Wishes(cat) {
		ids = append(ids, p.Page.ID)
	}
	return strings.Join(ids, " ")
}

// A person's server is contacted only if they, or level strict, ask for it.
func TestOwnServersAreAskedForByName(t *testing.T) {
	cat := catalogue(t)
	const four = "email vendors privacy visibility"
	for _, c := range []struct {
		name string
		s    Selection
		want string
	}{
		{"nothing said", Selection{Level: "recommended"}, four},
		{"minimal", Selection{Level: "minimal"}, four},
		{"strict", Selection{Level: "strict"}, four + " server sources"},
		{"the page", Selection{Level: "recommended", Pages: []string{"server"}}, "server"},
		{"a setting", Selection{Level: "recommended", Only: []string{"server.relay"}}, "server"},
		{"a setting of one server", Selection{Level: "recommended", Only: []string{"server.relay@attic"}}, "server"},
		{"its settings", Selection{Level: "recommended", Only: []string{"server.*"}}, "server"},
		{"any relay", Selection{Level: "recommended", Only: []string{"*relay*"}}, ""},
		{"everything", Selection{Level: "recommended", Only: []string{"*"}}, four},
		{"a value", Selection{Level: "recommended", Set: map[string]string{"server.relay": "off"}}, four + " server"},
		{"left out", Selection{Level: "strict", Skip: []string{"server.*", "sources.*", "privacy.state-sync"}}, four},
		{"the subject of another page", Selection{Level: "recommended", Only: []string{"privacy.*"}}, "privacy"},
		{"an undo", Selection{Restore: Restore{"server.relay": {Was: map[string]string{"k": "on"}}}}, "server"},
	} {
		if got := pagesOf(c.s, cat); got != c.want {
			t.Errorf("%s: %q; want %q", c.name, got, c.want)
		}
	}
}

func wishAt(t *testing.T, s Selection, place Place) map[string]Wish {
	t.Helper()
	out := map[string]Wish{}
	for _, p := range s.Wishes(catalogue(t)) {
		if p.Page.ID == "server" {
			at, _ := s.At(p, place)
			for _, w := range at.Wishes {
				out[w.Setting.ID] = w
			}
		}
	}
	if len(out) == 0 {
		t.Fatal("the page was not asked for")
	}
	return out
}

// What is said of one server does not touch the others.
func TestSelectionOfOnePlace(t *testing.T) {
	attic, shed := Place{Key: "aaaa0000", Names: []string{"Attic NAS"}}, Place{Key: "bbbb0000", Names: []string{"Shed"}}
	only := Selection{Level: "strict", Only: []string{"server.relay@attic nas"}}
	if a, s := wishAt(t, only, attic)["server.relay"], wishAt(t, only, shed)["server.relay"]; a.Skipped != "" || s.Skipped == "" {
		t.Errorf("only: %q, %q", a.Skipped, s.Skipped)
	}
	for _, p := range only.Wishes(catalogue(t)) {
		if _, ok := only.At(p, shed); ok {
			t.Error("a server is contacted of which nothing is selected")
		}
	}
	skip := Selection{Level: "strict", Skip: []string{"server.relay@aaaa0000"}}
	if a, s := wishAt(t, skip, attic)["server.relay"], wishAt(t, skip, shed)["server.relay"]; a.Skipped == "" || s.Skipped != "" {
		t.Errorf("skip: %q, %q", a.Skipped, s.Skipped)
	}
	set := Selection{Level: "recommended", Set: map[string]string{"server.relay": "off", "server.relay@Shed": "on"}}
	if a, s := wishAt(t, set, attic)["server.relay"], wishAt(t, set, shed)["server.relay"]; a.Value != "off" || s.Value != "on" || !s.Explicit {
		t.Errorf("set: %q, %q", a.Value, s.Value)
	}
	undo := Selection{Restore: Restore{"server.relay": {Was: map[string]string{"aaaa0000": "on"}, Ours: map[string]string{"aaaa0000": "off"}}}}
	if a, s := wishAt(t, undo, attic)["server.relay"], wishAt(t, undo, shed)["server.relay"]; a.Value != "on" || len(a.Parts) != 1 || s.Skipped == "" || s.Parts != nil {
		t.Errorf("undo: %+v, %+v", a, s)
	}
}

// What is only shown is never set, whoever asks.
func TestReadOnlySettingIsNeverWanted(t *testing.T) {
	s := Selection{Level: "strict", Set: map[string]string{"server.metadata-matching": "off"}}
	if w := wishAt(t, s, Place{Key: "k"})["server.metadata-matching"]; w.Skipped == "" || w.Explicit {
		t.Errorf("%+v", w)
	}
}

// A name that fits none of the servers, or several, is about nothing: what it leaves out
// would be set. It may be written as people write names.
func TestMisplaced(t *testing.T) {
	page := catalogue(t).Page("server")
	all := []Place{{Key: "aaaa0000", Names: []string{"Zoe\u0308's  NAS"}}, {Key: "bbbb0000", Names: []string{"Home"}}, {Key: "cccc0000", Names: []string{"home"}}}
	for name, want := range map[string]outcome.Reason{
		"zo\u00eb's nas": "", "AAAA0000": "", "bbbb0000": "",
		"Zoe's NAS": outcome.NoSuchServer, "nowhere": outcome.NoSuchServer, "Home": outcome.SeveralServers,
	} {
		id := "server.relay@" + name
		for what, s := range map[string]Selection{"only": {Only: []string{id}}, "skip": {Skip: []string{id}}, "set": {Set: map[string]string{id: "off"}}} {
			if got := s.Misplaced(page, all); got != want {
				t.Errorf("%s %s: %q; want %q", what, name, got, want)
			}
		}
	}
	if got := (Selection{Only: []string{"server.relay"}}).Misplaced(page, nil); got != "" {
		t.Errorf("all servers: %q", got)
	}
}
