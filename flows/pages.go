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

// close marks the pages as not open any more.
func (all pages) close() {
	for _, p := range all {
		p.open = openPage{}
	}
}

// tabs returns the tabs of the pages that are open.
func (all pages) tabs() []page.Tab {
	var out []page.Tab
	for _, p := range all {
		if p.open.tab != nil {
			out = append(out, p.open.tab)
		}
	}
	return out
}

// pending says whether something is left to do on one of them.
func (all pages) pending() bool {
	return slices.ContainsFunc(all, func(p *pageRun) bool { return p.toDo() || p.retry() })
}

// values returns the values of all controls that could be read.
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

// wrote returns the pages on which something was changed.
func (all pages) wrote() pages {
	var out pages
	for _, p := range all {
		if p.wrote {
			out = append(out, p)
		}
	}
	return out
}

// cutShort says whether a change was not made because the time ran out.
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

// backOff returns the pause before the next try: as long as Plex asked for. bearable is
// false if that is too long to wait.
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
