package automation

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// widget is one control of the gallery, and what the engine must do with it.
type widget struct {
	// page is the file in testdata/gallery, name what the catalogue would call the
	// widget.
	page, name string
	section    string
	column     string
	kind       sight.ControlKind
	// reads is what it shows first: a state, or the text of the chosen option.
	reads string
	// to is what it is set to; afterwards model.<key> of the page must have that value.
	to, key string
	// reverts says that the page puts the value back a moment later, which the next
	// look must show.
	reverts bool
	// refuses are words of the expected error. No event may reach the page then.
	refuses string
}

const missing = "not found"

// Every way to show a choice is read and set, or refused with a reason. The page's own
// model tells whether what the engine claims is true.
var gallery = []widget{
	{page: "switch-aria", name: "Div switch", reads: "on", to: "off", key: "div"},
	{page: "switch-aria", name: "Button switch", reads: "on", to: "off", key: "button"},
	{page: "switch-aria", name: "Checkbox switch", reads: "on", to: "off", key: "checkbox"},
	{page: "switch-aria", name: "Named by a heading", reads: "on", to: "off", key: "heading"},
	{page: "checkbox-aria", name: "Lettuce", reads: "off", to: "on", key: "lettuce"},
	{page: "checkbox-aria", name: "Tomato", reads: "on", to: "off", key: "tomato"},
	{page: "checkbox-mixed", name: "All condiments", reads: "mixed"},
	{page: "checkbox-mixed", name: "Half ticked", reads: "mixed"},
	{page: "checkbox-mixed", name: "Mustard", reads: "on", to: "off", key: "one"},
	{page: "radio-roving", name: "Pizza crust", kind: sight.Radios, reads: "Deep", to: "Thin", key: "crust"},
	{page: "radio-active", name: "Delivery", kind: sight.Radios, reads: "Bring it", to: "Pick up", key: "way"},
	{page: "radio-native", name: "Share my history", kind: sight.Radios, reads: "Yes", to: "No", key: "share"},
	{page: "radio-native", name: "Acme Ads", kind: sight.Radios, reads: "Yes", to: "No", key: "acme"},
	{page: "radio-native", name: "Bolt Media", kind: sight.Radios, reads: "No", to: "Yes", key: "bolt"},
	{page: "segmented-pressed", name: "Share ratings", kind: sight.Buttons, reads: "Yes", to: "No", key: "ratings"},
	{page: "segmented-radio", name: "Who sees it", kind: sight.Radios, reads: "Anyone", to: "Private", key: "who"},
	{page: "segmented-tabs", name: "Look of tabs", refuses: missing},
	{page: "combobox-portal", name: "Watch history", kind: sight.Popup, reads: "Friends", to: "Private", key: "history"},
	{page: "combobox-value-span", name: "Watchlist", kind: sight.Popup, reads: "Friends", to: "Private", key: "watchlist"},
	{page: "combobox-label-inside", name: "Watch history", kind: sight.Popup, reads: "Friends", to: "Private", key: "history"},
	{page: "combobox-label-inside", name: "Watchlist", kind: sight.Popup, reads: "Anyone", to: "Private", key: "watchlist"},
	{page: "combobox-disabled-option", name: "Account visibility", kind: sight.Popup, reads: "Anyone", to: "Friends", key: "visibility"},
	{page: "combobox-disabled-option", name: "Account visibility", kind: sight.Popup, reads: "Anyone", to: "Private", refuses: "disabled"},
	{page: "combobox-virtual", name: "Region", kind: sight.Popup, reads: "Place 2", to: "Place 5", key: "region"},
	{page: "combobox-virtual", name: "Region", kind: sight.Popup, reads: "Place 2", to: "Place 300", refuses: "no such option"},
	{page: "combobox-readonly", name: "Watch history", kind: sight.Popup, reads: "Friends", to: "Private", key: "history"},
	{page: "combobox-readonly", name: "Watchlist", kind: sight.Popup, reads: "Anyone", to: "Private", key: "watchlist"},
	{page: "combobox-readonly", name: "Nothing chosen", kind: sight.Popup, reads: "", to: "Private", key: "none"},
	{page: "combobox-field", name: "Watch history", kind: sight.Popup, reads: "Friends", to: "Private", key: "history"},
	{page: "combobox-field", name: "Watchlist", kind: sight.Popup, reads: "Anyone", to: "Private", key: "watchlist"},
	{page: "combobox-field", name: "Free text", refuses: missing},
	{page: "combobox-field", name: "Ratings", kind: sight.Popup, reads: "Friends", to: "Private", key: "ratings"},
	{page: "combobox-field", name: "Friends list", kind: sight.Popup, reads: "Friends", to: "Private", key: "list"},
	{page: "labels-astray", name: "Bolt Media", kind: sight.Radios, reads: "", to: "No", refuses: "no such option"},
	{page: "labels-astray", name: "Crisp Audience", kind: sight.Radios, reads: "Yes", to: "No", key: "crisp"},
	{page: "combobox-editable", name: "State", kind: sight.Popup, reads: "Alabama", to: "Alaska", key: "state"},
	{page: "listbox", name: "Theme", kind: sight.Listbox, reads: "Dark", to: "Light", key: "theme"},
	{page: "menu-radio", name: "Who can see ratings", kind: sight.Popup, reads: "Friends", to: "Private", key: "see"},
	{page: "select", name: "Plain list", kind: sight.Select, reads: "Friends", to: "Private", key: "plain"},
	{page: "select", name: "Plain list", kind: sight.Select, reads: "Friends", to: "Anyone", key: "plain"},
	{page: "select", name: "Plain list", kind: sight.Select, reads: "Friends", to: "Nobody", refuses: "disabled"},
	{page: "select", name: "Grouped list", kind: sight.Select, reads: "Anyone", to: "Private", key: "grouped"},
	{page: "select", name: "Grouped list", kind: sight.Select, reads: "Anyone", to: "Some", refuses: "disabled"},
	{page: "select", name: "Disabled list", kind: sight.Select, reads: "Anyone", to: "Private", refuses: "disabled"},
	{page: "select", name: "List with hidden options", kind: sight.Select, reads: "Anyone", to: "Private", key: "hidden"},
	{page: "select", name: "List with hidden options", kind: sight.Select, reads: "Anyone", to: "Ghost", refuses: "disabled"},
	{page: "select", name: "List with nothing chosen", kind: sight.Select, reads: "", to: "Friends", key: "none"},
	{page: "select", name: "Tall list", kind: sight.Select, reads: "Anyone", to: "Private", key: "tall"},
	{page: "select", name: "Several", refuses: missing},
	{page: "select-shadow", name: "Shadow list", kind: sight.Select, reads: "Anyone", to: "Private", key: "shadow"},
	{page: "box-opacity", name: "Under the picture", reads: "on", to: "off", key: "under"},
	{page: "box-opacity", name: "Named by its row only", reads: "on", to: "off", key: "row"},
	{page: "box-over", name: "Inside the drawing", reads: "on", to: "off", key: "inside"},
	{page: "box-over", name: "Over the drawing", reads: "on", to: "off", key: "over"},
	{page: "box-over", name: "Under a button", reads: "on", to: "off", refuses: "covered by <button"},
	{page: "box-sr-label", name: "Painted before", reads: "on", to: "off", key: "sr"},
	{page: "box-sr-label", name: "Box far left", reads: "on", to: "off", key: "far"},
	{page: "box-none", name: "No box at all", reads: "on", to: "off", key: "none"},
	{page: "box-none", name: "Box gone in its label", reads: "on", to: "off", key: "inside"},
	{page: "label-link", name: "I agree to the privacy policy that is very long and its terms", reads: "on", to: "off", key: "for"},
	{page: "label-link", name: "Everything here is a link to the terms of service yes", reads: "on", to: "off", key: "wrap"},
	{page: "label-link-only", name: "Nothing but a link", reads: "on", to: "off", refuses: "covered by <a"},
	{page: "label-wrapped", name: "wrapped label", reads: "on", to: "off", key: "wrapped"},
	{page: "label-wrapped", name: "over two lines", reads: "on", to: "off", key: "lines"},
	{page: "shadow", name: "Slotted label", reads: "on", to: "off", key: "slot"},
	{page: "shadow", name: "Nested roots", reads: "on", to: "off", key: "nested"},
	{page: "shadow", name: "Host switch", reads: "on", to: "off", key: "host"},
	{page: "shadow", name: "Form element", reads: "on", to: "off", key: "internals"},
	{page: "shadow", name: "Secret inside", refuses: missing},
	{page: "rows", name: "In a table", reads: "on", to: "off", key: "table"},
	{page: "rows", name: "Next row", reads: "off", to: "on", key: "table2"},
	{page: "rows", name: "In a flex row", reads: "on", to: "off", key: "flex"},
	{page: "rows", name: "Another flex row", reads: "off", to: "on", key: "flex2"},
	{page: "rows", name: "In a list of terms", reads: "on", to: "off", key: "dl"},
	{page: "rows", name: "Second term", reads: "off", to: "on", key: "dl2"},
	{page: "rows", name: "Sibling before", reads: "on", to: "off", key: "before"},
	{page: "rows", name: "Sibling after", reads: "on", to: "off", key: "after"},
	{page: "rows-flat", name: "Alpha", reads: "on", to: "off", key: "alpha"},
	{page: "rows-flat", name: "Beta", reads: "off", to: "on", key: "beta"},
	{page: "rows-flat", name: "Gamma", reads: "on", to: "off", key: "gamma"},
	{page: "rows-flat", name: "Delta", reads: "off", to: "on", key: "delta"},
	{page: "rows-flat", name: "Epsilon", reads: "on", to: "off", key: "eps"},
	{page: "rows-flat", name: "Zeta", reads: "off", to: "on", key: "zeta"},
	{page: "rows-flat", name: "Tick what you like.", refuses: missing},
	{page: "rows-flat", name: "Eta", reads: "on", to: "off", key: "eta"},
	{page: "rows-flat", name: "Theta", reads: "off", to: "on", key: "theta"},
	{page: "rows-doubtful", name: "Iota", refuses: missing},
	{page: "rows-doubtful", name: "Kappa", refuses: missing},
	{page: "rows-doubtful", name: "Lambda", refuses: missing},
	{page: "columns", name: "Newsletters", refuses: "ambiguous: 2 controls match"},
	{page: "columns", name: "Newsletters", section: "E-mail", reads: "on", to: "off", key: "newsEmail"},
	{page: "columns", name: "Newsletters", section: "Push", reads: "off", to: "on", key: "newsPush"},
	{page: "columns", name: "Newsletters", column: "E-mail", reads: "on", to: "off", key: "newsEmail"},
	{page: "columns", name: "Newsletters", column: "mail", refuses: "ambiguous: 2 controls match"},
	{page: "columns", name: "Surveys", column: "Mail", refuses: "ambiguous: 2 controls match"},
	{page: "columns", name: "Alarms", column: "E-mail", refuses: missing},
	{page: "columns", name: "Requests", column: "E-mail", reads: "on", to: "off", key: "requestsEmail"},
	{page: "columns", name: "Replies", column: "E-mail", reads: "on", to: "off", key: "repliesEmail"},
	{page: "columns", name: "Replies", column: "Push", reads: "on", to: "off", key: "repliesPush"},
	{page: "columns", name: "Offers", section: "E-mail", reads: "off", to: "on", key: "offersEmail"},
	{page: "columns", name: "Surveys", refuses: "ambiguous: 2 controls match"},
	{page: "columns", name: "Surveys", section: "Mail", refuses: "ambiguous: 2 controls match"},
	{page: "columns", name: "Digest", refuses: "ambiguous: 3 controls match"},
	{page: "columns", name: "Digest", section: "Texts", reads: "on", to: "off", key: "digestTexts"},
	{page: "columns", name: "Reminders", reads: "on", to: "off", refuses: "ambiguous"},
	{page: "columns", name: "Recipes", refuses: "ambiguous"},
	{page: "bare", name: "Bare toggle", refuses: missing},
	{page: "bare", name: "Second bare", refuses: missing},
	{page: "bare", name: "Dark mode", reads: "on", to: "off", key: "dark"},
	{page: "lag", name: "Slow to say", reads: "on", to: "off", key: "slow"},
	{page: "lag", name: "Goes back", reads: "on", to: "off", key: "back", reverts: true},
	{page: "redraw", name: "Drawn anew under the mouse", reads: "on", to: "off", key: "hovering"},
	{page: "redraw", name: "Drawn anew on click", reads: "on", to: "off", key: "clicking"},
	{page: "redraw", name: "Drawn anew on focus", reads: "on", to: "off", refuses: "no effect"},
	{page: "knob", name: "Moving knob", reads: "on", to: "off", key: "knob"},
	{page: "sticky", name: "Under a tall header", reads: "on", to: "off", key: "tall"},
	{page: "sticky", name: "Further down", reads: "on", to: "off", key: "low"},
	{page: "scroll", name: "In an inner box", reads: "on", to: "off", key: "inner"},
	{page: "scroll", name: "Far to the right", reads: "on", to: "off", key: "wide"},
	{page: "scroll", name: "Scrolled out", reads: "on", to: "off", key: "scrolled"},
	{page: "dialog-scroll", name: "Deep in the dialog", reads: "on", to: "off", key: "row"},
	{page: "frame", name: "In a frame", reads: "on", to: "off", key: "framed"},
	{page: "frame", name: "Shadow in a frame", reads: "on", to: "off", key: "deep"},
	{page: "rtl", name: "مشاركة البيانات", reads: "on", to: "off", key: "rtl"},
	{page: "rtl", name: "بعيد", reads: "on", to: "off", key: "far"},
	{page: "zoom", name: "Zoomed", reads: "on", to: "off", key: "zoom"},
	{page: "zoom", name: "Scaled", reads: "on", to: "off", key: "scale"},
	{page: "names", name: "Upper case", reads: "on", to: "off", key: "upper"},
	{page: "names", name: "Non breaking space", reads: "on", to: "off", key: "nbsp"},
	{page: "names", name: "Newsletters and Promotions", reads: "on", to: "off", key: "shy"},
	{page: "names", name: "My friends' activity", reads: "on", to: "off", key: "quote"},
	{page: "names", name: "Lock it", reads: "on", to: "off", key: "emoji"},
	{page: "names", name: "Required one", reads: "on", to: "off", key: "star"},
	{page: "names", name: "Not needed", reads: "on", to: "off", key: "optional"},
	{page: "names", name: "With a suffix", reads: "on", to: "off", key: "suffix"},
	{page: "names", name: "Decorated", reads: "on", to: "off", key: "deco"},
	{page: "names", name: "Painted text", refuses: missing},
	{page: "copies", name: "Copy none", reads: "on", to: "off", key: "none"},
	{page: "copies", name: "Copy invisible", reads: "on", to: "off", key: "invisible"},
	{page: "copies", name: "Copy faded", reads: "on", to: "off", key: "faded"},
	{page: "copies", name: "Copy far away", reads: "on", to: "off", key: "far"},
	{page: "copies", name: "Copy in closed details", reads: "on", to: "off", key: "details"},
	{page: "copies", name: "Copy inert", reads: "on", to: "off", key: "inert"},
	{page: "copies", name: "Copy aria hidden", reads: "on", to: "off", key: "hidden"},
	{page: "copies", name: "Copy collapsed", reads: "on", to: "off", key: "collapsed"},
	{page: "copies", name: "Copy in a template", reads: "on", to: "off", key: "template"},
	{page: "collapsed", name: "Folded away", refuses: missing},
	{page: "collapsed", name: "Faded out", refuses: missing},
	{page: "collapsed", name: "In closed details", refuses: missing},
	{page: "twins", name: "Twin", refuses: "ambiguous: 2 controls match"},
	{page: "twins", name: "Twin", section: "Away", reads: "on", to: "off", key: "away"},
	{page: "disabled", name: "By fieldset", reads: "on", to: "off", refuses: "disabled"},
	{page: "disabled", name: "By ancestor", reads: "on", to: "off", refuses: "disabled"},
	{page: "disabled", name: "No pointer events", reads: "on", to: "off", refuses: "covered"},
	{page: "disabled", name: "Plainly disabled", reads: "on", to: "off", refuses: "disabled"},
	{page: "overlay", name: "Under glass", reads: "on", to: "off", refuses: "covered by <div#glass>"},
	{page: "toast", name: "Under a toast", reads: "on", to: "off", key: "toast"},
	{page: "cookie-bar", name: "At the very bottom", reads: "on", to: "off", refuses: "covered by <div#bar>"},
	{page: "radio-cards", name: "Who sees my lists", kind: sight.Radios, reads: "Friends", to: "Private", key: "lists"},
	{page: "radio-cards", name: "Who sees my reviews", kind: sight.Radios, reads: "Friends", to: "Private", key: "reviews"},
	{page: "radio-cards", name: "Who sees my name", kind: sight.Radios, reads: "Friends", to: "Private", key: "name"},
	{page: "radio-cards", name: "Who sees my age", kind: sight.Radios, reads: "Friends", to: "Private", key: "age"},
	{page: "internals", name: "Internal radios", kind: sight.Radios, reads: "Friends", to: "Private", key: "radios"},
	{page: "select-under", name: "Watch history", kind: sight.Popup, reads: "Friends", to: "Private", key: "history"},
	{page: "select-under", name: "Ratings", kind: sight.Popup, reads: "Friends", to: "Private", key: "ratings"},
	{page: "select-under", name: "Painted over", kind: sight.Select, reads: "Friends", to: "Private", key: "painted"},
	{page: "internals", name: "Internal switch", reads: "on", to: "off", key: "switch"},
	{page: "internals", name: "Internal box", reads: "on", to: "off", key: "check"},
	{page: "internals", name: "Beside it", reads: "on", to: "off", key: "beside"},
	{page: "internals", name: "Switched off for you", reads: "on", to: "off", refuses: "disabled"},
	{page: "internals", name: "Half of it", reads: "mixed"},
	{page: "internals", name: "A card that is no control", refuses: missing},
	{page: "combobox-typeahead", name: "Watch history", kind: sight.Popup, reads: "Friends", to: "Private", key: "history"},
	{page: "sibling-inputs", name: "Mirrored for forms", reads: "on", to: "off", key: "mirror"},
}

