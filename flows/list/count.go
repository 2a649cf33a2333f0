package list

import (
	"regexp"
	"strconv"
)

// The phrases by which lists say how long they are, in any language: "1–20 of 57", "20
// von 57", and a tab called "Vendors (57)".
var (
	rangeOf = regexp.MustCompile(`(?:^|[^\d.,/-])(\d{1,4})\s*(?:[-–—~]|to|bis|tot|till|à|a|al|do|til)\s*(\d{1,4})\s*(?:/|\p{L}{1,6}|\p{Han}|の|/)\s*(\d{1,5})(?:[^\d.,/-]|$)`)
	countOf = regexp.MustCompile(`(?:^|[^\d.,/-])(\d{1,4})\s*(?:/|of|von|van|av|sur|de|di|z|af)\s*(\d{1,5})(?:[^\d.,/-]|$)`)
	inName  = regexp.MustCompile(`\((\d{1,5})\)\s*$`)
)

// countRows returns how many rows a list has according to its texts, or 0 if none of them
// says so. onPage is how many rows this page of the list has. "Page 1 of 3" says nothing
// about rows.
func countRows(texts []string, onPage int) int {
	for _, t := range texts {
		if m := rangeOf.FindStringSubmatch(t); m != nil {
			a, b, c := number(m[1]), number(m[2]), number(m[3])
			if 0 < a && a <= b && b <= c && b-a < 1000 && a < 1900 {
				return c
			}
		}
		if m := countOf.FindStringSubmatch(t); m != nil {
			if n, c := number(m[1]), number(m[2]); n > 1 && n == onPage && n <= c {
				return c
			}
		}
	}
	return 0
}

// countInName returns the number at the end of a tab's name, or 0.
func countInName(name string) int {
	if m := inName.FindStringSubmatch(name); m != nil {
		return number(m[1])
	}
	return 0
}

func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}
