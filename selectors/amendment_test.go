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
