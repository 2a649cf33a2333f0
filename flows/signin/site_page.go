package signin

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// SitePage is the page of a site that shows best whether somebody is signed in there.
type SitePage struct {
	Host string
	Page wanted.Page
	// IDs are all pages of the catalogue on that site.
	IDs []string
}

// SitePages returns one page of each of Plex's sites, in the order of their hosts.
func SitePages(cat *selectors.Catalogue) ([]SitePage, error) {
	byHost := map[string]SitePage{}
	for _, w := range (wanted.Selection{Level: "strict"}).Wishes(cat) {
		if !w.Page.InBrowser() {
			continue
		}
		u, err := url.Parse(w.Page.URL)
		if err != nil {
			return nil, err
		}
		p, ok := byHost[u.Host]
		// The page with the most signs of a visitor is the best test of its site.
		if !ok || len(w.Page.SignedOut) > len(p.Page.Page.SignedOut) {
			p.Host, p.Page = u.Host, w
		}
		p.IDs = append(p.IDs, w.Page.ID)
		byHost[u.Host] = p
	}
	return slices.SortedFunc(maps.Values(byHost), func(x, y SitePage) int { return strings.Compare(x.Host, y.Host) }), nil
}
