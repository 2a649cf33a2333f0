package flows

import (
	"errors"
	"time"

	"github.com/plexpriv/plexpriv/flows/act"
	"github.com/plexpriv/plexpriv/flows/journal"
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

// pages are those of an account.
type pages []*pageRun

// close notes that the pages are open no more.
func (all pages) close() {
	for _, p := range all {
		p.open = openPage{}
	}
}

// pending counts those on which something is to be done (still).
func (all pages) pending() int {
	n := 0
	for _, p := range all {
		if p.toDo() || p.retry() {
			n++
		}
	}
	return n
}

// values are those of all controls that could be read.
func (all pages) values() []journal.Value {
	var read []journal.Value
	for _, p := range all {
		for _, s := range p.plan.Settings {
			for _, c := range s.Controls {
				if q := c.Read; q.Found && q.Value != "" {
					read = append(read, journal.Value{Setting: s.Wish.Setting.ID, Control: q.Key, Value: q.Value})
				}
			}
		}
	}
	return read
}

// wrote are those on which something was done.
func (all pages) wrote() pages {
	var out pages
	for _, p := range all {
		if p.wrote {
			out = append(out, p)
		}
	}
	return out
}

// proofs are what was read on each afterwards.
func (all pages) proofs() []*page.Found {
	var out []*page.Found
	for _, p := range all {
		out = append(out, p.proof)
	}
	return out
}

// cutShort says whether something was left undone for want of time.
func (all pages) cutShort() bool {
	for _, p := range all {
		for _, c := range p.plan.Changes {
			if errors.Is(c.Err, plan.ErrNoTimeLeft) {
				return true
			}
		}
	}
	return false
}

// backOff is how long to wait before the next try: as long as Plex asked for.
// It is not bearable where that is too long to wait for it.
func (all pages) backOff() (wait time.Duration, bearable bool) {
	const usual, most = 500 * time.Millisecond, 20 * time.Second
	wait = usual
	for _, p := range all {
		if p.retry() {
			wait = max(wait, p.done.Asked)
		}
	}
	return wait, wait <= most
}
