package meaning

import (
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/selectors"
)

// FuzzRead looks for a wording that is understood although a word in it is unknown, and
// for one that says two things.
func FuzzRead(f *testing.F) {
	for _, s := range [][2]string{
		{"Send playback data to Plex", "It helps us."}, {"Do not sell my personal information", ""}, {"Wiedergabedaten an Plex senden", "Ein/Aus"},
		{"Sale of my personal information", "Yes / No"}, {"私の個人情報を販売しない", ""}, {"Object to the sale", "off"}, {"Don’t not sell", "On"}, {"All No", "All Yes"},
	} {
		f.Add(s[0], s[1])
	}
	c, err := selectors.Embedded()
	if err != nil {
		f.Fatal(err)
	}
	v := NewVocabulary(&c.Words)
	var subjects []*Subject
	for _, id := range []string{"privacy.playback-data", "vendors.data-sale", "email.marketing"} {
		subjects = append(subjects, NewSubject(c.Setting(id).Controls[0].Locators))
	}
	f.Fuzz(func(t *testing.T, title, help string) {
		if len(title)+len(help) > 2000 {
			return // what a page calls a control is cut to 500 characters
		}
		for _, s := range subjects {
			got := v.Read(s, Label{Title: []string{title}, Help: []string{help}, State: sight.On})
			if again := v.Read(s, Label{Title: []string{title}, Help: []string{help}, State: sight.On}); again != got {
				t.Errorf("%q is %+v, then %+v", title, got, again)
			}
			if (got.Why == "") != (got.Polarity != Undecided) {
				t.Errorf("%q is %+v: a reason goes with what is not decided, and only with that", title, got)
			}
			for _, strange := range []string{title + " zxqvwort", "zxqvwort " + title} {
				if got := v.Read(s, Label{Title: []string{strange}, Help: []string{help}, State: sight.On}); got.Polarity != Undecided {
					t.Errorf("%q is %s", strange, polarityNames[got.Polarity])
				}
			}
			v.Row(s, Label{Title: []string{title}, Help: []string{help}}, true)
			v.Option(s, got, title)
		}
	})
}
