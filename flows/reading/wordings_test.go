package reading

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// wording is a line of a table in testdata: what a page says of one control, and what a
// careful person takes it to mean when the box is ticked or the option chosen.
type wording struct {
	line                                        int
	lang, setting, title, help, around, heading string
	want                                        string
	// clear says that a person understands it at once.
	clear bool
}

const refusal = "refuse"

func wordings(t *testing.T, file string) []wording {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []wording
	for i, line := range strings.Split(string(raw), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) == 4 { // an audience
			f = []string{f[0], "visibility.watch-history/watch-history", f[1], f[2], "", f[3]}
		}
		if len(f) == 6 { // no heading
			f = append(f, "")
		}
		if len(f) != 7 {
			t.Fatalf("%s:%d: %d columns, want 6 or 7", file, i+1, len(f))
		}
		w := wording{line: i + 1, lang: f[0], setting: f[1], title: f[2], help: f[3], around: f[4], heading: f[6]}
		w.want, w.clear = strings.CutSuffix(f[5], "!")
		out = append(out, w)
	}
	return out
}

type score struct{ right, refused, clear, read int }

// tell prints what became of the lines by language, and checks what the tables promise:
// nothing is read the wrong way, and of what a person understands at once four of five
// are read.
func tell(t *testing.T, all []wording, read func(wording) string) {
	t.Helper()
	by := map[string]*score{}
	wrong := 0
	for _, w := range all {
		if by[w.lang] == nil {
			by[w.lang] = &score{}
		}
		s := by[w.lang]
		got := read(w)
		switch {
		case got == w.want:
			s.right++
		case got == refusal:
			s.refused++
		default:
			wrong++
			t.Errorf("line %d: %s %s %q, help %q, around %q, below %q: read as %s, want %s", w.line, w.lang, w.setting, w.title, w.help, w.around, w.heading, got, w.want)
		}
		if w.clear {
			s.clear++
			if got == w.want {
				s.read++
			} else {
				t.Logf("line %d: not read, though clear: %s %s %q, help %q, around %q, below %q", w.line, w.lang, w.setting, w.title, w.help, w.around, w.heading)
			}
		}
	}
	t.Logf("%d lines, %d wrong", len(all), wrong)
	for _, lang := range slices.Sorted(maps.Keys(by)) {
		s := by[lang]
		t.Logf("%-6s right %3d, refused %3d, clear %3d, of them read %3d", lang, s.right, s.refused, s.clear, s.read)
		if s.read*5 < s.clear*4 {
			t.Errorf("%s: only %d of %d clear wordings are read", lang, s.read, s.clear)
		}
	}
}

// only reads a page of which nothing but one control is there, and returns that control of
// a setting.
func only(t *testing.T, lex *Lexicon, page *selectors.Page, setting string, s sight.Seen) *Part {
	t.Helper()
	r := &Reader{Lex: lex, Page: page, CSS: CSS(page), Consider: func(sight.Seen) bool { return true }}
	var wishes []wanted.Wish
	for i := range page.Settings {
		wishes = append(wishes, wanted.Wish{Setting: &page.Settings[i]})
	}
	all, _ := r.Read(&sight.Look{Controls: []sight.Seen{s}}, wishes)
	id, control, _ := strings.Cut(setting, "/")
	for _, p := range PartsOf(all, id) {
		if p.Key == control || control == "" {
			return p
		}
	}
	return &Part{}
}

func pageOf(t *testing.T, cat *selectors.Catalogue, setting string) *selectors.Page {
	t.Helper()
	id, _, _ := strings.Cut(setting, "/")
	p := cat.PageOf(id)
	if p == nil {
		t.Fatalf("no page has the setting %q", setting)
	}
	return p
}

func embedded(t *testing.T) *Lexicon {
	t.Helper()
	cat, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return NewLexicon(cat, "recommended")
}

// A box is read the right way round or not at all, whatever its words.
func TestWordings(t *testing.T) {
	lex := embedded(t)
	tell(t, wordings(t, "testdata/wordings.tsv"), func(w wording) string {
		page := pageOf(t, lex.Cat, w.setting)
		var got [2]string
		for i, state := range []sight.State{sight.On, sight.Off} {
			s := sight.Seen{Thing: sight.Thing{Ref: 1, Role: "checkbox", Name: []string{w.title}, Path: []sight.Ref{2, 1}}, Kind: sight.Toggle, State: state, Description: w.help}
			if w.around != "" {
				s.Around = []string{w.around}
			}
			if w.heading != "" {
				s.Section = []string{w.heading}
			}
			p := only(t, lex, page, w.setting, s)
			got[i] = refusal
			if p.Found && p.Value != "" {
				got[i] = string(wanted.SwitchState(p.setting(t, page, w.setting), p.Value))
			}
		}
		if (got[0] == refusal) != (got[1] == refusal) || got[0] == got[1] && got[0] != refusal {
			return fmt.Sprintf("%s when ticked, %s when not", got[0], got[1])
		}
		return got[0]
	})
}

