package presentation

import (
	"regexp"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Cause is the one reason why nothing was read or changed for an account: the error that
// ended the work on it, or what became of all its pages. It is "" if there are several
// reasons, or if something was done. Whoever shows an account with a cause shows that
// alone: the settings would all say the same.
func Cause(a *outcome.AccountReport) string {
	for _, s := range a.Settings {
		if decided(s.Result) || s.Before != "" {
			return ""
		}
	}
	if a.Error != "" {
		return outcome.OneLine(a.Error)
	}
	cause := ""
	for _, p := range a.Pages {
		if !shut(p.Status) {
			return ""
		}
		text := pageCause(p)
		switch {
		case cause == "" || cause == text:
			cause = text
		case anywhere(cause) == anywhere(text):
			cause = anywhere(text)
		default:
			return ""
		}
	}
	return cause
}

// anywhere is a cause without the address at which it was met.
func anywhere(cause string) string { return site.ReplaceAllString(cause, "plex.tv") }

// decided reports whether a result says something about the setting itself.
func decided(r outcome.Result) bool {
	return r == outcome.Already || r == outcome.WouldChange || r == outcome.Verified || r.Written()
}

// shut reports whether a page could not be read at all.
func shut(s outcome.PageStatus) bool {
	return slices.Contains([]outcome.PageStatus{outcome.PageSignedOut, outcome.PageBlocked, outcome.PageUnreachable}, s)
}

// site is a host of Plex, which differs from page to page where the cause is the same.
var site = regexp.MustCompile(`\b(www\.|app\.|account\.|clients\.)?plex\.tv(/[^\s";,]*)?`)

// suggestion is advice in a detail; Next gives better one.
var suggestion = regexp.MustCompile(`; look with --headed\b`)

// pageCause is why a page could not be read.
func pageCause(p outcome.PageReport) string {
	text := suggestion.ReplaceAllString(outcome.OneLine(p.Detail), "")
	if p.Status == outcome.PageSignedOut && !p.OwnServer {
		text = "Plex has ended your session"
	}
	if text == "" {
		text = strings.ReplaceAll(string(p.Status), "_", " ")
	}
	if p.OwnServer {
		text = "your Plex Media Server: " + text
	}
	return text
}
