package answer

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode"
)

var (
	// preamble is what may come before the first element of a page.
	preamble = regexp.MustCompile(`(?is)^(\s|<\?xml.*?\?>|<!--.*?-->)*`)
	pageTop  = regexp.MustCompile(`(?i)^(<!doctype\s+html|<(html|head|body|title|meta|script|center|h1)[\s>])`)
	titleTag = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)
	tag      = regexp.MustCompile(`(?s)<[^>]*>`)
)

// mostTitle is how many characters of a title are told.
const mostTitle = 80

// Page says whether a body is a page for people, in HTML, and returns its title, "" if it
// has none. The title can be printed on a terminal.
func Page(body []byte) (title string, ok bool) {
	text := strings.TrimPrefix(string(body), "\ufeff")
	text = text[len(preamble.FindString(text)):]
	if !pageTop.MatchString(text) {
		return "", false
	}
	if m := titleTag.FindStringSubmatch(text); m != nil {
		title = clean(m[1])
	}
	return title, true
}

// clean makes one line of a text, without tags and without what acts on a terminal.
func clean(text string) string {
	text = html.UnescapeString(tag.ReplaceAllString(text, " "))
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > mostTitle {
		text = string(runes[:mostTitle-1]) + "…"
	}
	return text
}

func pageNamed(title string) string {
	if title == "" {
		return "a page without a title"
	}
	return fmt.Sprintf("a page (%q)", title)
}

// Block describes the answer of a firewall: who was asked, the status and the page's
// title, "" if it has none or is not known.
func Block(host string, status int, title string) string {
	said := fmt.Sprintf("a firewall in front of %s answers %d with a page", host, status)
	if title != "" {
		said += fmt.Sprintf(" (%q)", title)
	}
	return said
}
