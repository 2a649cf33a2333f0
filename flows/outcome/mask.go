package outcome

import (
	"regexp"
	"strings"
)

var mailAddress = regexp.MustCompile(`[^\s@<>()"',;]+@[^\s@<>()"',;]+\.[^\s@<>()"',;]+`)

// MaskMails replaces every email address in a text by its first letter and "…@…".
func MaskMails(text string) string { return mailAddress.ReplaceAllStringFunc(text, MaskMail) }

// MaskMail does the same for a text that is an email address.
func MaskMail(s string) string {
	at := strings.IndexByte(s, '@')
	if at < 1 {
		return s
	}
	return s[:1] + "…@…"
}
