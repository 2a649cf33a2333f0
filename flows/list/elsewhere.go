package list

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// ranges are the names of buttons that show a part of an alphabet: "A–M", "#".
var ranges = regexp.MustCompile(`^(?:[\p{L}#]|0)\s*(?:[-–—]\s*[\p{L}9])?$`)

// mayLead says why there may be more of a list than what was gone through: something beside
// it leaves a part of it out, or shows another part, and nobody can tell that it does not.
func (y *layout) mayLead(l *sight.Look, rows [][]sight.Ref) string {
	if len(rows) == 0 {
		return ""
	}
	near := nearList(rows)
	for _, f := range l.Fields {
		if near(f.Path) && !withinRow(f.Path, rows) {
			return "something stands in a field beside it, which may leave out the others"
		}
	}
	for _, b := range l.Buttons {
		if !y.page.IsOwn(b.Thing) || b.Beside() || b.Disabled || b.Expanded != "" || b.Role == "tab" || !staysHere(l, b) {
			continue
		}
		if !near(b.Path) || withinRow(b.Path, rows) {
			continue
		}
		switch name := strings.TrimSpace(b.Title()); {
		case name == "":
			return "a button beside it has no name, and may lead to more of it"
		case ranges.MatchString(name) && !isArrow(name):
			return fmt.Sprintf("%q beside it may lead to more of it", name)
		}
	}
	return ""
}

// nearList returns a function that says whether something is in the list or beside it. An
// application's outermost elements hold everything, and most have a picture to press in
// their head: that says nothing of the list.
func nearList(rows [][]sight.Ref) func(path []sight.Ref) bool {
	const (
		body   = 2 // html and body
		around = 2 // a list and its pager may each have a container of their own
	)
	enough := body + 1
	if len(rows) > 1 {
		enough = max(enough, sight.Shared(rows[0], rows[1])-around)
	}
	return func(path []sight.Ref) bool { return sight.Shared(path, rows[0]) >= enough }
}
