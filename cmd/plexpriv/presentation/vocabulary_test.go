package presentation

import (
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

func vocabulary(t *testing.T, tag string) (*Vocabulary, *selectors.Catalogue) {
	t.Helper()
	c, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return New(locale.New(tag), c), c
}

// has reports whether there is a text.
func has(v *Vocabulary, id string) bool {
	text, ok := v.Find(id)
	return ok && text != ""
}

func TestEverySettingHasWordsInEveryLanguage(t *testing.T) {
	for _, tag := range locale.Languages() {
		v, c := vocabulary(t, tag)
		for _, p := range c.Pages {
			for _, id := range []string{"page." + p.ID, "group." + p.ID} {
				if !has(v, id) {
					t.Errorf("%s: no %s", tag, id)
				}
			}
			for _, s := range p.Settings {
				if !has(v, "setting."+s.ID+".name") {
					t.Errorf("%s: %s has no name", tag, s.ID)
				}
				if v.Why(s.ID) == "" {
					t.Errorf("%s: %s has no explanation", tag, s.ID)
				}
				for _, word := range s.ValueNames(&c.Words) {
					if strings.Contains(v.Value(s.ID, word), "subscribed") || v.Value(s.ID, word) == "" {
						t.Errorf("%s: %s: %q is called %q", tag, s.ID, word, v.Value(s.ID, word))
					}
				}
				if tag != locale.English {
					english, _ := vocabulary(t, locale.English)
					if v.Why(s.ID) == english.Why(s.ID) || v.Detail(s.ID) == english.Detail(s.ID) && v.Detail(s.ID) != "" {
						t.Errorf("%s: %s is explained in English", tag, s.ID)
					}
				}
			}
		}
		for _, a := range c.Words.Audiences {
			if !has(v, "value."+a.Value) {
				t.Errorf("%s: no word for %s", tag, a.Value)
			}
		}
	}
}

// Messages for settings, pages and values that are gone would be translated for nothing.
func TestEveryNameIsOfSomething(t *testing.T) {
	v, c := vocabulary(t, locale.English)
	for _, id := range v.IDs() {
		family, name, _ := strings.Cut(id, ".")
		known := true
		switch family {
		case "setting":
			name = name[:strings.LastIndex(name, ".")]
			known = c.Setting(name) != nil
		case "page", "group":
			known = c.Page(name) != nil
		case "status":
			_, known = statuses[outcome.PageStatus(name)]
		case "result", "result-check", "result-undo":
			known = outcome.Result(name).Tone() != ""
		}
		if !known {
			t.Errorf("%s names nothing", id)
		}
	}
}

var statuses = map[outcome.PageStatus]Tone{
	outcome.PageOK: Good, outcome.PageNotOffered: Quiet, outcome.PageMoved: Todo, outcome.PageChanged: Bad,
	outcome.PageSignedOut: Bad, outcome.PageBlocked: Bad, outcome.PageUnreachable: Bad,
}

func TestEveryResultAndStatusHasWordsAndAdvice(t *testing.T) {
	for _, tag := range locale.Languages() {
		v, _ := vocabulary(t, tag)
		for _, r := range outcome.Results() {
			if !has(v, "result."+string(r)) {
				t.Errorf("%s: no word for %s", tag, r)
			}
			if r.Trouble() && !has(v, "advice."+string(r)) {
				t.Errorf("%s: no advice for %s", tag, r)
			}
		}
		for s, want := range statuses {
			if word, tone := v.Status(s); tone != want || !has(v, "status."+string(s)) || word == "" {
				t.Errorf("%s: %s is %q, tone %q", tag, s, word, tone)
			}
			if statuses[s] != Good && statuses[s] != Quiet && !has(v, "advice-status."+string(s)) {
				t.Errorf("%s: no advice for %s", tag, s)
			}
		}
	}
}

func TestResultsAreSaidInTheWordsOfTheCommand(t *testing.T) {
	v, _ := vocabulary(t, locale.English)
	for command, want := range map[string]string{"apply": "would change", "check": "differs", "undo": "would change"} {
		if got := v.Result(command, outcome.WouldChange); got != want {
			t.Errorf("%s: %q", command, got)
		}
	}
	if got := v.Result("apply", "brand_new"); got != "brand new" {
		t.Errorf("a result without a word: %q", got)
	}
}
