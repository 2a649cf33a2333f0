package flows

import (
	"errors"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/plan"
)

// pages are those of an account.
type pages []*pageRun

// close notes that the pages are open no more.
func (all pages) close() {
	for _, p := range all {
		p.open = openPage{}
	}
}

// pending says whether something is to be done (still) on one of them.
func (all pages) pending() bool {
	return slices.ContainsFunc(all, func(p *pageRun) bool { return p.toDo() || p.retry() })
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
