package fakeplex

import (
	"fmt"
	"maps"
	"strings"
)

// Designs are further designs of the vendors page, made like consent tools on other
// sites, because the real page was never seen. Each has rows of its own.
var Designs = []string{"toggles", "tabs", "pages", "more", "lazy", "virtual", "partial", "accordion", "accordion-one", "explained", "opt-outs", "iframe", "iframe-foreign"}

// designRow is one row of a design. Its value means "may use my data".
type designRow struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Group string `json:"group"` // vendor, purpose or interest
	Value bool   `json:"value"`
}

var (
	firstNames  = []string{"Alder", "Birch", "Cobalt", "Dune", "Ember", "Fjord", "Garnet", "Hazel", "Iris", "Jade"}
	secondNames = []string{"Media", "Reach", "Exchange", "Audience", "Bidworks", "Insights", "Metrics", "Video", "Auctions", "Identity", "Research", "Networks",
		"Attribution", "Streaming", "Data", "Targeting", "Signals", "Graph", "Studio", "Labs"}
	purposeNames = []string{"Store and access information on a device", "Select basic ads", "Create a personalised ads profile", "Select personalised ads", "Measure ad performance", "Develop and improve products"}
)

// designRows lists the rows of a design, all of them allowed.
func designRows(design string) []designRow {
	var out []designRow
	add := func(group string, n int, name func(int) string) {
		for i := range n {
			out = append(out, designRow{ID: fmt.Sprintf("%s%03d", group[:1], i+1), Name: name(i), Group: group, Value: true})
		}
	}
	vendor := func(i int) string {
		return firstNames[i%len(firstNames)] + " " + secondNames[i/len(firstNames)%len(secondNames)]
	}
	switch design {
	case "":
	case "tabs":
		add("purpose", len(purposeNames), func(i int) string { return purposeNames[i] })
		add("vendor", 12, vendor)
		add("interest", 12, vendor)
	case "accordion", "accordion-one":
		add("vendor", 12, vendor)
		add("interest", 12, vendor)
	case "pages", "more", "lazy", "partial":
		add("vendor", 57, vendor)
	case "virtual":
		add("vendor", 180, vendor)
	default:
		add("vendor", 12, vendor)
	}
	return out
}

// designKey is where a row is stored.
func designKey(id string) string { return "vendors." + id }

// SetDesign changes the design of the vendors page. Its rows have the values of a
// fresh account.
func (s *Site) SetDesign(design string) error {
	return s.change(settingsChange{Design: map[string]string{PageVendors: design}})
}

// addDesignValues replaces the vendors of every account by the rows of the current
// design.
func (s *Site) addDesignValues() {
	rows := designRows(s.cfg.Design[PageVendors])
	if len(rows) == 0 {
		return
	}
	for _, a := range s.accounts {
		maps.DeleteFunc(a.values, func(key, _ string) bool { return strings.HasPrefix(key, "vendors.") && key != "vendors.sale" })
		private := a.values["privacy.optOutPlayback"] == "true" // as seeded
		for _, r := range rows {
			a.values[designKey(r.ID)] = fmt.Sprint(!private)
		}
	}
}

func (s *Site) designData(a *Account) map[string]any {
	rows := designRows(s.cfg.Design[PageVendors])
	for i, r := range rows {
		rows[i].Value = a.values[designKey(r.ID)] == "true"
	}
	return map[string]any{"sale": a.values["vendors.sale"] == "true", "rows": rows}
}
