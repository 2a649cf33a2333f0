package flows

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Inspect looks at one page and says what it looks like now, compared with the
// catalogue and without anything personal. It changes nothing.
func (r *Runner) Inspect(ctx context.Context, who Subject, page *selectors.Page, level string, now time.Time) (*SavedPage, error) {
	a := &account{Runner: r, env: newEnv(r.Catalogue, r.Pace, level, r.Log), who: who, req: Request{Command: "check"}}
	a.env.user = who.Username
	site, err := a.Browser.NewSite(ctx, who.State)
	if err != nil {
		return nil, a.broken(ctx, err)
	}
	defer site.Close()
	a.session.site = site
	who1 := a.identify(ctx, site)
	if who1.err != nil {
		return nil, who1.err
	}
	p := &pageVisit{wishes: wanted.Page{Page: page, Wishes: every(&reading.Reader{Lex: a.lex, Page: page})}}
	if err := a.readPage(ctx, p); err != nil {
		return nil, a.broken(ctx, err)
	}
	if p.visit.last == nil {
		return nil, &outcome.LaterError{What: fmt.Sprintf("the page %s could not be looked at: %s", page.ID, p.out.report.Detail)}
	}
	saved := p.visit.saved(now)
	known := append(a.homeNames(ctx, site), a.serverNames(ctx, site)...)
	known = append(known, saved.people()...)
	known = append(known, who.Username, who1.username, who1.email, who1.id, who1.uuid, who.ID)
	return newScrubber(append(known, who1.names...)).page(saved)
}

// saved is the page as it was last looked at.
func (v *visit) saved(now time.Time) *SavedPage {
	l := v.last
	v.snapshot = v.readLook(l)
	c := v.status()
	c.explain(v.readings)
	s := &SavedPage{
		Format: SavedFormat, Page: v.page.ID, Catalogue: outcome.ReportOn(v.lex.Cat), Taken: now.UTC().Format(time.DateOnly),
		URL: "https://" + address(l.URL), Lang: l.Lang, Status: c.status, Detail: c.detail,
		Findings: findings(v.reader(), l, v.readings, v.claims), Layers: l.Layers, Headings: l.Headings, Frames: l.Frames, CSS: v.css,
	}
	s.Fingerprint = Fingerprint{Address: v.atHome(l.URL), Heading: v.fingerprint(l)}
	for _, f := range s.Findings {
		s.Fingerprint.Expected++
		if f.Result == "" {
			s.Fingerprint.Matched++
		}
	}
	for _, c := range l.Controls {
		if !v.mine(c) || outside(c.Landmark) {
			continue
		}
		if !v.claims[c.Ref] {
			s.Fingerprint.Unclaimed++
		}
		s.Controls = append(s.Controls, c)
	}
	for _, b := range l.Buttons {
		if !outside(b.Landmark) {
			s.Buttons = append(s.Buttons, b)
		}
	}
	for i := range s.Layers {
		// What a dialog says in full may be about anybody; its title is enough.
		s.Layers[i].Text = ""
	}
	return s
}

// outside says whether a landmark is the site's frame, where the person's own
// menus are, and not the page.
func outside(landmark string) bool {
	return landmark == "banner" || landmark == "navigation" || landmark == "contentinfo"
}

// homeNames are the names of the account's Plex Home, which pages may show.
// Where they cannot be had, what looks like a name is all there is to go by.
func (a *account) homeNames(ctx context.Context, site Site) []string {
	entries, err := listHome(func(address string) (plexAnswer, error) {
		f, err := site.Get(ctx, address, apiHeaders(a.who.Token, a.who.ClientID))
		return plexAnswer{status: f.Status, body: []byte(f.Body)}, err
	})
	if err != nil {
		a.log.Debug("who is in the Plex Home is not known", "error", err)
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
func (a *account) serverNames(ctx context.Context, site Site) []string {
	f, err := site.Get(ctx, serversURL, apiHeaders(a.who.Token, a.who.ClientID))
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
	r := &reading.Reader{Lex: reading.NewLexicon(cat, level), Page: page, Css: reading.Css(page), Consider: func(s sight.Seen) bool { return !outside(s.Landmark) }}
	l := saved.look(r.Css)
	readings, claims := r.Read(l, every(r))
	return findings(r, l, readings, claims), nil
}
