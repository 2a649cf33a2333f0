package fakeplex

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// LongList is a vendors page with as many rows as one likes, to try what grows with them.
// Each row is saved by itself, at once.
type LongList struct {
	Rows int `json:"-"`
	// Markup is what a row is made of: one of ListMarkups.
	Markup string `json:"markup"`
	// Around is what the list is in: one of ListPlaces.
	Around string `json:"around"`
	// Behavior is what the page does after a click: one of ListBehaviors.
	Behavior string `json:"behavior"`
	// Bulk adds the button that sets all rows.
	Bulk bool `json:"bulk"`
}

var (
	// ListMarkups are pairs of radio buttons, native boxes, drawn switches and native lists.
	ListMarkups = []string{"radios", "checkbox", "switch", "select"}
	// ListPlaces are the page itself, an element that scrolls, one that draws only what is
	// in view, a button for more rows, and pages.
	ListPlaces = []string{"", "box", "virtual", "more", "pages"}
	// ListBehaviors: nothing, all rows are new elements, rows that are off go to the end,
	// both, a line above the list grows, a notice flies in, a row changes only once the
	// server has answered, a row sets the next one, too, or each tenth row asks first.
	ListBehaviors = []string{"", "redraw", "reorder", "redraw-reorder", "shift", "toast", "late", "linked", "asks"}
)

// row is one row of a long list.
type row struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func (l LongList) rows() []row {
	kinds := []string{"Group", "Partners", "Works", "Systems", "House", "Company", "Lab", "Agency"}
	out := make([]row, l.Rows)
	for i := range out {
		first, second := firstNames[i%len(firstNames)], secondNames[i/len(firstNames)%len(secondNames)]
		kind := kinds[i/(len(firstNames)*len(secondNames))%len(kinds)]
		out[i] = row{ID: fmt.Sprintf("v%04d", i+1), Name: first + " " + second + " " + kind}
	}
	return out
}

// Keys are the names under which the rows are stored.
func (l LongList) Keys() []string {
	var out []string
	for _, r := range l.rows() {
		out = append(out, r.ID)
	}
	return out
}

// Page returns the page, with every row on.
func (l LongList) Page() (OwnPage, error) {
	html, err := web.ReadFile("web/own/long_list.html")
	if err != nil {
		return OwnPage{}, err
	}
	options, err := json.Marshal(struct {
		LongList
		Rows []row `json:"rows"`
	}{l, l.rows()})
	if err != nil {
		return OwnPage{}, err
	}
	state := map[string]any{}
	for _, key := range l.Keys() {
		state[key] = true
	}
	return OwnPage{HTML: bytes.ReplaceAll(html, []byte("{{OPTIONS}}"), options), State: state}, nil
}
