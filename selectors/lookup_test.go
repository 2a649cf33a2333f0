package selectors

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestCanonical(t *testing.T) {
	c := embeddedCatalogue(t)
	for _, test := range []struct{ id, word, want string }{
		{"email.marketing", "unsubscribed", "unsubscribed"},
		{"email.marketing", "OFF", "unsubscribed"},
		{"email.marketing", "on", "subscribed"},
		{"email.marketing", "private", ""},
		{"privacy.playback-data", "off", "off"},
		{"privacy.playback-data", "subscribed", ""},
		{"visibility.account", "friends-of-friends", "friends-of-friends"},
		{"visibility.account", "Friends Only", "friends"},
		{"visibility.account", "Nur Freunde", "friends"},
		{"visibility.account", "anyone signed into plex", "signed-in"},
		{"visibility.account", "off", ""},
		{"visibility.account", "", ""},
	} {
		got, ok := c.Setting(test.id).Canonical(test.word, &c.Words)
		if got != test.want || ok != (test.want != "") {
			t.Errorf("%s=%q means %q, %v; want %q", test.id, test.word, got, ok, test.want)
		}
	}
}

func TestValueNames(t *testing.T) {
	c := embeddedCatalogue(t)
	for id, want := range map[string]string{
		"email.marketing":      "unsubscribed subscribed off on",
		"vendors.data-sale":    "off on",
		"visibility.friends":   "private friends friends-of-friends signed-in anyone",
		"visibility.account":   "private friends friends-of-friends signed-in anyone",
		"email.library-issues": "unsubscribed subscribed off on",
	} {
		if got := strings.Join(c.Setting(id).ValueNames(&c.Words), " "); got != want {
			t.Errorf("%s: %s; want %s", id, got, want)
		}
	}
}

func TestLookups(t *testing.T) {
	c := embeddedCatalogue(t)
	if got := strings.Join(c.PageIDs(), " "); got != "email vendors privacy visibility server sources" {
		t.Errorf("the pages have the wrong order: %s", got)
	}
	if c.Page("nowhere") != nil || c.Setting("nowhere.thing") != nil || c.PageOf("nowhere.thing") != nil {
		t.Error("a lookup of an unknown id found something")
	}
	for _, id := range c.SettingIDs() {
		if p := c.PageOf(id); p == nil || c.Setting(id) == nil || p.InBrowser() && !strings.HasPrefix(id, p.ID+".") {
			t.Errorf("PageOf does not find the page of %s", id)
		}
	}
}

func TestAllIsEnglishFirstAndStable(t *testing.T) {
	p := Phrases{"nb": {"Rediger"}, "en": {"Edit", "Change"}, "da": {"Rediger"}, "de": {"Bearbeiten"}}
	want := []string{"Edit", "Change", "Rediger", "Bearbeiten"}
	for range 20 { // maps are walked in another order each time
		if got := p.All(); !slices.Equal(got, want) {
			t.Fatalf("got %q; want %q", got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	ids := embeddedCatalogue(t).SettingIDs()
	for _, test := range []struct {
		word string
		of   []string
		want string
	}{
		{"privacy.playback-dta", ids, "privacy.playback-data"},
		{"playback", ids, "privacy.playback-data"},
		{"watchlist", ids, "visibility.watchlist"},
		{"recomended", []string{"minimal", "recommended", "strict"}, "recommended"},
		{"of", []string{"on", "off", "friends"}, "on off"},
		{"xyzzy", ids, ""},
		{"", ids, ""},
	} {
		if got := strings.Join(Nearest(test.word, test.of), " "); got != test.want {
			t.Errorf("%q: %q; want %q", test.word, got, test.want)
		}
	}
}

// A receipt contains the version of the data that its run used.
func TestVersionFollowsTheFiles(t *testing.T) {
	version := func(files fstest.MapFS) string {
		c, err := Load(files)
		if err != nil {
			t.Fatal(err)
		}
		return c.Version
	}
	files := goodFiles(t)
	before := version(files)
	if before != version(files) {
		t.Error("the same files have two versions")
	}
	files["pages/aa.toml"].Data = append(files["pages/aa.toml"].Data, "# a remark\n"...)
	if before == version(files) {
		t.Error("changed files have the same version")
	}
	if len(before) != 12 {
		t.Errorf("the version has the wrong form: %q", before)
	}
}
