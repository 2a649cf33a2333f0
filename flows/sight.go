package flows

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/reading"
)

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

// glance says what a look is for.
type glance struct {
	// text asks for what the page says, and phrases for where it says the words
	// of the reveals and the user's name.
	text, phrases bool
	// before is called when the layers are known. If it is true, nothing is read.
	before func(*sight.Look) bool
	// rest has the look count for how long the page has shown the same. A look that
	// watches a control of ours take effect does not.
	rest bool
	// act says that what is read may be acted on without another look.
	act bool
	// aside leaves the readings as they were: whoever asks is at work on them.
	aside bool
}

// The topics of the texts that a look may be asked to find.
const (
	aboutReveals   = "reveals"
	aboutUser      = "user"
	aboutAudiences = "audiences"
)

// look looks at the page once and reads its settings. Whatever reads them does it
// here, and differs in what it says in the glance. Rows have the names that they have
// at the place that shows.
func (v *visit) look(ctx context.Context, g glance) (snapshot, error) {
	ask := sight.Ask{CSS: v.css, Rows: true, Text: g.text}
	if g.phrases {
		ask.Texts = map[string][]string{}
		if labels := v.revealTexts(); len(labels) > 0 {
			ask.Texts[aboutReveals] = labels
		}
		if v.user != "" {
			ask.Texts[aboutUser] = []string{v.user}
		}
	}
	l, err := v.tab.Look(ctx, ask)
	if err != nil {
		return snapshot{}, err
	}
	v.last = v.list.UnderTabs(v.WithPlainPopups(l))
	v.layers.sort(v.last, v.page.Dialog.All())
	if g.before != nil && g.before(v.last) {
		return snapshot{last: v.last}, nil
	}
	now := v.readLook(v.last)
	if g.aside {
		return now, nil
	}
	v.snapshot = now
	if g.act {
		v.rest.looked = now.at
	}
	if g.rest {
		v.rest.shows(v.sign(), now.at)
	}
	return now, nil
}

// readLook reads the settings of the page off a look.
func (v *visit) readLook(l *sight.Look) snapshot {
	readings, claims := v.reader().Read(l, v.wishes)
	return snapshot{l, readings, claims, time.Now()}
}

func (v *visit) reader() *reading.Reader {
	return &reading.Reader{Lexicon: v.Lexicon, Page: v.page, Css: v.css, Consider: v.considers}
}
