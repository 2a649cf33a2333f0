package inspect

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// Inspector looks at pages for a bug report.
type Inspector struct {
	Catalogue *selectors.Catalogue
	Browser   page.Browser
	Pace      page.Pace
	Log       *slog.Logger
}

// Inspect looks at one page of an account and says what it looks like now, compared
// with the catalogue and without anything personal. It changes nothing.
func (n *Inspector) Inspect(ctx context.Context, s *session.Session, pg *selectors.Page, level string, now time.Time) (*SavedPage, error) {
	site, err := n.Browser.NewSite(ctx, signin.StateOf(s))
	if err != nil {
		return nil, page.StoppedOr(ctx, err)
	}
	defer site.Close()
	is := signin.Identify(ctx, site, s, "")
	if is.Err != nil {
		return nil, is.Err
	}
	tab, err := site.NewTab(ctx)
	if err != nil {
		return nil, page.StoppedOr(ctx, err)
	}
	e := &page.Env{Lex: reading.NewLexicon(n.Catalogue, level), Pace: n.Pace, Log: n.Log, User: s.Account.Username, Refusals: n.Browser.Refusals}
	v := page.NewVisit(e, tab, wanted.Page{Page: pg, Wishes: e.Lex.WishForEach(pg)}, page.Purpose{Offers: true})
	found := v.Read(ctx)
	if err := v.DropDowns.ReadOffers(ctx, found); err != nil {
		return nil, page.StoppedOr(ctx, err)
	}
	if !v.View.Reread() {
		return nil, &outcome.LaterError{What: fmt.Sprintf("the page %s could not be looked at: %s", pg.ID, found.Report.Detail)}
	}
	saved := saved(v, now)
	known := append(n.homeNames(ctx, site, s), serverNames(ctx, site, s)...)
	known = append(known, saved.people()...)
	known = append(known, s.Account.Username, is.Username, is.Email, is.ID, is.UUID, s.Account.ID)
	return newScrubber(append(known, is.Names...)).page(saved)
}

// saved returns the page as it was last looked at, and read.
func saved(visit *page.Visit, now time.Time) *SavedPage {
	v := visit.View
	l := v.Last
	c := visit.Conclude()
	c.Explain(v.Readings)
	findings, content := proposer{v.Reader(), l, v.Claims}.findings(v.Readings), contentOf(v, l)
	return &SavedPage{
		Format: SavedFormat, Page: v.Page.ID, Catalogue: outcome.CatalogueReportOf(visit.Env.Lex.Cat), Taken: now.UTC().Format(time.DateOnly),
		URL: "https://" + outcome.Address(l.URL), Lang: l.Lang, Status: c.Status, Detail: c.Detail,
		Fingerprint: fingerprintOf(v, l, findings, content), Findings: findings, Content: content,
	}
}

// contentOf returns what a look has found of the page itself.
func contentOf(v *page.View, l *sight.Look) Content {
	out := Content{Layers: slices.Clone(l.Layers), Headings: l.Headings, Frames: l.Frames, CSS: v.CSS}
	for _, c := range l.Controls {
		if v.Considers(c) && !c.InFrame() {
			out.Controls = append(out.Controls, c)
		}
	}
	for _, b := range l.Buttons {
		if !b.InFrame() {
			out.Buttons = append(out.Buttons, b)
		}
	}
	for i := range out.Layers {
		// The full text of a dialog may be about anybody; its title is enough.
		out.Layers[i].Text = ""
	}
	return out
}

// fingerprintOf compares a page with the marks that the catalogue has of it.
func fingerprintOf(v *page.View, l *sight.Look, findings []Finding, content Content) Fingerprint {
	out := Fingerprint{Address: page.AtHome(v.Page, l.URL), Heading: page.ShowsHeading(v.Page, l), Expected: len(findings)}
	for _, f := range findings {
		if f.Result == "" {
			out.Matched++
		}
	}
	for _, c := range content.Controls {
		if !v.Claims[c.Ref] {
			out.Unclaimed++
		}
	}
	return out
}

// homeNames returns the names of the people in the account's Plex Home, which pages may
// show. Without them, only what looks personal can be scrubbed.
func (n *Inspector) homeNames(ctx context.Context, site page.Site, s *session.Session) []string {
	out, err := signin.HomeNames(ctx, site, s)
	if err != nil {
		n.Log.Debug("who is in the Plex Home is not known", "error", err)
	}
	return out
}

// serversURL lists the account's servers and players, and those that friends share
// with it (python-plexapi, myplex.py).
const serversURL = "https://plex.tv/api/v2/resources"

// serverNames returns the names of servers and players, and of those who share theirs.
func serverNames(ctx context.Context, site page.Site, s *session.Session) []string {
	a, err := page.Ask(ctx, site, serversURL, signin.APIHeaders(s.Token, s.ClientID))
	if err != nil || a.Meaning() != answer.Given {
		return nil
	}
	all, err := answer.Data(a.Body, "resources", "MediaContainer")
	if err != nil {
		return nil
	}
	var out []string
	for _, r := range all.Items("resource") {
		for _, name := range []string{"name", "sourceTitle", "clientIdentifier", "publicAddress"} {
			out = append(out, r.Word(name))
		}
	}
	return out
}

// TryCatalogue tries a catalogue's description of a page on a saved one.
func TryCatalogue(cat *selectors.Catalogue, saved *SavedPage, level string) ([]Finding, error) {
	page := cat.Page(saved.Page)
	if page == nil {
		return nil, fmt.Errorf("the catalogue has no page %q", saved.Page)
	}
	r := &reading.Reader{Lex: reading.NewLexicon(cat, level), Page: page, CSS: reading.CSS(page), Consider: func(s sight.Seen) bool { return !s.InFrame() }}
	l := saved.Look(r.CSS)
	readings, claims := r.Read(l, r.Lex.WishForEach(page))
	return proposer{r, l, claims}.findings(readings), nil
}
