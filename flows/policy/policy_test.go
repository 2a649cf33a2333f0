package policy

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

var update = flag.Bool("update", false, "write what is answered to the files it is compared with")

func catalogue(t *testing.T) *selectors.Catalogue {
	t.Helper()
	cat, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

func parse(t *testing.T, text string) *Policy {
	t.Helper()
	p, err := Parse("p.toml", []byte(text), catalogue(t))
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return p
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// golden compares a text with a file, or writes the file.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want := read(t, file); got != want {
		t.Errorf("%s has other content than expected:\n%s", file, got)
	}
}

func TestAllMistakesAreReportedWithTheirLines(t *testing.T) {
	_, err := Parse("bad.toml", []byte(read(t, "testdata/bad.toml")), catalogue(t))
	if err == nil {
		t.Fatal("a file full of mistakes was accepted")
	}
	golden(t, "testdata/bad.want", err.Error()+"\n")
}

func TestOtherMistakes(t *testing.T) {
	for text, says := range map[string]string{
		"level = ":                      "p.toml:1:1: not TOML",
		"level = ''":                    "level is empty",
		"level = 'strict'\nlevel = 'x'": "p.toml:2:1: not TOML: key level is already defined, in p.toml:1:1",
		"keep = ['[']":                  "not a pattern",
		"[set]\nemail.discover = ''":    "empty value",
		"[set]\nemial.discover = 'off'": `did you mean "email.discover"`,
		"[set]\n'email.discover' = 'off'\nemail.discover = 'on'": "p.toml:3:7: email.discover is given twice, first in p.toml:2:20",
		"[profile.'a b']":                  "not a profile name",
		"[home-user.'']":                   "has a name",
		"[home-user.Kid]\n[home-user.kid]": "is the same as the one in line",
		"[profil.kid]":                     `did you mean "profile"`,
		"[profile.a]\nkeep=['email.discover']\nset.email.discover='off'": "set in line 3 and kept in line 2",
		"allow-widening = true": "unknown key",
	} {
		_, err := Parse("p.toml", []byte(text), catalogue(t))
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("policy %q: got %v; want %q", text, err, says)
		}
	}
}

func called(names ...string) func(string) bool {
	return func(name string) bool {
		for _, n := range names {
			if strings.EqualFold(n, name) {
				return true
			}
		}
		return false
	}
}

func TestLaterSourcesWin(t *testing.T) {
	p := parse(t, read(t, "testdata/good.toml"))
	for _, c := range []struct {
		name  string
		who   Account
		level string
		set   string
		kept  int
	}{
		{"anybody", Account{Profile: "default"}, "recommended",
			"map[privacy.playback-data:{on 7} visibility.ratings:{friends 6} visibility.watchlist:{friends 5}]", 3},
		{"a profile", Account{Profile: "work"}, "recommended",
			"map[privacy.playback-data:{on 7} visibility.ratings:{friends 6} visibility.watchlist:{friends 5}]", 6},
		{"a level starts again", Account{Called: called("KID")}, "strict", "map[]", 3},
		{"a value on top of the base", Account{Called: called("Mary Ann")}, "recommended",
			"map[privacy.playback-data:{on 7} visibility.friends:{private 16} visibility.ratings:{friends 6} visibility.watchlist:{friends 5}]", 3},
		{"a profile and a user", Account{Profile: "work", Called: called("kid")}, "strict", "map[]", 6},
	} {
		got := p.For(c.who)
		if got.Level != c.level || fmt.Sprint(got.Set) != c.set || len(got.Keep) != c.kept {
			t.Errorf("%s: level %s, set %v, keep %v", c.name, got.Level, got.Set, got.Keep)
		}
	}
	if got := p.For(Account{Profile: "work"}).Keep["visibility.watchlist"]; got != (Line{"visibility.watchlist", 10}) {
		t.Errorf("the kept setting has the wrong pattern or line: %v", got)
	}
}

func TestUnusedTables(t *testing.T) {
	p := parse(t, read(t, "testdata/good.toml"))
	who := []Account{{Profile: "default", Called: called("alice")}, {Called: called("kid")}}
	if got := fmt.Sprint(p.Unused(true, who), p.Unused(false, who)); got != "[[home-user.Mary Ann]] [[profile.work]]" {
		t.Error(got)
	}
}

func TestDifferences(t *testing.T) {
	p := parse(t, "keep = ['email.library-issues', 'email.discover']\nset.visibility.watchlist = 'friends'\nset.visibility.friends = 'private'\n")
	got := fmt.Sprint(p.Base().Differences(catalogue(t), "recommended"))
	if want := "[{email.discover unsubscribed keep 1} {visibility.watchlist private friends 2}]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A policy that init writes wants the current values: nothing differs from it.
func TestComposedPolicyKeepsTheCurrentValues(t *testing.T) {
	cat := catalogue(t)
	settings := []outcome.SettingReport{
		{ID: "email.marketing", Result: outcome.WouldChange, Before: "subscribed", Wanted: "unsubscribed", Controls: []outcome.ControlReport{{Before: "subscribed"}, {Before: "unsubscribed"}}},
		{ID: "email.discover", Result: outcome.Already, Before: "unsubscribed", Wanted: "unsubscribed"},
		{ID: "email.library-issues", Result: outcome.Skipped, Before: "subscribed"},
		{ID: "vendors.data-sale", Result: outcome.NotOffered},
		{ID: "privacy.playback-data", Result: outcome.Ambiguous, Wanted: "off", Detail: "two\nof them = \"]\" # \x00"},
		{ID: "visibility.watchlist", Result: outcome.WouldChange, Before: "friends", Wanted: "private", Controls: []outcome.ControlReport{{Before: "friends"}}},
	}
	text := string(Compose("What alice\nhad", "recommended", Owns(settings), cat))
	got := parse(t, text).Base()
	if fmt.Sprint(got.Set) != "map[visibility.watchlist:{friends "+fmt.Sprint(got.Set["visibility.watchlist"].Number)+"}]" || len(got.Keep) != 2 ||
		got.Keep["email.marketing"].Value == "" || got.Keep["privacy.playback-data"].Value == "" || got.Level != "recommended" {
		t.Errorf("%+v from\n%s", got, text)
	}
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "  \"") || strings.HasPrefix(line, `"`) {
			if !strings.Contains(line, "  # ") {
				t.Errorf("a line of the text is not a comment: %s", line)
			}
		}
	}
	parse(t, string(Compose("empty", "strict", nil, cat)))
}

// Whatever is in a policy, it is one that only asks for what the catalogue has, or a
// mistake with a place.
func FuzzParse(f *testing.F) {
	cat, err := selectors.Embedded()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("level = \"strict\"\nkeep = [\"email.*\"]\nset.visibility.watchlist = \"friends\"\n[home-user.Kid]\nlevel = \"minimal\"\n")
	f.Add("set = 1\n[profile]\n\"\" = {}")
	f.Add("\xff = ]")
	f.Add("keep = [\"[\"]")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse("p.toml", []byte(text), cat)
		if err == nil {
			if p == nil {
				t.Fatal("neither a policy nor an error")
			}
			return
		}
		if mistake := (*selectors.ParseError)(nil); !errors.As(err, &mistake) || mistake.Line < 1 {
			t.Fatalf("a mistake without a place: %v", err)
		}
	})
}
