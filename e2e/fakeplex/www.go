package fakeplex

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// view is what a template of the website is given.
type view struct {
	Screen, Title, Language, Path string
	Account                       *Account
	Text                          map[string]string
	Forward                       string
	Quirks                        map[string]int
	Config                        pageConfig
	Message                       string
	Updated                       bool
}

// pageConfig is what the scripts of a page are told.
type pageConfig struct {
	Page     string            `json:"page"`
	Variant  string            `json:"variant"`
	Save     string            `json:"save"`
	Reads    string            `json:"reads"`
	Design   string            `json:"design,omitempty"`
	Quirks   map[string]int    `json:"quirks"`
	Language string            `json:"language"`
	SignedIn bool              `json:"signedIn"`
	Managed  bool              `json:"managed"`
	Updated  bool              `json:"updated"`
	Boxes    []mailBox         `json:"boxes,omitempty"`
	Discover []mailBox         `json:"discover,omitempty"`
	Geo      map[string]string `json:"geolocation"`
	// Plain pages do not use Transifex, and Quiet ones ask nothing of other hosts.
	Plain bool `json:"plain"`
	Quiet bool `json:"quiet"`
}

// website is www.plex.tv.
func (s *Site) website() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /wp-content/themes/plex/", http.StripPrefix("/wp-content/themes/plex/", assets()))
	mux.HandleFunc("/email-preferences/", s.emailPage)
	mux.HandleFunc("/account/communications/", s.emailPage)
	mux.HandleFunc("/vendors-us/", s.vendorsPage)
	mux.HandleFunc("/privacy-choices/", s.vendorsPage)
	mux.HandleFunc("/about/privacy-legal/", s.privacyPage)
	mux.HandleFunc("/about/privacy-legal/privacy-preferences/", s.privacyPreferences)
	mux.HandleFunc(deprecatedPath, s.deprecatedPreferences)
	mux.HandleFunc("/legal/privacy/", s.privacyPage)
	mux.HandleFunc("GET /sign-in/", s.signInPage)
	mux.HandleFunc("GET /sign-out/", s.signOutPage)
	mux.HandleFunc("POST /wp-json/plex/v1/post_js_error", serveTelemetry)
	mux.HandleFunc("POST /wp-admin/admin-ajax.php", s.adminAjax)
	mux.HandleFunc("/", s.otherPage)
	return s.websiteGate(mux)
}

// websiteGate removes the language from the path, and applies the quirks that affect
// whole pages.
func (s *Site) websiteGate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/wp-content/") {
			next.ServeHTTP(w, r)
			return
		}
		if s.pageRefused(w, r) {
			return
		}
		a := s.requester(r)
		s.anotherMember(w, a)
		language, path := splitLanguage(r.URL.Path)
		if language == "" && a != nil && a.Language != "" && !strings.Contains(r.Header.Get("Accept-Language"), "en") && r.Method == http.MethodGet {
			target := url.URL{Path: "/" + a.Language + r.URL.Path, RawQuery: r.URL.RawQuery}
			http.Redirect(w, r, target.String(), http.StatusFound)
			return
		}
		inner := r.Clone(r.Context())
		inner.URL.Path = path
		inner.Header.Set(languageHeader, language)
		next.ServeHTTP(w, inner)
	})
}

const languageHeader = "Fakeplex-Language"

// splitLanguage cuts the language prefix off a path of the website.
func splitLanguage(path string) (language, rest string) {
	first, rest, ok := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if ok && (first == "de" || first == "nl" || first == "sv" || first == "fr") {
		return first, "/" + rest
	}
	return "", path
}

// pageRefused answers requests for documents that a quirk refuses.
func (s *Site) pageRefused(w http.ResponseWriter, r *http.Request) bool {
	page := pageAt(r)
	switch {
	case s.spend("drop", page):
		hangUp()
	case s.spend("rate-limit", page):
		s.sayWhen(w)
		s.message(w, r, http.StatusTooManyRequests, "Too Many Requests", "You have sent too many requests. Please wait a while.")
	case s.spend("error-500", page):
		s.message(w, r, http.StatusInternalServerError, "Internal Server Error", "Something went wrong on our side.")
	case s.silent(r, page):
		hangUp()
	case s.firewalled(w, r, "firewall", page):
	case s.has("challenge", ""):
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusForbidden)
		w.Write([]byte(challengePage))
	default:
		return false
	}
	return true
}

// silent holds a request for a document back, for ever or as long as the quirk says. It
// says whether whoever asked has given up.
func (s *Site) silent(r *http.Request, page string) bool {
	q, ok := s.quirk("no-answer", page)
	if !ok || page == "" {
		return false
	}
	var enough <-chan time.Time
	if q.value >= 0 {
		enough = time.After(time.Duration(q.value) * time.Millisecond)
	}
	select {
	case <-r.Context().Done():
		return true
	case <-enough:
		return false
	}
}

