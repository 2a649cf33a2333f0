package selectors

import (
	"strings"
	"testing"
	"testing/fstest"
)

// Every control of every page can be given another label, and the file can still be
// read, with all it had before.
func TestAmendEveryControl(t *testing.T) {
	c := embeddedCatalogue(t)
	for _, s := range c.Settings() {
		for i, control := range s.Controls {
			page := c.PageOf(s.ID).ID
			text, ok := PageFile(page)
			if !ok {
				t.Fatalf("there is no file of %s", page)
			}
			const label = `Une "étiquette" \ nouvelle`
			amended, err := Amend(page+".toml", text, Label{Setting: s.ID, Control: control.ID, Text: label, Language: "fr", Role: "switch", Seen: "seen today"})
			if err != nil {
				t.Fatal(err)
			}
			after, err := EmbeddedWith(fstest.MapFS{page + ".toml": {Data: amended}})
			if err != nil {
				t.Fatalf("%s/%s: %v", s.ID, control.ID, err)
			}
			got := after.Setting(s.ID).Controls
			if len(got) != len(s.Controls) || len(got[i].Locators) != len(control.Locators)+1 {
				t.Fatalf("%s/%s: %d controls, the amended with %d locators", s.ID, control.ID, len(got), len(got[i].Locators))
			}
			last := got[i].Locators[len(got[i].Locators)-1]
			if last.Name["fr"][0] != label || last.Roles[0] != "switch" {
				t.Errorf("%s/%s: the last candidate is %+v", s.ID, control.ID, last)
			}
			for _, line := range strings.Split(Patch(page+".toml", text, amended), "\n") {
				if strings.HasPrefix(line, "-") && !strings.HasPrefix(line, "---") {
					t.Errorf("%s/%s: the patch removes the line %q", s.ID, control.ID, line)
				}
			}
		}
	}
}

func TestAmendUnknownControl(t *testing.T) {
	text, _ := PageFile("email")
	if _, err := Amend("email.toml", text, Label{Setting: "email.marketing", Control: "nobody", Text: "x"}); err == nil {
		t.Error("a control that is not in the file was amended")
	}
	if _, err := Amend("email.toml", []byte("= 3"), Label{}); err == nil {
		t.Error("a file that is not TOML was amended")
	}
}

// A label comes from a file that somebody sent. It becomes one name and nothing else.
func TestAmendAddsOneNameOnly(t *testing.T) {
	text, _ := PageFile("email")
	const block = "[[setting]]\nid = \"email.two-factor\"\n#"
	for name, l := range map[string]Label{
		"a language that is TOML":     {Text: "x", Language: "de = [\"x\"]\n\n" + block},
		"a language that nobody has":  {Text: "x", Language: "xx"},
		"a text that is TOML":         {Text: "x\"]\n" + block, Language: "de"},
		"a role that is TOML":         {Text: "x", Language: "de", Role: "switch\"]\n" + block},
		"a remark that is TOML":       {Text: "x", Language: "de", Seen: "today\n" + block},
		"a control that nobody knows": {Text: "x", Language: "de", Control: "nobody"},
	} {
		l.Setting = "email.marketing"
		if l.Control == "" {
			l.Control = embeddedCatalogue(t).Setting(l.Setting).Controls[0].ID
		}
		after, err := Amend("email.toml", text, l)
		if strings.Contains(name, "language") || l.Control == "nobody" {
			if err == nil {
				t.Errorf("%s was accepted", name)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		c, err := EmbeddedWithPage("email.toml", after)
		if err != nil || c.Setting("email.two-factor") != nil || len(c.Settings()) != len(embeddedCatalogue(t).Settings()) {
			t.Errorf("%s added more than a name: %v", name, err)
		}
	}
}

// Whatever a proposal is called, it becomes one name, or an error.
func FuzzAmend(f *testing.F) {
	f.Add("The product letters", "de", "switch", "seen")
	f.Add("x\"]\n[[setting]]\nid = \"email.two-factor\"", "de = [\"x\"]\n#", "switch\"]", "today\n[x]")
	f.Add("\u2028\x00", "", "", "\r")
	text, _ := PageFile("email")
	whole, err := Embedded()
	if err != nil {
		f.Fatal(err)
	}
	s := whole.Setting("email.marketing")
	f.Fuzz(func(t *testing.T, label, language, role, seen string) {
		after, err := Amend("email.toml", text, Label{Setting: s.ID, Control: s.Controls[0].ID, Text: label, Language: language, Role: role, Seen: seen})
		if err != nil {
			return
		}
		c, err := EmbeddedWithPage("email.toml", after)
		if err != nil {
			return // accept says so and writes nothing
		}
		if len(c.Settings()) != len(whole.Settings()) || len(c.Setting(s.ID).Controls[0].Locators) != len(s.Controls[0].Locators)+1 {
			t.Fatalf("%q added more than a name", label)
		}
	})
}
