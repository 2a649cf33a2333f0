package run

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/ownfile"
	"github.com/plexpriv/plexpriv/selectors"
)

// rememberWordings notes in the report what Plex words otherwise than before.
func rememberWordings(f *frame, report *outcome.Report) {
	x, err := wordingsOf(f.world)
	if err != nil {
		f.log.Warn("a change of wording may go untold", "error", err)
	}
	for i := range report.Accounts {
		x.compare(f.options.Catalogue, &report.Accounts[i], f.world.Now())
	}
	if err := x.save(); err != nil {
		f.log.Warn("a change of wording will be told again", "error", err)
	}
}

// wordings remembers how Plex words its settings: a switch that is on as before
// may have come to mean something else.
type wordings struct {
	path    string
	seen    map[string]wording
	changed bool
}

// wording is what a control was called, and how it was explained, since a day.
type wording struct {
	Label string `json:"label"`
	Help  string `json:"help,omitempty"`
	Since string `json:"since"`
	// Shown are the values that the control showed then, in the page's words.
	Shown []string `json:"shown,omitempty"`
}

// text is the wording in one line.
func (x wording) text() string {
	if x.Help == "" {
		return x.Label
	}
	return x.Label + ": " + x.Help
}

// wordingsFile is the file's content.
type wordingsFile struct {
	Format int                `json:"format"`
	Seen   map[string]wording `json:"seen"`
}

const wordingsFormat = 1

// wordingsOf reads the memory of earlier runs. One that does not read is begun
// anew: then one change of wording goes untold.
func wordingsOf(w *world.World) (*wordings, error) {
	x := &wordings{path: filepath.Join(w.State, "wordings.json"), seen: map[string]wording{}}
	text, err := os.ReadFile(x.path)
	if errors.Is(err, fs.ErrNotExist) {
		return x, nil
	}
	if err != nil {
		return x, fmt.Errorf("read how settings were worded: %w", err)
	}
	var f wordingsFile
	if err := json.Unmarshal(text, &f); err != nil || f.Format != wordingsFormat || f.Seen == nil {
		return x, fmt.Errorf("read how settings were worded: %s is not in format %d", x.path, wordingsFormat)
	}
	x.seen = f.Seen
	return x, nil
}

// compare notes in an account's report what is worded otherwise than before, and
// remembers the new wording, so that it is told once. Vendors come and go by
// their names; that is no change of wording.
func (x *wordings) compare(cat *selectors.Catalogue, a *outcome.AccountReport, now time.Time) {
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
			x.seen[key], x.changed = is, true
		}
	}
}

// shown are the values that a control's wording may have been read with.
func shown(c outcome.ControlReport) []string {
	var out []string
	for _, value := range []string{c.ShownBefore, c.ShownAfter} {
		if value != "" && !slices.Contains(out, value) {
			out = append(out, value)
		}
	}
	return out
}

// same says whether two wordings differ in nothing but the values they were read
// with: "Shared with Friends Only" is "Shared with Anyone" once anyone may see it.
func (x wording) same(y wording) bool {
	return sameBut(x.Label, x.Shown, y.Label, y.Shown) && sameBut(x.Help, x.Shown, y.Help, y.Shown)
}

func sameBut(a string, shownInA []string, b string, shownInB []string) bool {
	if a == b {
		return true
	}
	restA, restB := withoutOne(a, shownInA), withoutOne(b, shownInB)
	for _, text := range append(restA, asWords(a)) {
		if slices.Contains(restB, text) {
			return true
		}
	}
	return slices.Contains(restA, asWords(b))
}

// withoutOne gives a text's words without one of the values, at each place where it
// stands. The same words may stand for something else elsewhere in the text.
func withoutOne(text string, values []string) []string {
	var out []string
	all := strings.Fields(asWords(text))
	for _, v := range values {
		value := strings.Fields(asWords(v))
		for i := 0; len(value) > 0 && i+len(value) <= len(all); i++ {
			if slices.Equal(all[i:i+len(value)], value) {
				out = append(out, strings.Join(slices.Concat(all[:i], all[i+len(value):]), " "))
			}
		}
	}
	return out
}

// asWords is a text in small letters, without what stands between its words.
func asWords(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.In(r, unicode.Letter, unicode.Mark, unicode.Digit)
	}), " ")
}

// save replaces the file in one step, if there is anything new.
func (x *wordings) save() error {
	if !x.changed {
		return nil
	}
	text, err := json.Marshal(wordingsFile{wordingsFormat, x.seen})
	if err != nil {
		return err
	}
	if err := ownfile.Replace(x.path, text); err != nil {
		return fmt.Errorf("write how settings are worded: %w", err)
	}
	x.changed = false
	return nil
}
