package ui

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"html/template"
	"io"
	"net/http"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
)

//go:embed page
var files embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	// pieces splits a text at its backquotes. Every second piece is a command.
	"pieces": func(text string) []string { return strings.Split(text, "`") },
	"linked": presentation.Linked,
	"odd":    func(n int) bool { return n%2 == 1 },
}).ParseFS(files, "page/*.html"))

const (
	pathSession = "/api/session"
	pathView    = "/api/view"
	pathEvents  = "/api/events"
	pathAct     = "/api/act"
)

// site is one page that is being served.
type site struct {
	options *Options
	host    string
	keys    *keyring
	life    *lifeline
	feed    *feed
	desk    *desk
	painter *painter
}

func newSite(ctx context.Context, o *Options, host string) *site {
	s := &site{options: o, host: host, keys: newKeyring(), life: newLifeline(), feed: newFeed()}
	s.painter = &painter{v: o.Vocabulary, catalogue: o.Catalogue, goos: o.GOOS, redact: o.Redact}
	s.desk = &desk{ctx: ctx, work: o.Work, now: o.Now, life: s.life, notify: s.announce}
	return s
}

// announce sends an event, in words.
func (s *site) announce(e event) {
	if e.Kind == "page" {
		e.Text = s.painter.step(&scene{steps: s.desk.scene().steps}, e.Page)
		if e.Tone == "setting" || e.Tone == "read again" {
			e.Say = s.options.Vocabulary.Page(e.Page) + ": " + e.Text
		}
		e.Tone = strings.ReplaceAll(e.Tone, " ", "-")
	}
	s.feed.send(e)
}

// handler answers the requests that the guard lets through.
func (s *site) handler() http.Handler {
	m := http.NewServeMux()
	m.HandleFunc("GET /{$}", s.shell)
	m.HandleFunc("GET /ui.js", s.asset("page/ui.js", "text/javascript; charset=utf-8"))
	m.HandleFunc("GET /ui.css", s.asset("page/ui.css", "text/css; charset=utf-8"))
	m.HandleFunc("POST "+pathSession, s.session)
	m.HandleFunc("GET "+pathView, s.view)
	m.HandleFunc("GET "+pathEvents, s.events)
	m.HandleFunc("POST "+pathAct, s.act)
	return &guard{host: s.host, keys: s.keys, next: m}
}

// shell is the page before anything is known of the person. It is the same for everybody.
func (s *site) shell(w http.ResponseWriter, _ *http.Request) {
	s.draw(w, "shell.html", map[string]any{"Lang": s.options.Vocabulary.Tag(), "Title": s.options.Vocabulary.Say("ui.title"), "T": words(s.options.Vocabulary)})
}

func (s *site) draw(w http.ResponseWriter, name string, data any) {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name, data); err != nil {
		http.Error(w, "the page cannot be drawn", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(b.Bytes())
}

func (s *site) asset(name, kind string) http.HandlerFunc {
	text, err := files.ReadFile(name)
	if err != nil {
		panic(err) // it is part of the program
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(text)
	}
}

// session exchanges the token of the address for the key. The page begins its work then.
func (s *site) session(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Token string `json:"token"`
	}
	if !read(w, r, &in) {
		return
	}
	key, ok := s.keys.exchange(in.Token)
	if !ok {
		http.Error(w, "this address was used already", http.StatusUnauthorized)
		return
	}
	s.life.touch()
	_ = s.desk.open(s.options.Profile, s.options.Level) // it fails only if the page is over
	answer(w, map[string]string{"key": key})
}

// view is what is shown now.
func (s *site) view(w http.ResponseWriter, r *http.Request) {
	now := s.desk.scene()
	v := s.painter.view(&now)
	if !now.busy() && now.account() != nil {
		entries, err := s.options.Work.History(r.Context(), now.profile)
		if err == nil {
			v.Past = s.painter.past(entries)
		} else {
			v.Past = past{Problem: s.painter.problem(err)}
		}
	}
	s.draw(w, "view.html", v)
}

// events is the stream that keeps the page open.
func (s *site) events(w http.ResponseWriter, r *http.Request) {
	defer s.life.arrive()()
	s.feed.stream(w, r)
}

// request is what the page wants to be done.
type request struct {
	Act     string   `json:"act"`
	Profile string   `json:"profile"`
	Level   string   `json:"level"`
	Only    []string `json:"only"`
	Run     string   `json:"run"`
	Turn    int      `json:"turn"`
}

// act begins what the person has asked for.
func (s *site) act(w http.ResponseWriter, r *http.Request) {
	var in request
	if !read(w, r, &in) {
		return
	}
	s.life.touch()
	err := s.begin(&in)
	switch {
	case errors.Is(err, errBusy):
		http.Error(w, s.options.Vocabulary.Say("ui.busy"), http.StatusConflict)
	case errors.Is(err, errStale):
		http.Error(w, s.options.Vocabulary.Say("ui.stale"), http.StatusConflict)
	case err != nil:
		http.Error(w, err.Error(), http.StatusBadRequest)
	default:
		answer(w, map[string]bool{"ok": true})
	}
}

var errUnknown = errors.New("the page asks for something that plexpriv does not do")

func (s *site) begin(in *request) error {
	if in.Level != "" && !s.knowsLevel(in.Level) || in.Profile != "" && !s.desk.knows(in.Profile) {
		return errUnknown
	}
	for _, id := range in.Only {
		if s.options.Catalogue.Setting(id) == nil {
			return errUnknown
		}
	}
	switch in.Act {
	case "here":
		return nil
	case "stop":
		s.desk.halt()
		return nil
	case "sign-in":
		return s.desk.signIn(in.Profile)
	case "look":
		return s.desk.order(Order{Kind: Look, Profile: in.Profile, Level: in.Level})
	case "change":
		if len(in.Only) == 0 {
			return errUnknown
		}
		return s.desk.order(Order{Kind: Change, Turn: in.Turn, Only: in.Only})
	case "undo":
		if in.Run == "" {
			return errUnknown
		}
		return s.desk.order(Order{Kind: Undo, Turn: in.Turn, Run: in.Run})
	}
	return errUnknown
}

func (s *site) knowsLevel(name string) bool {
	for _, l := range s.options.Catalogue.Words.Levels {
		if l.Name == name {
			return true
		}
	}
	return false
}

// read reads the body of a request.
func read(w http.ResponseWriter, r *http.Request, into any) bool {
	text, err := io.ReadAll(r.Body)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return false
	case err != nil || json.Unmarshal(text, into) != nil:
		http.Error(w, "not JSON", http.StatusBadRequest)
		return false
	}
	return true
}

func answer(w http.ResponseWriter, document any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(document)
}
