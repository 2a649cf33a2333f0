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
	if !s.sourcesAreTheirs(w, r, a) || s.sourcesMisbehave(w, r) {
		return
	}
	list := []map[string]string{}
	s.mu.Lock()
	for _, row := range mediaSources {
		list = append(list, map[string]string{"key": row.Provider, "value": a.values["sources."+row.Key]})
	}
	s.mu.Unlock()
	s.send(w, r, http.StatusOK, "optOuts", map[string]any{"optOut": list})
}

func (s *Site) postOptOut(w http.ResponseWriter, r *http.Request, a *Account) {
	if !s.sourcesAreTheirs(w, r, a) {
		return
	}
	if s.spend("sources-put-busy", "") {
		tooBusy(w, http.StatusServiceUnavailable)
		return
	}
	key, value := r.FormValue("key"), r.FormValue("value")
	if key == "tv.plex.provider.music" && value == "opt_out_managed" {
		s.fail(w, r, http.StatusBadRequest, 1004, "Bad Request")
		return
	}
	for _, row := range mediaSources {
		if row.Provider == key && (value == "opt_in" || value == "opt_out" || value == "opt_out_managed") {
			s.saveREST(w, r, a, "", map[string]string{"sources." + row.Key: value})
			return
		}
	}
	s.fail(w, r, http.StatusBadRequest, 1004, "Bad Request")
}

// sourcesAreTheirs refuses to tell one account what another one has chosen.
func (s *Site) sourcesAreTheirs(w http.ResponseWriter, r *http.Request, a *Account) bool {
	if r.PathValue("uuid") == a.UUID {
		return true
	}
	s.fail(w, r, http.StatusForbidden, 1004, "Forbidden")
	return false
}

// sourcesMisbehave answers with something that is no list of sources.
func (s *Site) sourcesMisbehave(w http.ResponseWriter, r *http.Request) bool {
	switch {
	case s.has("sources-empty", ""):
		s.send(w, r, http.StatusOK, "optOuts", map[string]any{"optOut": []any{}})
	case s.has("sources-html", ""):
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte("<!DOCTYPE html><html><head><title>Plex</title></head></html>"))
	case s.has("sources-half", ""):
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte(`{"optOut":[{"key":"tv.plex.provider.vod","value":"opt_`))
	case s.has("sources-500", ""):
		w.WriteHeader(http.StatusInternalServerError)
	case s.spend("sources-busy", ""):
		tooBusy(w, http.StatusServiceUnavailable)
	case s.has("sources-moved", ""):
		http.Redirect(w, r, "https://www.plex.tv/canary-elsewhere", http.StatusMovedPermanently)
	default:
		return false
	}
	return true
}
