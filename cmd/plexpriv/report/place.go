package report

import "github.com/plexpriv/plexpriv/selectors"

// placed adds to a title which of several servers it is about. The report has its key and
// not its name, because a report is passed on.
func placed(title, id string) string {
	if _, place := selectors.CutPlace(id); place != "" {
		return title + " (server " + place + ")"
	}
	return title
}

// overHTTP says whether the settings of a page are read without a browser.
func overHTTP(cat *selectors.Catalogue, id string) bool {
	if cat == nil {
		return false
	}
	p := cat.Page(id)
	return p != nil && !p.InBrowser()
}