// pageAt names the page whose document a request is for, if it is for one.
func pageAt(r *http.Request) string {
	switch _, path := splitLanguage(r.URL.Path); {
	case strings.HasPrefix(path, "/desktop"):
		return PageVisibility
	case strings.HasPrefix(path, "/email-preferences/"):
		return PageEmail
	case strings.HasPrefix(path, "/vendors-us/"):
		return PageVendors
	case strings.HasPrefix(path, "/about/privacy-legal/"):
		return PagePrivacy
	}
	return ""
}

const challengePage = `<!doctype html><html lang="en-US"><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow">
<style>body{font:16px sans-serif;margin:8rem auto;max-width:60rem;padding:0 2rem}h1{font-size:2.2rem}</style></head>
<body><div class="main-wrapper" role="main"><h1>www.plex.tv</h1><h2 id="challenge-running">Verify you are human by completing the action below.</h2>
<div id="turnstile-wrapper"><label><input type="checkbox"> Verify you are human</label></div>
<p>www.plex.tv needs to review the security of your connection before proceeding.</p></div></body></html>`

// show renders one screen of the website.
func (s *Site) show(w http.ResponseWriter, r *http.Request, status int, v view) {
	v.Account = s.requester(r)
	v.Language = r.Header.Get(languageHeader)
	v.Text = websiteText(v.Language)
	v.Path = r.URL.RequestURI()
	v.Forward = "https://" + r.Host + v.Path
	v.Updated = r.URL.Query().Get("updated") == "1"
	v.Quirks = s.quirksFor(v.Config.Page)
	s.fill(&v.Config, v.Account, v.Language)
	v.Config.Updated = v.Updated
	if v.Account != nil && v.Account.Language != "" && v.Language == "" {
		v.Quirks["language-bar"] = 1
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if err := websitePages[v.Screen].ExecuteTemplate(w, "layout", v); err != nil {
		w.Write([]byte("<!-- " + err.Error() + " -->"))
	}
}

// fill adds what the site decides to the configuration of a page.
func (s *Site) fill(c *pageConfig, a *Account, language string) {
	c.Quirks = s.quirksFor(c.Page)
	s.mu.Lock()
	c.Variant, c.Save, c.Reads = s.cfg.Variant[c.Page], s.cfg.Save[c.Page], s.cfg.Reads[c.Page]
	c.Design = s.cfg.Design[c.Page]
	s.mu.Unlock()
	c.Language = language
	c.SignedIn = a != nil
	c.Managed = a != nil && a.Managed
	c.Plain, c.Quiet = s.has("no-transifex", c.Page), s.has("no-trackers", c.Page)
	c.Geo = map[string]string{"continent": "NA", "country": "US", "region": "NJ"}
}

func (s *Site) message(w http.ResponseWriter, r *http.Request, status int, title, text string) {
	s.show(w, r, status, view{Screen: "message", Title: title, Message: text})
}

func (s *Site) otherPage(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/" {
		s.message(w, r, http.StatusOK, "Stream Movies & TV Shows", "Plex is free and includes 50,000+ titles and counting.")
		return
	}
	s.message(w, r, http.StatusNotFound, "Page not found", "Oops! That page can’t be found.")
}

// consentFrame is the document of another host that a design puts its list in.
func (s *Site) consentFrame(w http.ResponseWriter, r *http.Request) {
	c := pageConfig{Page: PageVendors}
	s.fill(&c, s.requester(r), "")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err := consentPage.ExecuteTemplate(w, "consent", c); err != nil {
		w.Write([]byte("<!-- " + err.Error() + " -->"))
	}
}

// movedTo redirects a page that the quirk "moved" has moved to another address.
func (s *Site) movedTo(w http.ResponseWriter, r *http.Request, page, path string) bool {
	if !s.has("moved", page) || r.URL.Path == path {
		return false
	}
	http.Redirect(w, r, path, http.StatusMovedPermanently)
	return true
}

// postedForm stores a form that a page posted to its own address, and leads
// back to it.
func (s *Site) postedForm(w http.ResponseWriter, r *http.Request, page string) {
	a := s.requester(r)
	if a == nil {
		http.Redirect(w, r, "/sign-in/?forward="+url.QueryEscape("https://www.plex.tv"+r.URL.Path), http.StatusSeeOther)
		return
	}
	fields := map[string]any{}
	for name := range r.PostForm {
		fields[name] = r.PostFormValue(name)
	}
	patch, err := patchFor(page, fields)
	if err == nil {
		err = s.store(a, page, patch)
	}
	if err != nil {
		s.message(w, r, http.StatusInternalServerError, "Internal Server Error", "Something went wrong on our side.")
		return
	}
	http.Redirect(w, r, r.URL.Path+"?updated=1", http.StatusSeeOther)
}
