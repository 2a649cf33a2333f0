package fakeplex

import (
	"net/http"
	"strconv"
)

const yearSeconds = 365 * 24 * 60 * 60

func (s *Site) userRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /api/v2/user", s.signedIn(func(w http.ResponseWriter, r *http.Request, a *Account) {
		s.send(w, r, http.StatusOK, "user", s.userPayload(a))
	}))
	mux.HandleFunc("GET /api/v2/ping", s.signedIn(func(w http.ResponseWriter, r *http.Request, _ *Account) {
		s.send(w, r, http.StatusOK, "ping", map[string]string{"pong": ""})
	}))
	mux.HandleFunc("GET /api/v2/geoip", func(w http.ResponseWriter, r *http.Request) {
		s.send(w, r, http.StatusOK, "location", location(s.requester(r)))
	})
	mux.HandleFunc("GET /api/v2/features", s.signedIn(func(w http.ResponseWriter, r *http.Request, _ *Account) {
		s.send(w, r, http.StatusOK, "features", []map[string]string{{"id": "two-factor-authentication"}, {"id": "federated-auth"}})
	}))
	mux.HandleFunc("DELETE /api/v2/users/signout", s.signedIn(func(w http.ResponseWriter, r *http.Request, _ *Account) {
		seen(r).entry.Kind = KindAuth
		token := s.tokenOf(r)
		s.mu.Lock()
		s.revoked[token] = true
		s.mu.Unlock()
		w.WriteHeader(http.StatusNoContent)
	}))
	mux.HandleFunc("POST /api/v2/user/deletion", s.signedIn(func(w http.ResponseWriter, r *http.Request, a *Account) {
		s.saveREST(w, r, a, "", map[string]string{"account.deletionAsked": "true"})
	}))
	mux.HandleFunc("PUT /api/v2/user/profile", s.signedIn(func(w http.ResponseWriter, r *http.Request, a *Account) {
		s.saveREST(w, r, a, "", map[string]string{"account.profileEdited": "true"})
	}))
	mux.HandleFunc("GET /users/{uuid}/avatar", serveAvatar)
}

// userPayload is the answer of /api/v2/user, in the form of the answers that are
// published with the tests of plex-api.rs.
func (s *Site) userPayload(a *Account) map[string]any {
	behind := s.has("api-behind", PagePrivacy)
	s.mu.Lock()
	defer s.mu.Unlock()
	consent, setAt, remindAt := any(nil), any(nil), any(nil)
	if v := a.values["privacy.adsConsent"]; v != "" {
		consent = v == "true" || behind
		at, _ := strconv.ParseInt(a.values["privacy.adsConsentSetAt"], 10, 64)
		setAt, remindAt = at, at+yearSeconds
	}
	mailing, active := any("unsubscribed"), false
	for _, box := range marketingBoxes {
		if a.values["email."+box.Key] == "true" {
			mailing, active = "active", true
		}
	}
	if a.Managed {
		mailing, active = nil, false
	}
	username := a.Name
	if a.Managed {
		username = ""
	}
	return map[string]any{
		"id": a.ID, "uuid": a.UUID, "username": username, "title": a.Title, "email": a.Email, "friendlyName": "",
		"locale": orNull(a.Language), "confirmed": true, "joinedAt": 1339124759, "emailOnlyAuth": false,
		"hasPassword": !a.Managed, "protected": a.PIN != "", "thumb": "https://plex.tv/users/" + a.UUID + "/avatar?c=1",
		"authToken": a.Token, "mailingListStatus": mailing, "mailingListActive": active, "scrobbleTypes": "",
		"country": a.Country, "restricted": a.Managed, "anonymous": nil, "home": a.Home != "", "guest": false,
		"homeSize": s.homeSize(a), "homeAdmin": a.HomeAdmin, "maxHomeSize": 15, "rememberExpiresAt": nil,
		"subscription": map[string]any{"active": a.PlexPass, "status": activeWord(a.PlexPass), "plan": nil, "features": []string{"home", "federated-auth"}},
		"entitlements": []string{}, "adsConsent": consent, "adsConsentSetAt": setAt, "adsConsentReminderAt": remindAt,
		"experimentalFeatures": false, "twoFactorEnabled": a.TwoFactorCode != "", "backupCodesCreated": false,
	}
}

func (s *Site) homeSize(a *Account) int {
	n := 0
	for _, other := range s.accounts {
		if a.Home != "" && other.Home == a.Home {
			n++
		}
	}
	return max(n, 1)
}

// location is the answer of /api/v2/geoip: Germany for German accounts, New
// Jersey for everybody else.
func location(a *Account) map[string]any {
	if a != nil && a.Country == "DE" {
		return map[string]any{"code": "DE", "continent_code": "EU", "country": "Germany", "european_union_member": true,
			"in_privacy_restricted_country": true, "in_privacy_restricted_region": false, "subdivisions": "Berlin"}
	}
	return map[string]any{"code": "US", "continent_code": "NA", "country": "United States", "european_union_member": false,
		"in_privacy_restricted_country": false, "in_privacy_restricted_region": false, "subdivisions": "New Jersey"}
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func activeWord(active bool) string {
	if active {
		return "Active"
	}
	return "Inactive"
}

// serveAvatar draws a plain round picture.
func serveAvatar(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Write([]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="20" fill="#4b5661"/><circle cx="20" cy="15" r="7" fill="#cfd6dd"/><path d="M6 36a14 12 0 0 1 28 0z" fill="#cfd6dd"/></svg>`))
}
