package fakeplex

import "net/http"

// accountHost is the newest of Plex's sites. It took over the server claim page and
// payments, with the language in the path; the quirk "account-host" gives it the email
// page too.
const accountHost = "account.plex.tv"

func (s *Site) accountSite() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /wp-content/themes/plex/", http.StripPrefix("/wp-content/themes/plex/", assets()))
	mux.HandleFunc("POST /wp-json/plex/v1/post_js_error", serveTelemetry)
	whenMoved := func(next http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if !s.has("account-host", PageEmail) {
				http.NotFound(w, r)
				return
			}
			next(w, r)
		}
	}
	for _, language := range []string{"en", "en-GB"} {
		mux.HandleFunc("/"+language+"/email-preferences", whenMoved(s.emailPage))
	}
	return mux
}
