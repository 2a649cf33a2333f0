package fakeplex

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
)

func (s *Site) emailPage(w http.ResponseWriter, r *http.Request) {
	if s.has("absent", PageEmail) {
		s.message(w, r, http.StatusNotFound, "Page not found", "Oops! That page can’t be found.")
		return
	}
	if s.movedTo(w, r, PageEmail, "/account/communications/") {
		return
	}
	if s.has("account-host", PageEmail) && r.Host != accountHost {
		http.Redirect(w, r, "https://"+accountHost+"/en/email-preferences", http.StatusFound)
		return
	}
	if r.Method == http.MethodPost {
		s.postedForm(w, r, PageEmail)
		return
	}
	if r.URL.Query().Has("unsubscribe") {
		s.unsubscribeLink(w, r)
		return
	}
	if s.requester(r) == nil {
		http.Redirect(w, r, "https://www.plex.tv/sign-in/?forward="+url.QueryEscape("https://"+r.Host+r.URL.Path), http.StatusFound)
		return
	}
	s.show(w, r, http.StatusOK, view{Screen: "email", Title: "Email Preferences",
		Config: pageConfig{Page: PageEmail, Boxes: marketingBoxes, Discover: discoverBoxes}})
}

// unsubscribeLink is a GET that changes something, like the link at the end of an email.
func (s *Site) unsubscribeLink(w http.ResponseWriter, r *http.Request) {
	seen(r).entry.Kind = KindWrite
	a := s.requester(r)
	if a == nil {
		s.message(w, r, http.StatusForbidden, "Email Preferences", "This link has expired.")
		return
	}
	patch := map[string]string{}
	for _, box := range append(append([]mailBox{}, marketingBoxes...), discoverBoxes...) {
		patch["email."+box.Key] = "false"
	}
	if err := s.store(a, PageEmail, patch); err != nil {
		s.message(w, r, http.StatusInternalServerError, "Internal Server Error", "Something went wrong on our side.")
		return
	}
	s.message(w, r, http.StatusOK, "Email Preferences", "You have been unsubscribed.")
}

func (s *Site) vendorsPage(w http.ResponseWriter, r *http.Request) {
	switch {
	case s.has("vendors-absent", PageVendors) || s.has("absent", PageVendors):
		s.message(w, r, http.StatusNotFound, "Page not found", "Oops! That page can’t be found.")
		return
	case s.movedTo(w, r, PageVendors, "/privacy-choices/"):
		return
	case r.Method == http.MethodPost:
		s.postedForm(w, r, PageVendors)
		return
	}
	s.show(w, r, http.StatusOK, view{Screen: "vendors", Title: "Your Privacy Choices", Config: pageConfig{Page: PageVendors}})
}

func (s *Site) privacyPage(w http.ResponseWriter, r *http.Request) {
	if s.has("absent", PagePrivacy) || s.has("old-address-only", PagePrivacy) || (r.URL.Path != "/about/privacy-legal/" && r.URL.Path != "/legal/privacy/") {
		s.message(w, r, http.StatusNotFound, "Page not found", "Oops! That page can’t be found.")
		return
	}
	if s.movedTo(w, r, PagePrivacy, "/legal/privacy/") {
		return
	}
	if r.Method == http.MethodPost {
		s.postedForm(w, r, PagePrivacy)
		return
	}
	s.show(w, r, http.StatusOK, view{Screen: "privacy", Title: "Privacy Policy", Config: pageConfig{Page: PagePrivacy}})
}

// deprecatedPath is the name that Plex gave the page of before June 2024.
const deprecatedPath = "/about/privacy-legal/privacy-preferences-deprecated-june-2024/"

// privacyPreferences is the address that was used before June 2024. The site guesses what
// was meant, as WordPress does, and leads to the page of that name that is left.
func (s *Site) privacyPreferences(w http.ResponseWriter, r *http.Request) {
	target := deprecatedPath
	switch {
	case s.has("old-address-gone", PagePrivacy):
		s.message(w, r, http.StatusNotFound, "Page not found", "Oops! That page can’t be found.")
		return
	case s.has("old-address-only", PagePrivacy):
		s.show(w, r, http.StatusOK, view{Screen: "privacy", Title: "Privacy Preferences", Config: pageConfig{Page: PagePrivacy}})
		return
	case s.has("old-address-redirects", PagePrivacy):
		target = "/about/privacy-legal/"
	}
	http.Redirect(w, r, target, http.StatusFound)
}

// deprecatedPreferences is the old page. Its boxes are left over and store nothing.
func (s *Site) deprecatedPreferences(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, http.StatusOK, view{Screen: "deprecated", Title: "Privacy Preferences (deprecated June 2024)", Config: pageConfig{Page: PagePrivacy}})
}

// adminAjax is WordPress' address for scripts of pages. Under the quirk "admin-ajax" a
// page reads its data here, by POST.
func (s *Site) adminAjax(w http.ResponseWriter, r *http.Request) {
	page := r.PostFormValue("page")
	a := s.requester(r)
	switch {
	case !slices.Contains(Pages, page):
		http.Error(w, "0", http.StatusBadRequest)
	case a == nil:
		s.unauthorized(w, r)
	default:
		seen(r).entry.Kind = KindRead
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(s.readPage(a, page))
	}
}
