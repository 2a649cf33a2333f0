package guide

import (
	"slices"

	"github.com/plexpriv/plexpriv/selectors"
)

// screen is where Plex Web shows a setting that plexpriv reads over HTTP. The catalogue has
// no locators for it.
type screen struct {
	// under is the part of the server's settings, or "" if it is not known.
	under string
	// name is what the control is called, by a privacy policy of Plex's or by the server.
	name string
	// nowhere means that no screen shows it, and name is what the server calls it.
	nowhere bool
	// guessed means that the name, or where it stands, was never seen on a screen.
	guessed bool
}

// screens are the settings of a server. The names under General and Network, and Plex's own
// names of those parts, are in its privacy policy of 2024-06-28; the other names are those
// that servers give (plex-api.rs, prefs.json: label and group; ioBroker.plex for the photos;
// python-plexapi for usage data).
var screens = map[string]screen{
	"server.crash-reports":      {"General", "Send crash reports to Plex", false, false},
	"server.push-notifications": {"General", "Push Notifications", false, false},
	"server.usage-data":         {"General", "Send anonymous usage data to Plex", false, true},
	"server.log-tokens":         {"", "LogTokensForDebug", true, false},
	"server.photo-places":       {"Scheduled Tasks", "Fetch missing location names for items in photo sections", false, true},
	"server.webhooks":           {"Network", "Webhooks", false, true},
	"server.relay":              {"Network", "Enable Relay", false, false},
}

// sourceRows are the rows of the page of online media sources (a screen of 2024-07-01, as
// are "Edit" and "Save Changes"; the last two as the sources are called).
var sourceRows = map[string]string{
	"sources.live-tv":      "Live TV",
	"sources.movies-shows": "Movies & Shows",
	"sources.music":        "Music",
	"sources.discover":     "Discover Source",
	"sources.news":         "News",
	"sources.podcasts":     "Podcasts",
}

// guessedRows are the rows of sources that were not on that screen.
var guessedRows = []string{"sources.news", "sources.podcasts"}

// guessed says whether the step for a setting names something that was never seen on a
// screen, so that a person who does not find it looks further.
func guessed(id string) bool { return screens[id].guessed || slices.Contains(guessedRows, id) }

// direct is the step for a setting that plexpriv reads over HTTP, "" for any other.
func (w writer) direct(s *selectors.Setting, wanted string) string {
	on := wanted != s.Values.Off
	if at, ok := screens[s.ID]; ok {
		if at.nowhere {
			return w.text.say.hidden(w.text.say.quote(at.name), on)
		}
		return w.text.say.inServer(w.text.say.quote(at.under), w.text.say.quote(at.name), on)
	}
	if row, ok := sourceRows[s.ID]; ok {
		return w.text.say.source(w.text.say.quote(row), on)
	}
	if s.ID == "privacy.state-sync" {
		return w.text.say.onAccountPage(w.text.say.quote("Sync My Watch State and Ratings"), on)
	}
	return ""
}
