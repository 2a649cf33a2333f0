package flows

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Inspect looks at one page and says what it looks like now, compared with the
// catalogue and without anything personal. It changes nothing.
func (r *Runner) Inspect(ctx context.Context, who Subject, pg *selectors.Page, level string, now time.Time) (*SavedPage, error) {
	session := newSignedIn(who, r.Log)
	if err := session.open(ctx, r.Browser); err != nil {
		return nil, err
	}
	defer session.site.Close()
	is := session.identify(ctx)
	if is.err != nil {
		return nil, is.err
	}
	tab, err := session.newTab(ctx)
	if err != nil {
		return nil, broken(ctx, err)
	}
	e := &page.Env{Lex: reading.NewLexicon(r.Catalogue, level), Pace: r.Pace, Log: r.Log, User: who.Username, Refusals: r.Browser.Refusals}
	v := page.NewVisit(e, tab, wanted.Page{Page: pg, Wishes: e.Lex.Every(pg)})
	v.DropDowns.Asked = true
	found := v.Read(ctx)
	if err := v.OffersOf(ctx, found); err != nil {
		return nil, broken(ctx, err)
	}
	if v.Last == nil {
		return nil, &outcome.LaterError{What: fmt.Sprintf("the page %s could not be looked at: %s", pg.ID, found.Report.Detail)}
	}
	saved := saved(v, now)
	known := append(session.homeNames(ctx), session.serverNames(ctx)...)
	known = append(known, saved.people()...)
	known = append(known, who.Username, is.username, is.email, is.id, is.uuid, who.ID)
	return newScrubber(append(known, is.names...)).page(saved)
}

// saved is the page as it was last looked at.
func saved(v *page.Visit, now time.Time) *SavedPage {
	l := v.Last
	v.Reread()
	c := v.Status()
	c.Explain(v.Readings)
	s := &SavedPage{
		Format: SavedFormat, Page: v.Page.ID, Catalogue: outcome.ReportOn(v.Cat), Taken: now.UTC().Format(time.DateOnly),
		URL: "https://" + outcome.Address(l.URL), Lang: l.Lang, Status: c.Status, Detail: c.Detail,
		Findings: proposer{v.Reader(), l, v.Claims}.findings(v.Readings), Layers: l.Layers, Headings: l.Headings, Frames: l.Frames, CSS: v.Css,
	}
	s.Fingerprint = Fingerprint{Address: v.AtHome(l.URL), Heading: v.Fingerprint(l)}
	for _, f := range s.Findings {
		s.Fingerprint.Expected++
		if f.Result == "" {
			s.Fingerprint.Matched++
		}
	}
	for _, c := range l.Controls {
		if !v.Considers(c) || c.InFrame() {
			continue
		}
		if !v.Claims[c.Ref] {
			s.Fingerprint.Unclaimed++
		}
		s.Controls = append(s.Controls, c)
	}
	for _, b := range l.Buttons {
		if !b.InFrame() {
			s.Buttons = append(s.Buttons, b)
		}
	}
	for i := range s.Layers {
		// What a dialog says in full may be about anybody; its title is enough.
		s.Layers[i].Text = ""
	}
	return s
}

// homeNames are the names of the account's Plex Home, which pages may show.
// Where they cannot be had, what looks like a name is all there is to go by.
func (s *signedIn) homeNames(ctx context.Context) []string {
	entries, err := listHome(func(address string) (plexAnswer, error) {
		f, err := s.site.Get(ctx, address, apiHeaders(s.who.Token, s.who.ClientID))
		return plexAnswer{status: f.Status, body: []byte(f.Body)}, err
	})
	if err != nil {
		s.log.Debug("who is in the Plex Home is not known", "error", err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.names()...)
	}
	return out
}

// serversURL lists the account's servers and players, and those that friends share
// with it (python-plexapi, myplex.py).
const serversURL = "https://plex.tv/api/v2/resources"

// serverNames are the names of servers, players and those who share theirs.
func (s *signedIn) serverNames(ctx context.Context) []string {
	f, err := s.site.Get(ctx, serversURL, apiHeaders(s.who.Token, s.who.ClientID))
	var all []struct{ Name, SourceTitle, ClientIdentifier, PublicAddress string }
	if err != nil || f.Status != 200 || json.Unmarshal([]byte(f.Body), &all) != nil {
		return nil
	}
	var out []string
	for _, r := range all {
		out = append(out, r.Name, r.SourceTitle, r.ClientIdentifier, r.PublicAddress)
	}
	return out
}

// TestSaved tries a catalogue's description of a page on a saved one.
func TestSaved(cat *selectors.Catalogue, saved *SavedPage, level string) ([]Finding, error) {
	page := cat.Page(saved.Page)
	if page == nil {
		return nil, fmt.Errorf("the catalogue has no page %q", saved.Page)
	}
	r := &reading.Reader{Lexicon: reading.NewLexicon(cat, level), Page: page, Css: reading.Css(page), Consider: func(s sight.Seen) bool { return !s.InFrame() }}
	l := saved.look(r.Css)
	readings, claims := r.Read(l, r.Every(page))
	return proposer{r, l, claims}.findings(readings), nil
}
