package fakeplex

import (
	"net/http"
	"net/url"
)

func (s *Site) emailPage(w http.ResponseWriter, r *http.Request) {
	if s.has("absent", PageEmail) {
		s.message(w, r, http.StatusNotFound, "Page not found", "Oops! That page can’t be found.")
		return
	}
	if s.movedTo(w, r, PageEmail, "/account/communications/") {
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
		http.Redirect(w, r, "/sign-in/?forward="+url.QueryEscape("https://www.plex.tv"+r.URL.Path), http.StatusFound)
		return
	}
	s.show(w, r, http.StatusOK, view{Screen: "email", Title: "Email Preferences",
		Config: pageConfig{Page: PageEmail, Boxes: marketingBoxes, Discover: discoverBoxes}})
}

// unsubscribeLink is a GET that changes something, like the link at the end of an e-mail.
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
	if s.has("absent", PagePrivacy) || (r.URL.Path != "/about/privacy-legal/" && r.URL.Path != "/legal/privacy/") {
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

// privacyPreferences is the address that was used before June 2024. If a redirect has no
// fragment, the browser keeps #opd; with the quirk "hash-lost" the redirect has another
// fragment.
func (s *Site) privacyPreferences(w http.ResponseWriter, r *http.Request) {
	target := "/about/privacy-legal/"
	if s.has("hash-lost", PagePrivacy) {
		target += "#plex-your-privacy-rights"
	}
	http.Redirect(w, r, target, http.StatusFound)
}
