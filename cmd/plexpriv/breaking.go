package main

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

// hang breaks a text that stands to the right of indent, all lines there. Secrets
// are hidden before, here and below: in two pieces they would not be recognised.
func (t *Terminal) hang(paragraph, indent string) string {
	if t.width == 0 {
		return paragraph
	}
	return hanging("", t.secrets.redact(paragraph), len(indent), t.width)
}

// onScreen breaks a text behind a head at the width of standard error.
func (t *Terminal) onScreen(head, what string) string {
	if t.stderrWidth == 0 {
		return head + what
	}
	return hanging(head, t.secrets.redact(what), len(head), t.stderrWidth)
}

// wrap breaks a paragraph at the width of the screen; lines after the first
// begin with indent.
func (t *Terminal) wrap(paragraph, indent string) string {
	if t.width == 0 || len(paragraph) <= t.width {
		return paragraph
	}
	body := strings.TrimLeft(paragraph, "\n ")
	start := paragraph[:len(paragraph)-len(body)] // which would be lost
	return start + strings.Join(broken(t.secrets.redact(body), t.width-max(len(start), len(indent))), "\n"+indent)
}
