package fakeplex

import "net/http"

// mediaSource is one row of the Online Media Sources page.
type mediaSource struct{ Key, Label, Provider string }

var mediaSources = []mediaSource{
	{"liveTV", "Live TV", "tv.plex.provider.epg"},
	{"vod", "Movies & Shows", "tv.plex.provider.vod"},
	{"music", "Music", "tv.plex.provider.music"},
	{"discover", "Discover Source", "tv.plex.provider.discover"},
	{"moreWays", `Display "More Ways to Watch" Search Results`, "discover.moreWaysToWatch"},
	{"availabilities", "Display Availabilities From Other Streaming Services on Detail Pages", "discover.availabilities"},
	{"friendActivity", "Display Activity From My Friends on Detail Pages", "discover.friendActivity"},
}

func (s *Site) getOptOuts(w http.ResponseWriter, r *http.Request, a *Account) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []map[string]string{}
	for _, row := range mediaSources {
		list = append(list, map[string]string{"key": row.Provider, "value": a.values["sources."+row.Key]})
	}
	s.send(w, r, http.StatusOK, "optOuts", map[string]any{"optOut": list})
}

func (s *Site) postOptOut(w http.ResponseWriter, r *http.Request, a *Account) {
	key, value := r.FormValue("key"), r.FormValue("value")
	for _, row := range mediaSources {
		if row.Provider == key && (value == "opt_in" || value == "opt_out" || value == "opt_out_managed") {
			s.saveREST(w, r, a, "", map[string]string{"sources." + row.Key: value})
			return
		}
	}
	s.fail(w, r, http.StatusBadRequest, 1004, "Bad Request")
}