func (p *Part) setting(t *testing.T, page *selectors.Page, setting string) *selectors.Setting {
	t.Helper()
	id, _, _ := strings.Cut(setting, "/")
	for i := range page.Settings {
		if page.Settings[i].ID == id {
			return &page.Settings[i]
		}
	}
	t.Fatalf("no setting %q", setting)
	return nil
}

// An audience is read off the title of an option alone, and an option that nobody knows is
// neither chosen nor believed.
func TestAudienceWordings(t *testing.T) {
	lex := embedded(t)
	tell(t, wordings(t, "testdata/audiences.tsv"), func(w wording) string {
		s := sight.Seen{
			Thing: sight.Thing{Ref: 1, Role: "radiogroup", Name: []string{"My Watch History"}, Path: []sight.Ref{2, 1}}, Kind: sight.Radios,
			Options: []sight.Option{{Ref: 3, Text: w.title, Help: w.help, Selected: true}, {Ref: 4, Text: "Something else"}},
		}
		p := only(t, lex, pageOf(t, lex.Cat, w.setting), w.setting, s)
		if !p.Found {
			t.Fatalf("line %d: the setting is not found", w.line)
		}
		if p.Value == "" {
			return refusal
		}
		return p.Value
	})
}

// The value of a drop-down is read without its name, but no word of a value is taken for
// the name: "Friends" is another name of "My Friends".
func TestAValueIsNoPartOfItsName(t *testing.T) {
	lex := embedded(t)
	for _, c := range []struct {
		name, shown []string
		want        string
	}{
		{[]string{"My Friends", "Friends Only"}, []string{"Friends Only"}, "friends"},
		{[]string{"My Friends"}, []string{"Friends Only"}, "friends"},
		{[]string{"My Friends", "Friends of Friends"}, []string{"Friends of Friends"}, "friends-of-friends"},
		{[]string{"Friends", "Friends Only"}, []string{"Friends Only"}, "friends"},
		{[]string{"My Friends", "Friends Only"}, []string{"Friends Only", "People whom you know"}, "friends"},
		{[]string{"My Friends", "Private"}, []string{"My Friends", "Private"}, "private"},
		{[]string{"My Friends"}, []string{"My Friends: Private"}, "private"},
		{[]string{"My Friends", "Friends Private"}, []string{"Friends Private"}, ""},
		{[]string{"Friends", "Friends Private"}, []string{"Friends Private"}, ""},
		{[]string{"Friends"}, []string{"Friends Private"}, ""},
	} {
		s := sight.Seen{
			Thing: sight.Thing{Ref: 1, Role: "button", Name: c.name, Path: []sight.Ref{2, 1}}, Kind: sight.Popup,
			Shown: c.shown, Value: strings.Join(c.shown, " "),
		}
		p := only(t, lex, pageOf(t, lex.Cat, "visibility.friends"), "visibility.friends", s)
		if !p.Found || p.Value != c.want {
			t.Errorf("%q shows %q: read %q (found %v, %s), want %q", c.name, c.shown, p.Value, p.Found, p.Detail, c.want)
		}
	}
}

// A button without a label has its name in its text, before its value.
func TestAValueAfterItsNameInOneLine(t *testing.T) {
	lex := embedded(t)
	s := sight.Seen{
		Thing: sight.Thing{Ref: 1, Role: "button", Name: []string{"My Friends Private"}, Row: []string{"My Friends"}, Path: []sight.Ref{2, 1}},
		Kind:  sight.Popup, Shown: []string{"My Friends Private"}, Value: "My Friends Private",
	}
	p := only(t, lex, pageOf(t, lex.Cat, "visibility.friends"), "visibility.friends", s)
	if !p.Found || p.Value != "private" {
		t.Errorf("read %q (found %v, %s), want private", p.Value, p.Found, p.Detail)
	}
}

// A button may have its title and its value in one line, without a mark between them. It is
// read if that is all there is in it, and if there is one way only to part it.
func TestTitleAndValueInOneLine(t *testing.T) {
	lex := embedded(t)
	for text, want := range map[string]string{
		"My Watchlist Private":              "My Watchlist|Private",
		"My Friends Friends of Friends":     "My Friends|Friends of Friends",
		"Account Visibility Friends Only":   "Account Visibility|Friends Only",
		"My Friends Private":                "My Friends|Private",
		"Friends Only":                      "", // a value, whole
		"My Friends Only":                   "",
		"My Watchlist Private to my family": "",
		"My Watchlist not Private":          "",
		"Share My Watchlist Private":        "",
		"My Watchlist":                      "",
		"Private My Watchlist":              "",
		"Who sees My Watchlist? Private":    "",
	} {
		l := lex.WithPlainPopups(&sight.Look{Buttons: []sight.Press{{Thing: sight.Thing{Ref: 1, Role: "button", Name: []string{text}}}}})
		got := ""
		if len(l.Controls) == 1 {
			got = l.Controls[0].Title() + "|" + l.Controls[0].Said()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
