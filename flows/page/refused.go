package page

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/judge"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// refused names what the network guard refused to a page that is at an address, since it
// was opened, if that may be why the page is empty. refusals may be nil.
func refused(tab Tab, at string, opened time.Time, refusals func() []automation.Refusal) string {
	return named("the page asked for what is not let through: ", "; look with --headed",
		missed(tab, at, opened, refusals, func(automation.Refusal) bool { return true }))
}

// ownRefused names what a page asked Plex itself for and did not get, because it may write.
// That may be why the page does not know that somebody is signed in.
func ownRefused(tab Tab, at string, since time.Time, refusals func() []automation.Refusal) string {
	return named("not let through, because nothing may be changed: ", "", missed(tab, at, since, refusals, mayWrite))
}

func named(before, after string, names []string) string {
	if len(names) == 0 {
		return ""
	}
	return before + strings.Join(names, ", ") + after
}

// missed names what was refused since a moment and counts: what came from the page's own
// tab, can bring controls, and went to a host that may have some.
func missed(tab Tab, at string, since time.Time, refusals func() []automation.Refusal, counts func(automation.Refusal) bool) []string {
	if refusals == nil {
		return nil
	}
	var names []string
	for _, r := range refusals() {
		if r.Time.Before(since) || !needed(r.ResourceType) || bystander(HostOf(r.URL)) || !tab.Sent(r, at) || !counts(r) {
			continue
		}
		if name := nameOf(r); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// mayWrite says whether a request was refused for what it may do at Plex, and not for where
// it went.
func mayWrite(r automation.Refusal) bool {
	switch r.Reason {
	case judge.ReasonHost, judge.ReasonAddress, judge.ReasonScheme, judge.ReasonServiceWorker:
		return false
	}
	return r.Method != ""
}

// nameOf names a refused request: by its host, and what was asked of a host of Plex more
// exactly, because it may be worth letting through.
func nameOf(r automation.Refusal) string {
	u, err := url.Parse(r.URL)
	if err != nil || u.Host == "" {
		return r.URL
	}
	if _, err := netip.ParseAddr(u.Hostname()); err == nil {
		return outcome.OwnServer
	}
	name := u.Host
	if u.Hostname() == "plex.tv" || strings.HasSuffix(u.Hostname(), ".plex.tv") {
		name = r.Method + " " + u.Host + u.EscapedPath()
	}
	if r.Operation != "" {
		name = fmt.Sprintf("%s (operation %s)", name, r.Operation)
	}
	return outcome.HideServers(name)
}

// needed says whether a page may need a kind of resource to show its controls.
func needed(kind string) bool {
	switch strings.ToLower(kind) {
	case "script", "document", "xhr", "fetch":
		return true
	}
	return false
}
