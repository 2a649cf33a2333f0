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

// framed says which frame of another origin a list that is not on the page may be
// in. Such frames are not looked into. The other pages' controls are known to be
// Plex's own.
func framed(x *list.List, l *sight.Look) string {
	if !x.Any() {
		return ""
	}
	var hosts []string
	for _, f := range l.Frames {
		if host := HostOf(f.Src); f.Width >= frameWidth && f.Height >= frameHeight && !slices.Contains(hosts, host) {
			hosts = append(hosts, host)
		}
	}
	if len(hosts) == 0 {
		return ""
	}
	return fmt.Sprintf("the controls may be in a frame of %s, which is not looked into", strings.Join(hosts, ", "))
}
