package flows

import (
	"github.com/plexpriv/plexpriv/flows/act"
	"github.com/plexpriv/plexpriv/flows/direct"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// pageRun is one page of a run, from its reading to its proof.
type pageRun struct {
	wishes wanted.Page
	// step is called when something begins on the page, or is over.
	step func(Step)
	// open is the page in its tab.
	open openPage
	// found is what was read on it, nil until then.
	found *page.Found
	// late is why it was not read in time, errNoTime or errLate; nil if it was. A late page
	// has no plan.
	late error
	// plan is what is wanted of its controls and what became of them.
	plan plan.Page
	// wrote says that something was changed on it. done is what is known of the last try,
	// earlier what went wrong in the try before.
	wrote   bool
	done    act.Done
	earlier []string
	// proof is what was read on it after the changes. It is nil until then, and again once
	// the page was read for another try.
	proof *page.Found
	// place is where the settings are that are read over HTTP, and what was read there
	// first; nil for a page in a browser.
	place *placeRun
	// before and after are pictures of it, if the request asks for them.
	before, after *outcome.Picture
}

// placeRun is a place in a run.
type placeRun struct {
	*direct.Place
	// of is the page of the catalogue, without the place in its id. found is what was read
	// there last, with the connections to it.
	of    wanted.Page
	found *direct.Found
}

// id is the id of a setting of the page in a report.
func (p *pageRun) id(setting string) string {
	if p.place == nil {
		return setting
	}
	return selectors.At(setting, p.place.At())
}

// openPage is a page in its tab.
type openPage struct {
	tab page.Tab
	// acting is the same tab if things may be set in it, else nil.
	acting page.ActingTab
	visit  *page.Visit
}

// status says what kind of page was found.
func (p *pageRun) status() outcome.PageStatus { return p.found.Report.Status }

// toDo says whether a page has changes that were not tried yet.
func (p *pageRun) toDo() bool { return len(p.plan.Changes) > 0 && p.proof == nil }

// retry says whether a change still shows the old value and is worth another try.
func (p *pageRun) retry() bool { return p.proof != nil && p.plan.Retry() }
