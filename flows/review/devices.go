package review

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// What Plex lists, and where a person changes it. The page was seen on screen (2024-07-01).
const (
	devicesURL  = "https://plex.tv/devices.xml" // XML, whatever is asked for
	devicesPage = "https://app.plex.tv/desktop/#!/settings/devices"
)

// ourProduct is how plexpriv calls itself to Plex.
const ourProduct = "plexpriv"

// Devices are the apps, servers and programs that hold a token of the account.
type Devices struct {
	Part
	Items []Device `json:"items"`
}

// Device is one of them.
type Device struct {
	Name     string `json:"name,omitempty"`
	Product  string `json:"product"`
	Platform string `json:"platform,omitempty"`
	// LastSeen is when it last used its token, nil if Plex does not tell.
	LastSeen *time.Time `json:"last_seen"`
	// Server says that it is a Plex Media Server.
	Server bool `json:"server"`
	// Ours says that it is plexpriv, on this machine or another one; ThisSession, that it
	// is the session that asks.
	Ours        bool `json:"ours"`
	ThisSession bool `json:"this_session"`
}

func devices(ctx context.Context, g Getter, clientID string) Devices {
	d := Devices{Part: Part{Address: devicesPage}, Items: []Device{}}
	items, _ := d.list(ctx, g, "list the authorized devices", devicesURL, "device", "MediaContainer", "devices")
	for _, x := range items {
		id := x.Word("clientIdentifier")
		ours := strings.EqualFold(x.Word("product"), ourProduct)
		d.Items = append(d.Items, Device{
			Name: shown(x.Word("name")), Product: shown(x.Word("product")), Platform: shown(x.Word("platform")),
			LastSeen: moment(x.Word("lastSeenAt")), Server: slices.Contains(strings.Split(x.Word("provides"), ","), "server"),
			Ours: ours || id != "" && id == clientID, ThisSession: id != "" && id == clientID,
		})
	}
	slices.SortStableFunc(d.Items, func(a, b Device) int { return -compare(a.LastSeen, b.LastSeen) })
	return d
}

func compare(a, b *time.Time) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return a.Compare(*b)
}

// shown is a name as it may be printed: one line, no address in full.
func shown(text string) string { return outcome.MaskMails(outcome.Name(text)) }

// year3000 is when a number of seconds is no date any more.
const year3000 = 32503680000

// moment reads a date in one of the forms that Plex uses: seconds since 1970, or RFC 3339.
// nil is none.
func moment(text string) *time.Time {
	if seconds, err := strconv.ParseInt(text, 10, 64); err == nil && seconds > 0 && seconds < year3000 {
		at := time.Unix(seconds, 0).UTC()
		return &at
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil && at.Year() > 1970 {
		at = at.UTC()
		return &at
	}
	return nil
}

// firstOf is the first word that is there.
func firstOf(n answer.Node, names ...string) string {
	for _, name := range names {
		if word := n.Word(name); word != "" {
			return word
		}
	}
	return ""
}
