package page

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/judge"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// refusalName names a refused request: the host alone if that was the reason, else what
// the page has asked Plex for, without the query.
func refusalName(r automation.Refusal) string {
	name := HostOf(r.URL)
	if ownRefusal(r) {
		name = r.Method + " " + outcome.Address(r.URL)
	}
	if r.Operation != "" {
		name = fmt.Sprintf("%s (operation %s)", name, r.Operation)
	}
	return name
}

// ownRefusal says whether a request to Plex itself was refused, for what it may do there.
func ownRefusal(r automation.Refusal) bool {
	return r.Method != "" && r.Reason != judge.ReasonHost && r.Reason != judge.ReasonAddress
}

// ownRefusedSince names the requests to Plex itself that were refused. They may be why a
// page does not know that somebody is signed in. refusals may be nil.
func ownRefusedSince(since time.Time, refusals func() []automation.Refusal) string {
	if refusals == nil {
		return ""
	}
	var names []string
	for _, r := range refusals() {
		if name := refusalName(r); ownRefusal(r) && !r.Time.Before(since) && needed(r.ResourceType) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "not let through, because nothing may be changed: " + strings.Join(names, ", ")
}
