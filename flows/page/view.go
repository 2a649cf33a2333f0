package page

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/list"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// View is the page as it shows: what the last look found, and what was read off it.
type View struct {
	// Page is the page as the catalogue describes it, and Css are the selectors that a
	// look tests for it.
	Page   *selectors.Page
	Css    []string
	wishes []wanted.Wish

	// Last is the last look, Readings are the settings that were read off it, and
	// Claims the controls that the catalogue accounts for.
	Last     *sight.Look
	Readings []*reading.Setting
	Claims   map[sight.Ref]bool
	// Looked is when a look was taken that may be acted on.
	Looked time.Time

	env    *Env
	tab    Tab
	layers layers
	rest   *rest
	// list knows under which tabs the rows stand that show.
	list *list.List
}

func newView(e *Env, tab Tab, pw wanted.Page, r *rest) *View {
	return &View{Page: pw.Page, Css: reading.Css(pw.Page), wishes: pw.Wishes, env: e, tab: tab, layers: newLayers(), rest: r}
}

// snapshot is what one look at the page has found.
type snapshot struct {
	last     *sight.Look
	readings []*reading.Setting
	claims   map[sight.Ref]bool
	// at is when it was read.
	at time.Time
}

// whole says whether the page was read, not only looked at.
func (s snapshot) whole() bool { return s.readings != nil }

// Glance says what a look is for.
type Glance struct {
	// text asks for what the page says, and phrases for where it says the words
	// of the reveals and the user's name.
	text, phrases bool
	// before is called when the layers are known. If it is true, nothing is read.
	before func(*sight.Look) bool
	// rest has the look count for how long the page has shown the same. A look that
	// watches a control of ours take effect does not.
	rest bool
	// Act says that what is read may be acted on without another look.
	Act bool
	// aside leaves the readings as they were: whoever asks is at work on them.
	aside bool
}

// The topics of the texts that a look may be asked to find.
const (
	aboutReveals   = "reveals"
	aboutUser      = "user"
	aboutAudiences = "audiences"
)

// Look looks at the page once and reads its settings. Whatever reads them does it
// here, and differs in what it says in the glance. Rows have the names that they have
// at the place that shows.
func (v *View) Look(ctx context.Context, g Glance) (snapshot, error) {
	ask := sight.Ask{CSS: v.Css, Rows: true, Text: g.text}
	if g.phrases {
		ask.Texts = map[string][]string{}
		if labels := revealTexts(v.Page.Reveal); len(labels) > 0 {
			ask.Texts[aboutReveals] = labels
		}
		if v.env.User != "" {
			ask.Texts[aboutUser] = []string{v.env.User}
		}
	}
	l, err := v.tab.Look(ctx, ask)
	if err != nil {
		return snapshot{}, err
	}
	v.Last = v.list.UnderTabs(v.env.Lex.WithPlainPopups(l))
	v.layers.sort(v.Last, v.Page.Dialog.All())
	if g.before != nil && g.before(v.Last) {
		return snapshot{last: v.Last}, nil
	}
	now := v.readLook(v.Last)
	if g.aside {
		return now, nil
	}
	v.keep(now)
	if g.Act {
		v.Looked = now.at
	}
	if g.rest {
		v.rest.shows(v.signature(), now.at)
	}
	return now, nil
}

// readLook reads the settings of the page off a look.
func (v *View) readLook(l *sight.Look) snapshot {
	readings, claims := v.Reader().Read(l, v.wishes)
	return snapshot{l, readings, claims, time.Now()}
}

func (v *View) keep(s snapshot) { v.Last, v.Readings, v.Claims = s.last, s.readings, s.claims }

// Reread reads the last look once more.
func (v *View) Reread() { v.keep(v.readLook(v.Last)) }

// Reader reads a look of the page.
func (v *View) Reader() *reading.Reader {
	return &reading.Reader{Lex: v.env.Lex, Page: v.Page, Css: v.Css, Consider: v.Considers}
}

// Until looks again and again until done says so, and gives up a tab that is stuck.
func (v *View) Until(ctx context.Context, op, target string, done func(context.Context) (bool, string, error)) error {
	return automation.Until(ctx, op, target, v.env.Pace.Look, func(ctx context.Context) (bool, string, error) {
		if v.tab.Stuck() {
			return false, "", automation.ErrUnresponsive
		}
		return done(ctx)
	})
}

// Considers leaves out of the reading what is not the page's own, and the menus of
// the site's frame.
func (v *View) Considers(s sight.Seen) bool {
	return v.Mine(s.Thing) && !(s.Kind == sight.Popup && s.InFrame())
}

// Mine says whether a thing is the page's own, and does not stand in a dialog that
// nobody asked for.
func (v *View) Mine(t sight.Thing) bool { return !v.layers.stray(v.Last, t.Layer) }

// Trusted says whether a layer is a dialog that our own press opened, or one that the
// catalogue knows.
func (v *View) Trusted(layer sight.Ref) bool { return v.layers.trusted[layer] }

// expectDialog has the next dialog that comes up taken for one that we opened.
func (v *View) expectDialog() { v.layers.expecting = true }

// signature stands for the values that show, and for what lies over the page.
func (v *View) signature() string {
	var b strings.Builder
	for _, r := range v.Readings {
		b.WriteString(r.Signature())
	}
	for _, l := range v.Last.Layers {
		fmt.Fprintf(&b, "[%s]", l.Kind)
	}
	return b.String()
}

// shown counts the controls of the page's settings that can be seen now.
func (v *View) shown() int { return Shown(v.Readings) }

// Shown counts the controls that were seen.
func Shown(readings []*reading.Setting) int {
	n := 0
	for _, r := range readings {
		for _, p := range r.Parts {
			if p.Found || p.Result == outcome.Ambiguous {
				n++
			}
		}
	}
	return n
}

func (v *View) anyMissing() bool {
	for _, r := range v.Readings {
		if r.Missing() {
			return true
		}
	}
	return false
}

// allComplete says whether every setting that must be there was read.
func (v *View) allComplete() bool {
	any := false
	for _, r := range v.Readings {
		if r.Complete() {
			any = true
			continue
		}
		if r.Wish.Setting.MayBeAbsent && r.Missing() && v.showsItself() {
			continue
		}
		return false
	}
	return any
}

// showsItself says whether the page shows one of its own headings, or at least one of
// its settings.
func (v *View) showsItself() bool {
	for _, r := range v.Readings {
		if r.Complete() {
			return true
		}
	}
	return ShowsHeading(v.Page, v.Last)
}

// ShowsHeading says whether a look at a page shows one of its own headings.
func ShowsHeading(pg *selectors.Page, l *sight.Look) bool {
	known := pg.Headings.All()
	for _, h := range l.Headings {
		if sight.HasPhrase(h.Text, known) {
			return true
		}
	}
	return false
}

// strangers are the controls that could be switched and that nothing in the
// catalogue claims.
func (v *View) strangers() []outcome.UnknownControl {
	var out []outcome.UnknownControl
	for _, s := range v.Reader().Strangers(v.Last, v.Claims) {
		u := outcome.UnknownControl{Page: v.Page.ID, Role: s.Role, Name: outcome.Clip(s.Title(), 120), State: s.State, Help: reading.HelpText(s.Seen)}
		if len(s.Section) > 0 {
			u.Section = outcome.Clip(s.Section[0], 120)
		}
		out = append(out, u)
	}
	return out
}