// The outcomes are printed as a table: go test ./automation -v -run TestGallery
func TestGallery(t *testing.T) {
	var table outcomes
	t.Cleanup(func() { t.Logf("what became of each page's widgets:\n%s", &table) })
	pages := map[string][]widget{}
	for _, w := range gallery {
		pages[w.page] = append(pages[w.page], w)
	}
	for page, widgets := range pages {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			tab, _ := openPage(t, "gallery/"+page+".html")
			for _, w := range widgets {
				t.Run(strings.TrimSuffix(w.name+"/"+w.to, "/"), func(t *testing.T) {
					var got outcome
					defer func() { table.add(page, got) }()
					w.test(t, tab, &got)
				})
			}
		})
	}
}

// hearing is what the page itself recorded: its model and its events.
type hearing struct {
	Model   map[string]string `json:"model"`
	Heard   []string          `json:"heard"`
	Traps   []string          `json:"traps"`
	Presses int               `json:"presses"`
}

// test loads the page and tries the engine on one of its widgets.
func (w widget) test(t *testing.T, tab *Tab, got *outcome) {
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if _, err := tab.Goto(ctx, shared.site.URL+"/gallery/"+w.page+".html"); err != nil {
		t.Fatal(err)
	}
	if err := untilWired(ctx, tab, w.page); err != nil {
		t.Fatal(err)
	}
	m, err := w.find(ctx, tab)
	if err == nil {
		if kind := w.kind; m.Kind != kind && (kind != "" || m.Kind != sight.Toggle) {
			t.Errorf("kind is %q, want %q", m.Kind, kind)
		}
		got.read = m.Said() == w.reads
		if !got.read {
			got.wrong = true
			t.Errorf("it reads %q, want %q", m.Said(), w.reads)
		}
		if w.to == "" && w.refuses == "" {
			return
		}
		err = w.set(ctx, tab)
	}
	var h hearing
	if err := tab.evaluateMain(ctx, "({model, heard, traps, presses})", &h); err != nil {
		t.Fatal(err)
	}
	if len(h.Traps) > 0 {
		t.Errorf("the engine clicked what it must not click: %q", h.Traps)
	}
	got.refused = err != nil
	got.wrong = got.wrong || (err != nil) == (len(h.Heard) > 0)
	if w.refuses != "" {
		if err == nil || !strings.Contains(err.Error(), w.refuses) {
			t.Errorf("the error is %v, want %q", err, w.refuses)
		}
		if len(h.Heard) > 0 {
			t.Errorf("the engine refused, but the page got the events %q", h.Heard)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if w.reverts {
		w.mustRevert(ctx, t, tab)
		h.Model[w.key] = w.to
	}
	want := w.key + "=" + w.to
	got.set = h.Model[w.key] == w.to && len(h.Heard) == 1 && h.Heard[0] == want
	if !got.set {
		got.wrong = true
		t.Errorf("the page got the events %q and has %s=%q, want one event and %q", h.Heard, w.key, h.Model[w.key], want)
	}
	if limit := map[sight.ControlKind]int{sight.Popup: 2}[w.kind]; h.Presses > max(limit, 1) {
		t.Errorf("the engine clicked %d times, want once", h.Presses)
	}
}

func (w widget) mustRevert(ctx context.Context, t *testing.T, tab *Tab) {
	err := Until(ctx, "see", "it go back", pollEvery, func(ctx context.Context) (bool, string, error) {
		m, err := w.find(ctx, tab)
		return err == nil && m.Said() == w.reads, m.String(), err
	})
	if err != nil {
		t.Error(err)
	}
}

func (w widget) find(ctx context.Context, tab *Tab) (sight.Match, error) {
	l, err := tab.Look(ctx, sight.Ask{})
	if err != nil {
		return sight.Match{}, err
	}
	loc := sight.Locator{Names: []string{w.name}}
	if w.section != "" {
		loc.Section = []string{w.section}
	}
	if w.column != "" {
		loc.Columns = []string{w.column}
	}
	return sight.Locate(l, nil, []sight.Locator{loc}, nil, nil)
}

// set does what the program does to set a control: look, act if the value differs, and
// wait until the page shows the wanted one. If a control was redrawn or covered, it
// looks again; it never clicks twice without a look in between.
func (w widget) set(ctx context.Context, tab *Tab) error {
	const redraws = 4
	for try := 1; ; try++ {
		m, err := w.find(ctx, tab)
		if err != nil {
			return err
		}
		if m.Said() == w.to {
			return nil
		}
		err = w.press(ctx, tab, m)
		if err == nil {
			break
		}
		if !errors.Is(err, ErrNotActionable) || try == redraws {
			return err
		}
	}
	limit, cancel := context.WithTimeout(ctx, 2500*time.Millisecond)
	defer cancel()
	err := Until(limit, "set", w.name, pollEvery, func(ctx context.Context) (bool, string, error) {
		m, err := w.find(ctx, tab)
		if err != nil {
			return false, err.Error(), nil
		}
		return m.Said() == w.to, m.String(), nil
	})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoEffect, err)
	}
	return nil
}

