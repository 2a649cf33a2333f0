package fakeplex

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// paintedFor is how long the privacy page shows its boxes checked, until the account's
// own values arrive. Plex's page does the same: it draws its boxes before it has them.
const paintedFor = 600 * time.Millisecond

func (s *Site) preferenceRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /api/v2/user/privacy", s.signedIn(s.getPrivacy))
	mux.HandleFunc("PUT /api/v2/user/privacy", s.signedIn(s.putPrivacy))
	mux.HandleFunc("GET /api/v2/user/view_state_sync", s.signedIn(func(w http.ResponseWriter, r *http.Request, a *Account) {
		if s.has("sync-500", "") {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		s.mu.Lock()
		consent := a.values["sync.viewState"] == "true"
		s.mu.Unlock()
		s.send(w, r, http.StatusOK, "viewStateSync", map[string]bool{"consent": consent})
	}))
	mux.HandleFunc("PUT /api/v2/user/view_state_sync", s.signedIn(func(w http.ResponseWriter, r *http.Request, a *Account) {
		s.saveREST(w, r, a, "", map[string]string{"sync.viewState": truth(r.FormValue("consent"))})
	}))
	for page, path := range map[string]string{
		PageEmail: "/api/v2/user/email_preferences", PageVendors: "/api/v2/user/ad_vendors",
		PagePrivacy: "/api/v2/user/privacy_preferences", PageVisibility: "/api/v2/user/profile/visibility",
	} {
		mux.HandleFunc("GET "+path, s.signedIn(func(w http.ResponseWriter, r *http.Request, a *Account) {
			s.delayPrivacy(r, page)
			s.send(w, r, http.StatusOK, "preferences", s.readPage(a, page))
		}))
		mux.HandleFunc("PUT "+path, s.signedIn(func(w http.ResponseWriter, r *http.Request, a *Account) {
			s.putPage(w, r, a, page)
		}))
	}
	mux.HandleFunc("GET /api/v2/resources", s.signedIn(s.getResources))
	mux.HandleFunc("GET /api/v2/user/{uuid}/settings/opt_outs", s.signedIn(s.getOptOuts))
	mux.HandleFunc("POST /api/v2/user/{uuid}/settings/opt_outs", s.signedIn(s.postOptOut))
}

// delayPrivacy delays the values of the privacy page, which draws its boxes before it has
// them.
func (s *Site) delayPrivacy(r *http.Request, page string) {
	if page != PagePrivacy || !strings.HasPrefix(r.Header.Get("Origin"), "https://www.") {
		return
	}
	wait := paintedFor
	if q, ok := s.quirk("painted-wrong", page); ok {
		wait = 2500 * time.Millisecond
		if q.value >= 0 {
			wait = time.Duration(q.value) * time.Millisecond
		}
	}
	hold(r, wait)
}

func (s *Site) putPage(w http.ResponseWriter, r *http.Request, a *Account, page string) {
	var fields map[string]any
	if err := json.NewDecoder(r.Body).Decode(&fields); err != nil {
		s.fail(w, r, http.StatusBadRequest, 1004, "Bad Request")
		return
	}
	for name := range fields {
		seen(r).entry.Fields = append(seen(r).entry.Fields, name)
	}
	patch, err := patchFor(page, fields)
	if err != nil {
		s.fail(w, r, http.StatusUnprocessableEntity, 1021, err.Error())
		return
	}
	s.saveREST(w, r, a, page, patch)
}

func (s *Site) saveREST(w http.ResponseWriter, r *http.Request, a *Account, page string, patch map[string]string) {
	if s.has("optimistic", page) {
		hold(r, 400*time.Millisecond) // the page already shows the new value
	}
	if err := s.store(a, page, patch); err != nil {
		status := http.StatusUnprocessableEntity
		if err == errSaveFailed {
			status = http.StatusInternalServerError
		}
		s.fail(w, r, status, 1000, err.Error())
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// getPrivacy is part of the published API, and the website reads it, too.
func (s *Site) getPrivacy(w http.ResponseWriter, r *http.Request, a *Account) {
	s.delayPrivacy(r, PagePrivacy)
	s.mu.Lock()
	playback, library := a.values["privacy.optOutPlayback"] == "true", a.values["privacy.optOutLibraryStats"] == "true"
	s.mu.Unlock()
	s.send(w, r, http.StatusOK, "privacy", map[string]any{
		"optOutPlayback": playback, "optOutLibraryStats": library,
		"domain": "analytics.plex.tv", "baseUrl": "https://analytics.plex.tv", "metrics": metrics(playback, library),
	})
}

// metrics is a sample of the 118 events that Plex lists. Opting out of playback or
// library data turns off exactly the events of that kind.
func metrics(playback, library bool) []map[string]string {
	status := func(off bool, otherwise string) string {
		if off {
			return "off"
		}
		return otherwise
	}
	out := []map[string]string{}
	for _, e := range []string{"playback:itemstart", "playback:itemcomplete", "playback:server:start", "server:playback"} {
		out = append(out, map[string]string{"event": e, "status": status(playback, "identifiable")})
	}
	for _, e := range []string{"library:created", "library:scan:complete"} {
		out = append(out, map[string]string{"event": e, "status": status(library, "identifiable")})
	}
	for _, e := range []string{"client:start", "client:error", "navigation:view", "server:start", "purchase:complete"} {
		out = append(out, map[string]string{"event": e, "status": "identifiable"})
	}
	return append(out, map[string]string{"event": "crash:report", "status": "anonymous"})
}

func (s *Site) putPrivacy(w http.ResponseWriter, r *http.Request, a *Account) {
	patch := map[string]string{}
	for _, name := range []string{"optOutPlayback", "optOutLibraryStats"} {
		if r.Form.Has(name) {
			patch["privacy."+name] = truth(r.FormValue(name))
		}
	}
	if len(patch) == 0 {
		s.fail(w, r, http.StatusBadRequest, 1004, "Bad Request")
		return
	}
	s.saveREST(w, r, a, PagePrivacy, patch)
}

func truth(text string) string {
	if text == "1" || text == "true" || text == "on" {
		return "true"
	}
	return "false"
}
