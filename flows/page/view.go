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

// View is what the page shows: the last look, and what was read from it.
type View struct {
	// Page is the page as the catalogue describes it. CSS are the CSS selectors in that
	// description; each look tests them.
	Page   *selectors.Page
	CSS    []string
	wishes []wanted.Wish

	// Last is the last look that was read, Readings are the settings read from it, and
	// Claims are the controls in it that the catalogue knows. A list that was gone through
	// replaces the last two by those of all its places.
	Last     *sight.Look
	Readings []*reading.Setting
	Claims   map[sight.Ref]bool
	// Looked is when the last look with LookOptions.Act was read.
	Looked time.Time
	// newest is the newest look. It was not read if something was in the way, and not
	// kept if it was taken aside.
	newest *sight.Look

	env    *Env
	tab    Tab
	layers layers
	rest   *rest
	ways   *ways
	// list knows which tab the visible rows stand under.
	list *list.List
}

func newView(e *Env, tab Tab, pw wanted.Page, r *rest) *View {
	return &View{Page: pw.Page, CSS: reading.CSS(pw.Page), wishes: pw.Wishes, env: e, tab: tab, layers: newLayers(), rest: r, ways: newWays(pw.Page)}
}

// snapshot is the result of one look.
type snapshot struct {
	last     *sight.Look
	readings []*reading.Setting
	claims   map[sight.Ref]bool
	// at is when it was read.
	at time.Time
}

// whole says whether the page was read, not only looked at.
func (s snapshot) whole() bool { return s.readings != nil }

// LookOptions says what a look is for.
type LookOptions struct {
	// text asks for the text of the page. phrases asks where the page has the words of
	// the reveals and the user's name.
	text, phrases bool
	// before is called once the layers are known. If it returns true, nothing is read.
	before func(*sight.Look) bool
	// rest makes the look count for how long the page has shown the same. Looks that
	// wait for a control to take effect do not count.
	rest bool
	// Act says that the caller may act on what is read without looking again.
	Act bool
	// aside keeps the readings as they are, because the caller is working on them.
	aside bool
}

// The topics of texts that a look can search for.
const (
	aboutReveals   = "reveals"
	aboutUser      = "user"
	aboutAudiences = "audiences"
)

// Look looks at the page once and reads its settings. Rows of a list have the names
// that they have in the part of the list that shows.
func (v *View) Look(ctx context.Context, g LookOptions) (snapshot, error) {
	ask := sight.Ask{CSS: v.CSS, Rows: true, Text: g.text}
	if g.phrases {
		ask.Texts = map[string][]string{}
		if labels := revealTexts(v.Page.Reveal); len(labels) > 0 {
			ask.Texts[aboutReveals] = labels
		}
		if v.env.User != "" {
			ask.Texts[aboutUser] = []string{v.env.User}
		}
	}
	began := time.Now()
	l, err := v.tab.Look(ctx, ask)
	if err != nil {
		return snapshot{}, err
	}
	if took := time.Since(began); g.rest && took > v.env.Pace.hold() {
		v.rest.frozen(took)
	}
	l = v.list.UnderTabs(v.env.Lex.WithPlainPopups(l))
	v.newest = l
	v.layers.sort(l, v.Page.Dialog.All())
	if g.before != nil && g.before(l) {
		return snapshot{last: l}, nil
	}
	now := v.readLook(l)
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

// readLook reads the settings of the page from a look.
func (v *View) readLook(l *sight.Look) snapshot {
	readings, claims := v.Reader().Read(l, v.wishes)
	return snapshot{l, readings, claims, time.Now()}
}

func (v *View) keep(s snapshot) { v.Last, v.Readings, v.Claims = s.last, s.readings, s.claims }

// Reread reads the newest look, even if that was not done when it was taken. It says
// whether there is one.
func (v *View) Reread() bool {
	if v.newest == nil {
		return false
	}
	v.keep(v.readLook(v.newest))
	return true
}

// Reader returns a reader for looks at this page.
func (v *View) Reader() *reading.Reader {
	return &reading.Reader{Lex: v.env.Lex, Page: v.Page, CSS: v.CSS, Consider: v.Considers}
}

// Until calls done again and again until it returns true or an error, and gives up if
// the tab is stuck. op and target say in an error what it was waiting for.
func (v *View) Until(ctx context.Context, op, target string, done func(context.Context) (bool, string, error)) error {
	return v.UntilPaced(ctx, op, target, func() time.Duration { return v.env.Pace.Look }, done)
}

// UntilPaced is Until with pauses of different lengths.
func (v *View) UntilPaced(ctx context.Context, op, target string, next func() time.Duration, done func(context.Context) (bool, string, error)) error {
	return automation.UntilPaced(ctx, op, target, next, func(ctx context.Context) (bool, string, error) {
		if v.tab.Stuck() {
			return false, "", automation.ErrUnresponsive
		}
		return done(ctx)
	})
}

// Considers says whether a control may be one of a setting: it must be the page's own,
// and not a menu of the site's frame.
func (v *View) Considers(s sight.Seen) bool {
	return v.IsOwn(s.Thing) && !(s.Kind == sight.Popup && s.InFrame())
}

// IsOwn says whether a thing is the page's own: it is not in a dialog that came up by
// itself.
func (v *View) IsOwn(t sight.Thing) bool { return !v.layers.stray(t.Layer) }

// Trusted says whether a layer is a dialog that we opened or that the catalogue knows.
func (v *View) Trusted(layer sight.Ref) bool { return v.layers.trusted[layer] }

// expectDialog says that the next dialog is one that we opened.
func (v *View) expectDialog() { v.layers.expecting = true }

// signature changes when a value or a layer of the page changes.
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

// shown counts the visible controls of the page's settings.
func (v *View) shown() int { return Shown(v.Readings) }

// Shown counts the controls that readings have found.
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

// allComplete says whether every setting was read that must be there.
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

// showsItself says whether this is surely the page: it shows one of its settings or one
// of its headings.
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

// strangers returns the controls that can be switched and that the catalogue does not
// know.
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
