package selectors

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// ownPage returns an embedded page with changes, as a person may keep one.
func ownPage(t *testing.T, id string, change ...string) fstest.MapFS {
	t.Helper()
	text, err := fs.ReadFile(embedded, "pages/"+id+".toml")
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{id + ".toml": {Data: []byte(strings.NewReplacer(change...).Replace(string(text)))}}
}

func TestOverlayReplacesOnePage(t *testing.T) {
	plain := embeddedCatalogue(t)
	c, err := EmbeddedWith(ownPage(t, "email", "Newsletters & Product News", "News from the product team"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(c.PageIDs(), " "), strings.Join(plain.PageIDs(), " "); got != want {
		t.Errorf("the pages are %q, want %q", got, want)
	}
	if !c.IsOverridden("email") || c.IsOverridden("privacy") || len(c.Overridden) != 1 {
		t.Errorf("overridden are %q, want only email", c.Overridden)
	}
	if c.Version == plain.Version {
		t.Error("another catalogue has the same version")
	}
	names := strings.Join(c.Setting("email.marketing").Controls[0].Locators[0].Name["en"], "|")
	if !strings.Contains(names, "News from the product team") {
		t.Errorf("the page was not replaced: the first box is called %q", names)
	}
}

func TestOverlayOfNothingIsTheEmbeddedCatalogue(t *testing.T) {
	c, err := EmbeddedWith(fstest.MapFS{"README.md": {Data: []byte("mine")}})
	if err != nil {
		t.Fatal(err)
	}
	if want := embeddedCatalogue(t); c.Version != want.Version || len(c.Overridden) != 0 {
		t.Errorf("version %s, overridden %q", c.Version, c.Overridden)
	}
}

func TestOverlayRefuses(t *testing.T) {
	for _, tc := range []struct {
		name string
		over fstest.MapFS
		want string
	}{
		{"words", fstest.MapFS{"words.toml": {Data: []byte("")}}, "words.toml: words cannot be overridden"},
		{"another host", ownPage(t, "email", "https://www.plex.tv/email-preferences/", "https://plex.tv.example/email-preferences/"), "is not one of plex.tv"},
		{"a name that is never clicked", ownPage(t, "email", "Newsletters & Product News", "Delete account"), "is never clicked"},
		{"a page under another page's id", fstest.MapFS{"mail.toml": ownPage(t, "email")["email.toml"]}, `mail.toml:`},
		{"a level that widens", ownPage(t, "privacy", `recommended = "off"`, `recommended = "on"`), "unknown value of privacy.playback-data"},
		{"on and off the other way round", ownPage(t, "privacy", `values = { on = "on", off = "off" }`, `values = { on = "off", off = "on" }`), "cannot be changed here"},
		{"another kind", ownPage(t, "privacy", `kind = "switch"`, `kind = "audience"`), "cannot be changed here"},
		{"a selector without a name", ownPage(t, "privacy", `attr = { data-option = "optOutPlayback" }`, `css = "input#delete-account-now"`), "without a name"},
		{"an attribute of another", ownPage(t, "privacy", `attr = { data-option = "optOutPlayback" }`, `attr = { data-option = "else" }`), "without a name"},
		{"an attribute that is turned round", ownPage(t, "privacy", `attr = { data-option = "optOutPlayback" }`, "attr = { data-option = \"optOutPlayback\" }\nname.en = [\"Send playback data to Plex\"]\ninverted = true"), "read the other way round"},
		{"an address for the token", ownPage(t, "privacy", "https://plex.tv/api/v2/user/privacy", "https://evil.plex.tv/api/v2/user/privacy"), "is none that this build reads"},
		{"a bulk of its own", ownPage(t, "vendors", "sets = \"off\"", "sets = \"on\""), "cannot be changed here"},
		{"a key nobody knows", ownPage(t, "email", "effects = ", "efects = "), "unknown key"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := EmbeddedWith(tc.over)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want an error with %q", err, tc.want)
			}
		})
	}
}

func TestOverlayOfOnePage(t *testing.T) {
	over := ownPage(t, "email", "Newsletters & Product News", "News from the product team")
	want, err := EmbeddedWith(over)
	if err != nil {
		t.Fatal(err)
	}
	c, err := EmbeddedWithPage("email.toml", over["email.toml"].Data)
	if err != nil || c.Version != want.Version || !c.IsOverridden("email") {
		t.Errorf("got %+v, %v; want what a directory with this file gives", c, err)
	}
	if _, err := EmbeddedWithPage("words.toml", nil); err == nil {
		t.Error("words were overridden")
	}
}

// Whatever a person's own page contains, the result is a catalogue that follows the
// rules, or an error with a place.
func FuzzEmbeddedWith(f *testing.F) {
	pages, err := fs.Glob(embedded, "pages/*.toml")
	if err != nil {
		f.Fatal(err)
	}
	for _, page := range pages {
		text, err := fs.ReadFile(embedded, page)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte("id = \"email\"\n[[setting]]\n"))
	f.Add([]byte("\xff = ]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := EmbeddedWith(fstest.MapFS{"email.toml": {Data: text}})
		if err == nil {
			if !c.IsOverridden("email") || c.Page("email") == nil {
				t.Fatal("an overridden page is not in Overridden")
			}
			return
		}
		joined, ok := err.(interface{ Unwrap() []error })
		if !ok {
			t.Fatalf("an error without a place: %v", err)
		}
		for _, e := range joined.Unwrap() {
			if mistake := (*ParseError)(nil); !errors.As(e, &mistake) || mistake.Line < 1 || mistake.Column < 1 {
				t.Fatalf("a mistake without a place: %v", e)
			}
		}
	})
}
