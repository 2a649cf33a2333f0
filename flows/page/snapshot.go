package page

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// snapshot is what one look at the page has found.
type snapshot struct {
	Last     *sight.Look
	Readings []*reading.Setting
	Claims   map[sight.Ref]bool
	// at is when it was read.
	at time.Time
}

// whole says whether the page was read, not only looked at.
func (s snapshot) whole() bool { return s.Readings != nil }

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
func (v *Visit) Look(ctx context.Context, g Glance) (snapshot, error) {
	ask := sight.Ask{CSS: v.Css, Rows: true, Text: g.text}
	if g.phrases {
		ask.Texts = map[string][]string{}
		if labels := v.revealTexts(); len(labels) > 0 {
			ask.Texts[aboutReveals] = labels
		}
		if v.User != "" {
			ask.Texts[aboutUser] = []string{v.User}
		}
	}
	l, err := v.tab.Look(ctx, ask)
	if err != nil {
		return snapshot{}, err
	}
	v.Last = v.List.UnderTabs(v.WithPlainPopups(l))
	v.Layers.sort(v.Last, v.Page.Dialog.All())
	if g.before != nil && g.before(v.Last) {
		return snapshot{Last: v.Last}, nil
	}
	now := v.readLook(v.Last)
	if g.aside {
		return now, nil
	}
	v.snapshot = now
	if g.Act {
		v.Rest.Looked = now.at
	}
	if g.rest {
		v.Rest.shows(v.sign(), now.at)
	}
	return now, nil
}

// readLook reads the settings of the page off a look.
func (v *Visit) readLook(l *sight.Look) snapshot {
	readings, claims := v.Reader().Read(l, v.wishes)
	return snapshot{l, readings, claims, time.Now()}
}

// Reread reads the last look once more.
func (v *Visit) Reread() { v.snapshot = v.readLook(v.Last) }

func (v *Visit) Reader() *reading.Reader {
	return &reading.Reader{Lexicon: v.Lexicon, Page: v.Page, Css: v.Css, Consider: v.Considers}
}
