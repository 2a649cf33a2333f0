package flows

import (
	"github.com/plexpriv/plexpriv/flows/act"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plan"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// pageRun is one page of a run, from its reading to its proof.
type pageRun struct {
	wishes wanted.Page
	// step is told what begins on the page, or is over there.
	step func(Step)
	// open is the page as it shows in a tab.
	open openPage
	// found is what was read on it, nil until then.
	found *page.Found
	// plan is what is wanted of its controls and what became of them.
	plan plan.Page
	// wrote says that something was done to it, done what is known of the last try, and
	// earlier what went wrong in the one before.
	wrote   bool
	done    act.Done
	earlier []string
	// proof is what was read on it afterwards; nil until then, and after a page was read
	// for another try.
	proof *page.Found
	// before and after are what it showed, if that was asked for.
	before, after *outcome.Picture
}

// openPage is a page in its tab.
type openPage struct {
	tab page.Tab
	// acting is the same tab as long as things may be set in it, and else nil.
	acting page.ActingTab
	visit  *page.Visit
}

// status is what kind of page it turned out to be.
func (p *pageRun) status() outcome.PageStatus { return p.found.Report.Status }

// toDo says whether a page has changes that were not tried yet.
func (p *pageRun) toDo() bool { return len(p.plan.Changes) > 0 && p.proof == nil }

// retry says whether a page has something that is still as it was before and
// worth another try.
func (p *pageRun) retry() bool { return p.proof != nil && p.plan.Retry() }
