package page

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// refused names what the network guard refused to a page that is at an address, since it
// was opened, if that may be why the page is empty: what came from its own tab, can bring
// controls, and went to a host that may have some. refusals may be nil.
func refused(tab Tab, at string, opened time.Time, refusals func() []automation.Refusal) string {
	if refusals == nil {
		return ""
	}
	var names []string
	for _, r := range refusals() {
		if r.Time.Before(opened) || !needed(r.ResourceType) || bystander(HostOf(r.URL)) || !tab.Sent(r, at) {
			continue
		}
		if name := nameOf(r); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "the page asked for what is not let through: " + strings.Join(names, ", ") + "; look with --headed"
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
