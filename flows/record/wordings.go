package record

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/ownfile"
	"github.com/plexpriv/plexpriv/selectors"
)

// Wordings remembers how Plex words its settings. A switch whose value is the same as
// before may mean something else if its text has changed.
type Wordings struct {
	path string
	// seen are the wordings of earlier runs, now those of this run that differ.
	seen, now map[string]wording
}

// wording is the label and the help text of a control, and since when it has them.
type wording struct {
	Label string `json:"label"`
	Help  string `json:"help,omitempty"`
	Since string `json:"since"`
	// Shown are the values that the page showed then, in its own words. A label may
	// contain one of them.
	Shown []string `json:"shown,omitempty"`
}

// text is the wording in one line.
func (x wording) text() string {
	if x.Help == "" {
		return x.Label
	}
	return x.Label + ": " + x.Help
}

// wordingsFile is the content of wordings.json.
type wordingsFile struct {
	Format int                `json:"format"`
	Seen   map[string]wording `json:"seen"`
}

const wordingsFormat = 1

// LoadWordings reads the file that earlier runs left in a directory. If it cannot be
// read, it starts empty, and a change of wording since then is missed.
func LoadWordings(dir string) (*Wordings, error) {
	x := &Wordings{path: filepath.Join(dir, "wordings.json"), seen: map[string]wording{}, now: map[string]wording{}}
	f, err := ownfile.LoadJSON(x.path, func(f *wordingsFile) bool { return f.Format == wordingsFormat && f.Seen != nil })
	if errors.Is(err, ownfile.ErrForm) {
		err = fmt.Errorf("%s is not in format %d", x.path, wordingsFormat)
	}
	if err != nil {
		return x, fmt.Errorf("read how settings were worded: %w", err)
	}
	if f != nil {
		x.seen = f.Seen
	}
	return x, nil
}

// Compare adds changed wordings to an account's report. Once the new wording is saved, the
// change is not reported again. Lists are left out: their items are names of vendors,
// which come and go.
func (x *Wordings) Compare(cat *selectors.Catalogue, a *outcome.AccountReport, now time.Time) {
	who := a.Profile
	if a.HomeUser != nil {
		who += "/" + *a.HomeUser
	}
	lang := map[string]string{}
	for _, p := range a.Pages {
		lang[p.ID] = p.Lang
	}
	for i := range a.Settings {
		s := &a.Settings[i]
		if setting := cat.Setting(s.ID); setting == nil || setting.Kind == selectors.List {
			continue
		}
		for _, c := range s.Controls {
			if c.Label == "" {
				continue
			}
			key := who + " " + s.ID + "/" + c.ID + " " + cmp.Or(lang[s.Page], "en")
			is := wording{Label: c.Label, Help: c.Help, Since: now.UTC().Format(time.DateOnly), Shown: shown(c)}
			was, known := x.seen[key]
			if known && was.same(is) {
				continue
			}
			if known {
				s.Reworded = append(s.Reworded, outcome.Reworded{Control: c.ID, Since: was.Since, Old: was.text(), New: is.text()})
			}
			x.now[key] = is
		}
	}
}

// shown are the values that the page showed for a control during the run.
func shown(c outcome.ControlReport) []string {
	var out []string
	for _, value := range []string{c.ShownBefore, c.ShownAfter} {
		if value != "" && !slices.Contains(out, value) {
			out = append(out, value)
		}
	}
	return out
}

// same reports whether two wordings differ only in the value that they contain. "Shared
// with Friends Only" and "Shared with Anyone" are the same wording of two values.
func (x wording) same(y wording) bool {
	return sameExceptValues(x.Label, x.Shown, y.Label, y.Shown) && sameExceptValues(x.Help, x.Shown, y.Help, y.Shown)
}

func sameExceptValues(a string, shownInA []string, b string, shownInB []string) bool {
	if a == b {
		return true
	}
	restA, restB := withoutOneValue(a, shownInA), withoutOneValue(b, shownInB)
	for _, text := range append(restA, normalize(a)) {
		if slices.Contains(restB, text) {
			return true
		}
	}
	return slices.Contains(restA, normalize(b))
}

// withoutOneValue removes one occurrence of one value from a text, and returns the text
// for each occurrence. It does not remove all of them at once, because the same words
// may mean something else in another place.
func withoutOneValue(text string, values []string) []string {
	var out []string
	all := strings.Fields(normalize(text))
	for _, v := range values {
		value := strings.Fields(normalize(v))
		for i := 0; len(value) > 0 && i+len(value) <= len(all); i++ {
			if slices.Equal(all[i:i+len(value)], value) {
				out = append(out, strings.Join(slices.Concat(all[:i], all[i+len(value):]), " "))
			}
		}
	}
	return out
}

// normalize returns the words of a text in lower case, without punctuation.
func normalize(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.In(r, unicode.Letter, unicode.Mark, unicode.Digit)
	}), " ")
}

// Save replaces the file in one step, if anything has changed.
func (x *Wordings) Save() error {
	if len(x.now) == 0 {
		return nil
	}
	maps.Copy(x.seen, x.now)
	if err := ownfile.ReplaceJSON(x.path, wordingsFile{wordingsFormat, x.seen}); err != nil {
		return fmt.Errorf("write how settings are worded: %w", err)
	}
	clear(x.now)
	return nil
}
