package outcome

import (
	"regexp"
	"strings"
)

var mailAddress = regexp.MustCompile(`[^\s@<>()"',;]+@[^\s@<>()"',;]+\.[^\s@<>()"',;]+`)

// MaskMails leaves of the e-mail addresses in a page's words the first letter.
func MaskMails(text string) string { return mailAddress.ReplaceAllStringFunc(text, MaskMail) }

// MaskMail hides an e-mail address that serves as a name.
func MaskMail(s string) string {
	at := strings.IndexByte(s, '@')
	if at < 1 {
		return s
	}
	return s[:1] + "…@…"
}
