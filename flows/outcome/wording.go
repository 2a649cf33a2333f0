package outcome

import (
	"fmt"
	"strings"
)

// MaxNamed is how many controls a detail names. A list of vendors has hundreds; the
// report has each of them by itself.
const MaxNamed = 6

// FirstFew names the first few of a list, and counts the others.
func FirstFew(list []string) string {
	if len(list) <= MaxNamed {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:MaxNamed], ", "), len(list)-MaxNamed)
}

// Join joins the parts that are not empty.
func Join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "; ")
}

// Address shortens an address for people: no scheme, no query.
func Address(raw string) string {
	if i := strings.IndexByte(raw, '?'); i >= 0 {
		raw = raw[:i]
	}
	return strings.TrimPrefix(raw, "https://")
}

// Clip puts a text on one line and shortens it to n characters.
func Clip(s string, n int) string {
	r := []rune(OneLine(s))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n-1]) + "…"
}

// OneLine puts a text on one line, with one space between words. What comes from a page
// or from another program may have several lines.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// longestName is how much of a name from outside is shown, in characters.
const longestName = 200

// Name is the name of something outside, such as a user or a control, as it is shown:
// on one line and not too long, so that it cannot look like a message of ours.
func Name(s string) string { return Clip(s, longestName) }

// Plural is "1 change", "2 changes".
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
