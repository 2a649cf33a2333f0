package terminal

import (
	"strings"
	"testing"
)

// Where the other columns are one word each, the name is what is broken.
func TestANameIsBroken(t *testing.T) {
	g := NewTable("SETTING", "MINIMAL", "RECOMMENDED")
	g.Flexible = 0
	g.Add("Friends & activity email", "keep", "off")
	g.Add("Ratings", "keep", "private")
	for width, want := range map[int]string{
		38: `SETTING           MINIMAL  RECOMMENDED
Friends &         keep     off
  activity email
Ratings           keep     private`,
		30: `Friends & activity email
    minimal      keep
    recommended  off
Ratings
    minimal      keep
    recommended  private`,
	} {
		var printed strings.Builder
		Screen{To: &printed, Width: width, secrets: &Redactor{}}.PrintTable(g)
		if got := strings.TrimSuffix(printed.String(), "\n"); got != want {
			t.Errorf("on a screen of %d characters the table is\n%s\nwant\n%s", width, got, want)
		}
	}
}

func TestTableFitsAnyScreen(t *testing.T) {
	for width, want := range map[int]string{
		0: `SETTING          NOW         RESULT   WHY
email.marketing  subscribed  differs  a reason of a few words that are not short
other            off         already  -`,
		60: `SETTING          NOW         RESULT   WHY
email.marketing  subscribed  differs  a reason of a few
                                      words that are not
                                      short
other            off         already  -`,
		45: `SETTING          NOW         RESULT
email.marketing  subscribed  differs
    a reason of a few words that are not
    short
other            off         already`,
		30: `email.marketing
    now     subscribed
    result  differs
    why     a reason of a few
            words that are not
            short
other
    now     off
    result  already`,
	} {
		g := NewTable("SETTING", "NOW", "RESULT", "WHY")
		g.Add("email.marketing", "subscribed", "differs", "a reason of a few words that are not short")
		g.Add("other", "off", "already", "-")
		var printed strings.Builder
		Screen{To: &printed, Width: width, secrets: &Redactor{}}.PrintTable(g)
		got := strings.TrimSuffix(printed.String(), "\n")
		if got != want {
			t.Errorf("on a screen of %d characters the table is\n%s\nwant\n%s", width, got, want)
		}
		for _, line := range strings.Split(got, "\n") {
			if width > 0 && len(line) > width {
				t.Errorf("on a screen of %d characters this line is too wide: %q", width, line)
			}
		}
	}
}
