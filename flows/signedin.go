package flows

import (
	"context"

	"github.com/plexpriv/plexpriv/automation"
)

// signedIn is where the pages of an account are open: a site, and who is signed in
// there.
type signedIn struct {
	site   Site
	status identity
	// apart keeps the pages in processes of their own, since one of them took others along.
	apart bool
}

// anew closes the site and opens it again, with nothing of it but its session.
func (s *signedIn) anew(ctx context.Context, browser Browser, state automation.SiteState) error {
	cookies, err := s.site.Cookies(ctx)
	if err != nil {
		return err
	}
	s.site.Close()
	state.Cookies, state.Apart = cookies, s.apart
	site, err := browser.NewSite(ctx, state)
	if err != nil {
		return err
	}
	s.site = site
	return nil
}