func (w widget) press(ctx context.Context, tab *Tab, m sight.Match) error {
	at := shared.site.URL
	switch m.Kind {
	case sight.Toggle:
		if v, err := tab.Witness(ctx, m.Ref); err == nil && !v.Ignored && v.Checked != sight.NoState && v.Checked != m.State {
			return fmt.Errorf("%w: the accessibility tree says %s", sight.ErrUnreadable, v.Checked)
		}
		return tab.Click(ctx, m.Ref, at, w.name)
	case sight.Popup:
		return w.pick(ctx, tab, m, at)
	}
	for i, o := range m.Options {
		switch {
		case o.Text != w.to:
		case o.Disabled:
			return sight.ErrDisabled
		case m.Kind == sight.Select:
			return tab.Choose(ctx, m.Seen, i, at)
		default:
			return tab.Click(ctx, o.Ref, at, o.Text)
		}
	}
	return errors.New("no such option")
}

func (w widget) pick(ctx context.Context, tab *Tab, m sight.Match, at string) error {
	if err := tab.Click(ctx, m.Ref, at, w.name); err != nil {
		return err
	}
	var options []sight.Option
	looks := 0
	limit, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	err := Until(limit, "open", w.name, pollEvery, func(ctx context.Context) (bool, string, error) {
		var err error
		if options, err = tab.Choices(ctx, m.Ref); err == nil && len(options) == 0 {
			if looks++; looks == 2 {
				_, err = tab.OpenList(ctx, m.Ref)
			}
		}
		return len(options) > 0, "no options", err
	})
	if err != nil {
		return err
	}
	for _, o := range options {
		if o.Text == w.to {
			if o.Disabled {
				return errors.Join(sight.ErrDisabled, tab.Escape(ctx))
			}
			return tab.Click(ctx, o.Ref, at, o.Text)
		}
	}
	return errors.Join(errors.New("no such option"), tab.Escape(ctx))
}
