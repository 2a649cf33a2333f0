package flows

import (
	"context"
	"slices"
)

// The pages of an account share a process where the browser can have them share
// one. A page that hangs or crashes then takes the others along, so what was done
// beside it is done again, with every page in a process of its own.

// stuck says whether a page hangs or has crashed.
func (a *account) stuck() bool {
	return slices.ContainsFunc(a.visits, (*pageVisit).stuck)
}

func (p *pageVisit) stuck() bool { return p.tab != nil && p.tab.Stuck() }

// untilStuck is a context that ends for all pages that share a process when one of
// them is stuck: each of them would wait for its own answer in vain.
func (a *account) untilStuck(ctx context.Context) (context.Context, func(*pageVisit), context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	done := func(p *pageVisit) {
		if !a.session.apart && p.stuck() {
			cancel()
		}
	}
	return ctx, done, cancel
}

// keepApart begins the site anew, with its pages apart from now on.
func (a *account) keepApart(ctx context.Context) error {
	a.log.Debug("a page is stuck, keeping the pages in processes of their own")
	a.session.apart = true
	return a.siteAnew(ctx)
}

// siteAnew closes the site and opens it again, with nothing of it but its session.
func (a *account) siteAnew(ctx context.Context) error {
	err := a.session.anew(ctx, a.Browser, a.who.State)
	for _, p := range a.visits {
		p.tab, p.acting = nil, nil
	}
	if err != nil {
		return a.broken(ctx, err)
	}
	return nil
}
