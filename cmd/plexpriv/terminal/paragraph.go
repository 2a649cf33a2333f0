package terminal

import (
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// Wrap breaks a paragraph into lines as wide as the screen. All lines but the first
// begin with indent.
func (s Screen) Wrap(paragraph, indent string) string {
	if s.Width == 0 || len(paragraph) <= s.Width {
		return paragraph
	}
	body := strings.TrimLeft(paragraph, "\n ")
	start := paragraph[:len(paragraph)-len(body)] // breaking lines would lose it
	return start + strings.Join(broken(s.secrets.Redact(body), s.Width-max(len(start), len(indent))), "\n"+indent)
}

// Hang breaks a text that stands to the right of indent. All lines but the first
// begin with indent, which the caller prints before the first.
func (s Screen) Hang(what, indent string) string {
	if s.Width == 0 {
		return what
	}
	return hanging("", s.secrets.Redact(what), len(indent), s.Width)
}

// behind breaks a text that stands to the right of a head.
func (s Screen) behind(head, what string) string { return head + s.Hang(what, head) }

// hanging breaks a text that stands behind a head. All lines but the first begin at
// the column hang.
func hanging(head, what string, hang, width int) string {
	return head + strings.Join(broken(what, max(leastText, width-hang)), "\n"+strings.Repeat(" ", hang))
}

// broken breaks a text into lines of at most that many characters.
func broken(what string, room int) []string {
	lines := strings.Split(text.WrapSoft(what, max(1, room)), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}
