package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// Own is a setting of an account that differs from a level.
type Own struct {
	ID string
	// Value is its current canonical value; empty to keep it whatever it is.
	Value string
	// Comment explains the setting in one line.
	Comment string
}

// Owns returns the settings in a report that differ from the level they were compared
// with. A setting that could not be read is kept, because its value may be the person's
// choice.
func Owns(settings []outcome.SettingReport) []Own {
	var out []Own
	for _, s := range settings {
		switch s.Result {
		case outcome.Already, outcome.NotOffered:
			continue
		case outcome.WouldChange:
		default:
			if s.Result == outcome.Skipped && s.Wanted == "" {
				continue // the level keeps it as well
			}
			out = append(out, Own{ID: s.ID, Comment: "could not be read: " + oneLine(s.Detail)})
			continue
		}
		o := Own{ID: s.ID, Value: s.Before, Comment: "the level wants " + s.Wanted}
		if differ(s.Controls) || s.Before == "" {
			o.Value, o.Comment = "", "not the same for all of it today; "+o.Comment
		}
		out = append(out, o)
	}
	return out
}

// differ says whether the controls of a setting show different values, so that no
// single value describes it.
func differ(controls []outcome.ControlReport) bool {
	return slices.ContainsFunc(controls, func(c outcome.ControlReport) bool { return c.Before != controls[0].Before })
}

// oneLine makes sure that text from a page cannot end the comment it is written into.
func oneLine(text string) string {
	printable := func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}
	return strings.Join(strings.Fields(strings.Map(printable, text)), " ")
}

// Compose writes a policy that wants what an account has now. title becomes its first
// line, as a comment.
func Compose(title, level string, owns []Own, cat *selectors.Catalogue) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `# %s
#
# Use it:     plexpriv apply --policy FILE
# Look at it: plexpriv policy diff FILE

# Where to start from: %s. A setting that is not named below is
# to be as this level wants it; plexpriv settings lists what that is.
level = %s

`, oneLine(title), strings.Join(cat.LevelNames(), ", "), strconv.Quote(level))
	b.WriteString("# Never changed, whatever the level or a flag says: ids, or patterns like \"email.*\".\n")
	b.WriteString("keep = [\n")
	for _, o := range owns {
		if o.Value == "" {
			fmt.Fprintf(&b, "  %s,  # %s: %s\n", strconv.Quote(o.ID), label(cat, o.ID), o.Comment)
		}
	}
	b.WriteString("]\n\n# Wanted in place of what the level wants.\n[set]\n")
	for _, o := range owns {
		if o.Value != "" {
			fmt.Fprintf(&b, "%s = %s  # %s: %s\n", strconv.Quote(o.ID), strconv.Quote(o.Value), label(cat, o.ID), o.Comment)
		}
	}
	b.WriteString(`
# What differs for single accounts goes into tables of their own:
#
# [profile.work]
# keep = ["email.*"]
#
# [home-user.Kid]
# level = "strict"
`)
	return []byte(b.String())
}

func label(cat *selectors.Catalogue, id string) string {
	if s := cat.Setting(id); s != nil {
		return s.Label
	}
	return id
}
