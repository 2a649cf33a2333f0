package fakeplex

import (
	"net/http"
	"net/url"
)

// appConfig is what the scripts of app.plex.tv are told.
type appConfig struct {
	pageConfig
	IdentityHost string        `json:"identityHost"`
	Sources      []mediaSource `json:"sources"`
}

// webApp is app.plex.tv: the single-page app, the sign-in frame and its
// call-back.
func (s *Site) webApp() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /static/", http.StripPrefix("/static/", assets()))
	mux.HandleFunc("GET /desktop", s.appShell("app"))
	mux.HandleFunc("GET /desktop/{$}", s.appShell("app"))
	mux.HandleFunc("POST /desktop/profile/visibility", s.postedVisibility)
	mux.HandleFunc("GET /auth", s.appShell("auth"))
	mux.HandleFunc("GET /auth/{$}", s.appShell("auth"))
	mux.HandleFunc("GET /auth/callback", s.appShell("auth"))
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/desktop/", http.StatusFound) })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && !isAsset(r) && s.pageRefused(w, r) {
			return
		}
		mux.ServeHTTP(w, r)
	})
}

func isAsset(r *http.Request) bool { return len(r.URL.Path) > 8 && r.URL.Path[:8] == "/static/" }

func (s *Site) appShell(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		a := s.requester(r)
		c := appConfig{pageConfig: pageConfig{Page: PageVisibility}, IdentityHost: s.identity, Sources: mediaSources}
		s.fill(&c.pageConfig, a, "")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := appPages.ExecuteTemplate(w, name+".html", c); err != nil {
			w.Write([]byte("<!-- " + err.Error() + " -->"))
		}
	}
}

// postedVisibility stores the activity dialog of the save mode "form".
func (s *Site) postedVisibility(w http.ResponseWriter, r *http.Request) {
	a := s.requester(r)
	if a == nil {
		s.unauthorized(w, r)
		return
	}
	fields := map[string]any{}
	for name := range r.PostForm {
		fields[name] = r.PostFormValue(name)
	}
	patch, err := patchFor(PageVisibility, fields)
	if err == nil {
		err = s.store(a, PageVisibility, patch)
	}
	if err != nil {
		http.Error(w, "Something went wrong", http.StatusInternalServerError)
		return
	}
	http.Redirect(w, r, "/desktop/#!/settings/account", http.StatusSeeOther)
}

// identityProvider imitates Google: it lets the person choose an account, and sends
// them back with a code. The code is the account's token. The real one would send a code
// that can be exchanged for a token.
func (s *Site) identityProvider() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /o/oauth2/auth", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		appPages.ExecuteTemplate(w, "identity.html", map[string]any{"State": r.URL.Query().Get("state"), "Names": []string{"alice", "bob", "carol"}})
	})
	mux.HandleFunc("POST /o/oauth2/choose", func(w http.ResponseWriter, r *http.Request) {
		seen(r).entry.Kind = KindAuth
		name := r.FormValue("account")
		back := url.URL{Scheme: "https", Host: "app.plex.tv", Path: "/auth/callback",
			Fragment: "?code=" + s.Token(name) + "&forwardUrl=" + r.FormValue("state")}
		http.Redirect(w, r, back.String(), http.StatusSeeOther)
	})
	return mux
}
