package page

import (
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/list"
)

// The smallest frame that a list of choices fits into, in CSS pixels. Smaller
// ones count visits or sign in.
const (
	frameWidth  = 240
	frameHeight = 120
)

// framed names the frames of other hosts that may hold a list that is not on the page.
// We do not look into them. Pages without a list are known to have their controls on
// Plex's own page.
func framed(x *list.List, l *sight.Look) string {
	if !x.Any() {
		return ""
	}
	var hosts []string
	for _, f := range l.Frames {
		if host := HostOf(f.Src); !bystander(host) && f.Width >= frameWidth && f.Height >= frameHeight && !slices.Contains(hosts, host) {
			hosts = append(hosts, host)
		}
	}
	if len(hosts) == 0 {
		return ""
	}
	return fmt.Sprintf("the controls may be in a frame of %s, which is not looked into", strings.Join(hosts, ", "))
}
