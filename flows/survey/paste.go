package survey

import (
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/flows/inspect"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Client says which plexpriv asked, and with what.
type Client struct {
	// Version and Catalogue are plexpriv's own, System is "linux/amd64".
	Version, Catalogue, System string
	// Browser is the kind and version of the browser.
	Browser string
}

// Paste returns the survey as text for a bug report. It has no account, no address of a
// page and no value: only hosts, states, statuses and names of what is stored. What a site
// chose the words of is scrubbed; known are names and numbers of the account.
func (s *Survey) Paste(c Client, known ...string) string {
	scrub := inspect.Scrub(known...)
	var b strings.Builder
	fmt.Fprintf(&b, "plexpriv %s, catalogue %s, %s\n", c.Version, c.Catalogue, c.System)
	fmt.Fprintf(&b, "%s, which calls itself %s\n", c.Browser, s.UserAgent)
	for _, a := range s.Answers {
		fmt.Fprintf(&b, "%s: %s, status %d\n", a.Host, a.State, a.Status)
		if a.State == Blocked {
			fmt.Fprintf(&b, "  why: %s\n", outcome.Clip(scrub(a.Detail), longestDetail))
		}
		if len(a.Cookies) > 0 {
			fmt.Fprintf(&b, "  cookies: %s\n", names(a.Cookies, scrub))
		}
		if len(a.Storage) > 0 {
			fmt.Fprintf(&b, "  storage: %s\n", names(a.Storage, scrub))
		}
	}
	return b.String()
}

const (
	longestDetail = 160
	longestName   = 60
	// mostNames bounds the names that one site gets: a site may store hundreds.
	mostNames = 40
)

func names(all []string, scrub func(string) string) string {
	more := ""
	if len(all) > mostNames {
		more = fmt.Sprintf(" and %d more", len(all)-mostNames)
		all = all[:mostNames]
	}
	out := make([]string, len(all))
	for i, n := range all {
		out[i] = outcome.Clip(scrub(n), longestName)
	}
	return strings.Join(out, " ") + more
}
