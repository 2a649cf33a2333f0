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
	const body = 2 // the outermost elements hold everything
	if len(rows) == 0 {
		return ""
	}
	for _, f := range l.Fields {
		if sight.Shared(f.Path, rows[0]) > body && !withinRow(f.Path, rows) {
			return "something stands in a field beside it, which may leave out the others"
		}
	}
	for _, b := range l.Buttons {
		if !y.page.IsOwn(b.Thing) || b.Beside() || b.Disabled || b.Expanded != "" || b.Role == "tab" || !staysHere(l, b) {
			continue
		}
		if sight.Shared(b.Path, rows[0]) <= body || withinRow(b.Path, rows) {
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
