package terminal

import (
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// broken breaks a text into lines that have room for so many characters.
func broken(what string, room int) []string {
	lines := strings.Split(text.WrapSoft(what, max(1, room)), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

// hanging breaks a text that stands behind a head; what follows begins at hang.
func hanging(head, what string, hang, width int) string {
	return head + strings.Join(broken(what, max(leastText, width-hang)), "\n"+strings.Repeat(" ", hang))
}

// Hang breaks a text that stands to the right of indent, all lines there. Secrets
// are hidden before, here and below: in two pieces they would not be recognised.
func (t *Terminal) Hang(paragraph, indent string) string {
	if t.Width == 0 {
		return paragraph
	}
	return hanging("", t.Secrets.Redact(paragraph), len(indent), t.Width)
}

// onScreen breaks a text behind a head at the width of standard error.
func (t *Terminal) onScreen(head, what string) string {
	if t.StderrWidth == 0 {
		return head + what
	}
	return hanging(head, t.Secrets.Redact(what), len(head), t.StderrWidth)
}

// Wrap breaks a paragraph at the width of the screen; lines after the first
// begin with indent.
func (t *Terminal) Wrap(paragraph, indent string) string {
	if t.Width == 0 || len(paragraph) <= t.Width {
		return paragraph
	}
	body := strings.TrimLeft(paragraph, "\n ")
	start := paragraph[:len(paragraph)-len(body)] // which would be lost
	return start + strings.Join(broken(t.Secrets.Redact(body), t.Width-max(len(start), len(indent))), "\n"+indent)
}
