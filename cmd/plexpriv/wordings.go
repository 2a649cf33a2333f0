package main

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

	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/ownfile"
	"github.com/plexpriv/plexpriv/selectors"
)

// rememberWordings notes in the report what Plex words otherwise than before.
func (r *accountsRun) rememberWordings(report *flows.Report) {
	x, err := r.world.wordings()
	if err != nil {
		r.log.Warn("a change of wording may go untold", "error", err)
	}
	for i := range report.Accounts {
		x.compare(r.options.catalogue, &report.Accounts[i], r.world.now())
	}
	if err := x.save(); err != nil {
		r.log.Warn("a change of wording will be told again", "error", err)
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

// wordings reads the memory of earlier runs. One that does not read is begun
// anew: then one change of wording goes untold.
func (w *world) wordings() (*wordings, error) {
	x := &wordings{path: filepath.Join(w.state, "wordings.json"), seen: map[string]wording{}}
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
func (x *wordings) compare(cat *selectors.Catalogue, a *flows.AccountReport, now time.Time) {
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
		setting := cat.Setting(s.ID)
		if setting == nil || setting.Kind == selectors.List {
			continue
		}
		for _, c := range s.Controls {
			if c.Label == "" {
				continue
			}
			key := who + " " + s.ID + "/" + c.ID + " " + cmp.Or(lang[s.Page], "en")
			is := wording{unvalued(setting, c), c.Help, now.UTC().Format(time.DateOnly)}
			was, known := x.seen[key]
			if known && was.text() == is.text() {
				continue
			}
			if known {
				s.Reworded = append(s.Reworded, flows.Reworded{Control: c.ID, Since: was.Since, Old: was.text(), New: is.text()})
			}
			x.seen[key], x.changed = is, true
		}
	}
}

// unvalued is a control's label without the value that a row may show after it. A
// name of the control stays whole: the list called My Friends may be for friends.
func unvalued(setting *selectors.Setting, c flows.ControlReport) string {
	label := c.Label
	for _, shown := range []string{c.ShownBefore, c.ShownAfter} {
		if rest, cut := strings.CutSuffix(label, " "+shown); cut && shown != "" && !named(setting, c.ID, label) {
			label = rest
		}
	}
	return label
}

// named says whether a label is what the catalogue calls a control, in any language.
func named(setting *selectors.Setting, control, label string) bool {
	for _, c := range setting.Controls {
		if c.ID != control {
			continue
		}
		for _, l := range c.Locators {
			for _, names := range l.Name {
				if slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, label) }) {
					return true
				}
			}
		}
	}
	return false
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

// reworded tells what Plex words otherwise than before.
func (v *accountView) reworded() {
	for _, s := range v.report.Settings {
		for _, x := range s.Reworded {
			v.say("%s: Plex words this setting otherwise than on %s. It was %q, and is now %q; look whether it still means the same", s.ID, x.Since, x.Old, x.New)
		}
	}
}
