package outcome

import (
	"fmt"
	"strings"
)

// Named is how many controls a detail names. A list of vendors has hundreds; the
// report has each of them by itself.
const Named = 6

// SomeOf names the first few of a list, and counts the others.
func SomeOf(list []string) string {
	if len(list) <= Named {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:Named], ", "), len(list)-Named)
}

func Join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "; ")
}
