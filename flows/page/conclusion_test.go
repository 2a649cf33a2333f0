package page

import (
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// TestConclusion draws the conclusion from every kind of evidence, and gives what is
// missing the reason.
func TestConclusion(t *testing.T) {
	const found, missing = true, false
	home := &sight.Look{URL: "https://www.plex.tv/de/consent/", Headings: []sight.Heading{{Text: "Privacy"}}}
	bare := &sight.Look{URL: "https://www.plex.tv/consent/"}
	away := &sight.Look{URL: "https://www.plex.tv/elsewhere/"}
	for name, c := range map[string]struct {
		parts    []bool // whether each setting was found
		optional bool   // whether they, and the page, may be absent
		look     *sight.Look
		e        evidence
		status   outcome.PageStatus
		missing  outcome.Result // of what is missing
	}{
		"all there":                   {parts: []bool{found, found}, look: home, status: outcome.PageOK},
		"one missing":                 {parts: []bool{found, missing}, look: home, status: outcome.PageChanged, missing: outcome.NotFound},
		"one not for everybody":       {parts: []bool{found, missing}, optional: true, look: home, status: outcome.PageOK, missing: outcome.NotOffered},
		"one unexplained":             {parts: []bool{found, missing}, optional: true, look: home, e: evidence{unexplained: "a box"}, status: outcome.PageChanged, missing: outcome.NotFound},
		"at another address":          {parts: []bool{found, found}, look: away, status: outcome.PageMoved},
		"in a frame":                  {parts: []bool{found, missing}, look: home, e: evidence{framed: "a frame"}, status: outcome.PageChanged, missing: outcome.Unreadable},
		"in a frame that was refused": {parts: []bool{missing}, look: home, e: evidence{framed: "a frame", refused: "a script"}, status: outcome.PageBlocked, missing: outcome.Unreadable},
		"a frame beside all":          {parts: []bool{found}, look: home, e: evidence{framed: "a frame"}, status: outcome.PageOK},
		"in a closed section":         {parts: []bool{missing}, look: home, e: evidence{closed: "More"}, status: outcome.PageChanged, missing: outcome.Unreadable},
		"nothing, refused":            {parts: []bool{missing}, look: home, e: evidence{refused: "a script"}, status: outcome.PageBlocked, missing: outcome.NotFound},
		"refused, but Plex says why":  {parts: []bool{missing}, look: home, e: evidence{refused: "a script", notOffered: "not here"}, status: outcome.PageNotOffered, missing: outcome.NotOffered},
		"nothing, and Plex says so":   {parts: []bool{missing}, look: home, e: evidence{notOffered: "not here", over: "a dialog"}, status: outcome.PageNotOffered, missing: outcome.NotOffered},
		"nothing, under a dialog":     {parts: []bool{missing}, look: home, e: evidence{over: "a dialog"}, status: outcome.PageChanged, missing: outcome.NotFound},
		"nothing but headings":        {parts: []bool{missing}, optional: true, look: home, status: outcome.PageNotOffered, missing: outcome.NotOffered},
		"nothing, elsewhere":          {parts: []bool{missing}, look: away, status: outcome.PageMoved, missing: outcome.NotFound},
		"nothing at all":              {parts: []bool{missing}, optional: true, look: bare, status: outcome.PageChanged, missing: outcome.NotFound},
	} {
		e := c.e
		e.look, e.page = c.look, &selectors.Page{
			Place:     selectors.Place{URL: home.URL, Addresses: []string{"/consent"}},
			Landmarks: selectors.Landmarks{Headings: selectors.Phrases{"en": {"Privacy"}}},
		}
		e.page.MayBeAbsent = c.optional
		for _, there := range c.parts {
			p := &reading.Part{Key: "box", Found: there}
			if !there {
				p.Result = outcome.NotFound
			}
			e.readings = append(e.readings, &reading.Setting{Wish: wanted.Wish{Setting: &selectors.Setting{MayBeAbsent: c.optional}}, Parts: []*reading.Part{p}})
		}
		got := e.conclusion()
		if got.Status != c.status {
			t.Errorf("%s: %s (%s), want %s", name, got.Status, got.Detail, c.status)
		}
		got.Explain(e.readings)
		for i, r := range e.readings {
			if is := r.Parts[0].Result; !c.parts[i] && is != c.missing {
				t.Errorf("%s: what is missing is %s, want %s", name, is, c.missing)
			}
		}
	}
}
