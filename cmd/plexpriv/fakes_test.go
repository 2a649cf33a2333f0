package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
	answers "github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/direct"
	"github.com/plexpriv/plexpriv/flows/inspect"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/plexapi"
	"github.com/plexpriv/plexpriv/flows/review"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/flows/survey"
	"github.com/plexpriv/plexpriv/selectors"
)

// fakeWorld is a world without browser, keyring, network or terminal. It records what a
// command does with them.
type fakeWorld struct {
	*world.World
	out, err bytes.Buffer
	env      map[string]string
	store    *memoryStore
	engine   *fakeEngine
	api      *fakeAPI
	// launches are the options of the browsers that were started.
	launches []automation.Options
	// opened are the addresses that were opened in the person's own browser.
	opened []string
	// launchErr is the error of starting a browser, if set.
	launchErr error
	signal    chan os.Signal
	// passphrase is the function that the opened store would ask for the passphrase.
	passphrase func(context.Context) (string, error)
}

func newFakeWorld(t *testing.T) *fakeWorld {
	t.Helper()
	s := &fakeWorld{
		env:    map[string]string{},
		store:  &memoryStore{kept: map[string]*session.Session{}},
		engine: &fakeEngine{},
		api:    &fakeAPI{},
		signal: make(chan os.Signal),
	}
	home := t.TempDir()
	s.World = &world.World{
		Terminal: terminal.Terminal{
			Getenv: func(name string) string { return s.env[name] },
			GOOS:   "linux",
			Stdin: terminal.Input{
				From: strings.NewReader(""),
				ReadSecret: func(context.Context, func()) (string, error) {
					return "", errors.New("no terminal")
				},
			},
			Stdout: terminal.Screen{To: &s.out}, Stderr: terminal.Screen{To: &s.err},
		},
		Machine: func() world.Machine { return world.Machine{Processors: 2} }, UID: 1000,
		Directories: world.Directories{Home: home, State: filepath.Join(home, "state"), Config: filepath.Join(home, "config")},
		Now:         func() time.Time { return time.Date(2026, 3, 14, 15, 9, 26, 0, time.UTC) },
		Build:       world.Build{Version: "0.1.0"},
		Program:     func() (string, error) { return "/usr/bin/plexpriv", nil },
		OpenStore: func(o session.Options) (session.Store, error) {
			s.passphrase = o.Passphrase
			return s.store, nil
		},
		StartEngine: func(_ context.Context, o world.EngineOptions) (world.Engine, error) {
			if s.launchErr != nil {
				return nil, s.launchErr
			}
			s.launches = append(s.launches, o.Browser)
			s.engine.options = o
			return s.engine, nil
		},
		OpenAccess: func(*slog.Logger, bool) (*direct.Access, error) { return &direct.Access{}, nil },
		OpenAPI: func(*slog.Logger) (world.API, error) {
			s.api.opened++
			return s.api, s.api.openErr
		},
		OpenAddress: func(_ context.Context, address string) error {
			s.opened = append(s.opened, address)
			return nil
		},
		Signals: func() (<-chan os.Signal, func()) { return s.signal, func() {} },
	}
	return s
}

// run runs a command line, given without the program's name, and returns the exit code.
func (s *fakeWorld) run(args ...string) int {
	s.out.Reset()
	s.err.Reset()
	w := *s.World // a copy, because each command sets up its own redaction
	return execute(context.Background(), &w, append([]string{"plexpriv"}, args...))
}

// expectNothingOpened fails the test if the command has used the store, a browser, Plex's
// API or the disk.
func (s *fakeWorld) expectNothingOpened(t *testing.T) {
	t.Helper()
	if len(s.store.calls) > 0 {
		t.Errorf("the store was asked for %v", s.store.calls)
	}
	if len(s.launches) > 0 {
		t.Errorf("%d browsers were started", len(s.launches))
	}
	if s.api.opened > 0 {
		t.Error("Plex's API was called")
	}
	if _, err := os.Stat(s.State); err == nil {
		t.Errorf("%s was created", s.State)
	}
}

const (
	canaryToken = "canary-token-Zx81qQ"
	canaryMail  = "canary.person@example.test"
)

func aSession(name string) *session.Session {
	return &session.Session{
		FormatVersion: session.FormatNow, Token: canaryToken, ClientID: "plexpriv-" + name,
		Account: session.Account{ID: "id-of-" + name, Username: name},
		Created: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), LastUsed: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
	}
}

// memoryStore keeps sessions in memory and records the calls.
type memoryStore struct {
	mu    sync.Mutex // guards calls
	kept  map[string]*session.Session
	calls []string
	// err is the error of every call, if set.
	err error
	// kind is keyring unless set.
	kind string
	// loadErr is the error of Load, if set.
	loadErr error
	// losesToken makes the store save sessions without their token.
	losesToken bool
	// hangs makes Peek never return, like a keyring that does not answer.
	hangs bool
}

func (m *memoryStore) note(what, profile string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.calls = append(m.calls, strings.TrimSpace(what+" "+profile))
	return m.err
}

func (m *memoryStore) Name() string { return cmp.Or(m.kind, session.KindKeyring) }

func (m *memoryStore) Load(_ context.Context, profile string) (*session.Session, error) {
	if err := m.note("load", profile); err != nil {
		return nil, err
	}
	s, ok := m.kept[profile]
	if !ok {
		return nil, session.ErrNotFound
	}
	if m.loadErr != nil {
		return nil, m.loadErr
	}
	c := *s
	return &c, nil
}

func (m *memoryStore) Save(_ context.Context, profile string, s *session.Session) error {
	if err := m.note("save", profile); err != nil {
		return err
	}
	c := *s
	if m.losesToken {
		c.Token = ""
	}
	m.kept[profile] = &c
	return nil
}

func (m *memoryStore) Delete(_ context.Context, profile string) error {
	if err := m.note("delete", profile); err != nil {
		return err
	}
	if _, ok := m.kept[profile]; !ok {
		return session.ErrNotFound
	}
	delete(m.kept, profile)
	return nil
}

func (m *memoryStore) Profiles(context.Context) ([]string, error) {
	if err := m.note("profiles", ""); err != nil {
		return nil, err
	}
	var out []string
	for name := range m.kept {
		out = append(out, name)
	}
	slices.Sort(out)
	return out, nil
}

func (m *memoryStore) Try(context.Context) error { return m.note("try", "") }

// fakeEngine answers with what a test has prepared, and records the requests.
type fakeEngine struct {
	options world.EngineOptions
	// report makes an account's report. If it is nil, everything is as wanted.
	report func(ctx context.Context, who flows.Subject, req flows.Request) outcome.AccountReport
	// cookies, if set, are those of the sites at the end of a request.
	cookies  func(flows.Request) []automation.Cookie
	requests []flows.Request
	whos     []flows.Subject
	proved   []*session.Session
	proveErr error
	// shut are the sites that do not accept a session.
	shut   []*signin.SiteError
	signIn *session.Session
	// signing is called instead of signing in with a token, if set. The sign-in then
	// lasts until the context ends.
	signing func()
	closed  int
	saved   *inspect.SavedPage
	// survey is what the sites say, and surveyed the sessions with which they were asked.
	survey   *survey.Survey
	surveyed []*session.Session
}

func (e *fakeEngine) Account(ctx context.Context, who flows.Subject, req flows.Request) (outcome.AccountReport, []automation.Cookie) {
	e.requests, e.whos = append(e.requests, req), append(e.whos, who)
	var cookies []automation.Cookie
	if e.cookies != nil {
		cookies = e.cookies(req)
	}
	if e.report != nil {
		return e.report(ctx, who, req), cookies
	}
	return accountReport(who, outcome.Already), cookies
}

// accountReport is the report on an account with one setting.
func accountReport(who flows.Subject, r outcome.Result) outcome.AccountReport {
	return outcome.AccountReport{
		Profile: who.Profile, Account: who.Username, Unknown: []outcome.UnknownControl{},
		Pages:    []outcome.PageReport{{ID: "visibility", URL: "https://app.plex.tv/", Status: outcome.PageOK}},
		Settings: []outcome.SettingReport{{ID: "visibility.watchlist", Page: "visibility", Before: "anyone", Wanted: "private", After: "private", Result: r, Controls: []outcome.ControlReport{}}},
	}
}

func (e *fakeEngine) SignInToken(ctx context.Context, token, clientID string) (signin.Proof, error) {
	if e.signing != nil {
		e.signing()
		<-ctx.Done()
		return signin.Proof{}, context.Cause(ctx)
	}
	if e.proveErr != nil {
		return signin.Proof{}, e.proveErr
	}
	s := *e.signIn
	s.Token, s.ClientID = token, clientID
	return signin.Proof{Session: &s, Shut: e.shut}, nil
}

func (e *fakeEngine) SignInWindow(context.Context, func(string)) (*session.Session, error) {
	return e.signIn, nil
}

func (e *fakeEngine) Prove(_ context.Context, s *session.Session) (signin.Proof, error) {
	e.proved = append(e.proved, s)
	if e.proveErr == nil && s.Token == "" {
		return signin.Proof{}, outcome.ErrSignIn
	}
	return signin.Proof{Session: s, Shut: e.shut}, e.proveErr
}

func (e *fakeEngine) Confirm(ctx context.Context, stored *session.Session, _ signin.Proof) (signin.Proof, error) {
	return e.Prove(ctx, stored)
}

func (e *fakeEngine) Inspect(_ context.Context, s *session.Session, page *selectors.Page, _ string, now time.Time) (*inspect.SavedPage, error) {
	e.whos = append(e.whos, flows.SubjectOf("", s))
	if e.saved == nil {
		return nil, errors.New("nothing to inspect")
	}
	saved := *e.saved
	saved.Page, saved.Taken = page.ID, now.Format(time.DateOnly)
	return &saved, nil
}

func (e *fakeEngine) Survey(_ context.Context, s *session.Session) (*survey.Survey, error) {
	e.surveyed = append(e.surveyed, s)
	if e.survey == nil {
		return nil, errors.New("no sites to ask")
	}
	return e.survey, nil
}

func (e *fakeEngine) Program() (path, version string) {
	return "/opt/google/chrome/chrome", "Chrome/156.0.8078.79"
}

func (e *fakeEngine) Close(context.Context) error {
	e.closed++
	return nil
}

// fakeAPI is Plex's API. A sign-in code is approved at once, and tokens can be revoked.
type fakeAPI struct {
	opened  int
	openErr error
	home    *fakeHome
	devices []plexapi.Device
	pinErr  error
	// approved is called instead of returning a token, if set. The call then lasts until
	// the context ends. Whoever asks again gets late.
	approved func()
	late     string
	// token is what an approved code gives, if not canaryToken.
	token   string
	asked   int
	revoked []string
	// revoking is called before a token is revoked, if set.
	revoking func()
	// revokeErr is the error of revoking a token, by token.
	revokeErr map[string]error
	// acceptErr is the error of asking whether a token is accepted.
	acceptErr error
	// reach answers for a host. If it is nil, all hosts answer with the right time.
	reach func(host string) (plexapi.Answer, error)
	// reads are the answers to what is read, by address.
	reads fakeReads
}

// fakeReads answers what is read, by address. Nothing is at any other one.
type fakeReads map[string]answers.Answer

func (f fakeReads) Get(_ context.Context, _, address string) (answers.Answer, error) {
	if a, ok := f[address]; ok {
		return a, nil
	}
	return answers.Answer{Host: "plex.tv", Status: http.StatusNotFound}, nil
}

func (a *fakeAPI) Reader(string, string) review.Getter { return a.reads }

func (a *fakeAPI) Do(what string, r *http.Request) (*http.Response, error) { return a.home.Do(what, r) }

func (a *fakeAPI) NewPIN(_ context.Context, d plexapi.Device) (plexapi.PIN, error) {
	a.devices = append(a.devices, d)
	return plexapi.PIN{ID: 1, Code: "k7fake2code9k7fake2code9k", Life: time.Minute}, a.pinErr
}

func (a *fakeAPI) Token(ctx context.Context, _ plexapi.Device, _ plexapi.PIN) (string, error) {
	if wait := a.approved; wait != nil {
		a.approved = func() {}
		wait()
		if a.asked++; a.asked > 1 {
			return a.late, nil
		}
		<-ctx.Done()
		return "", context.Cause(ctx)
	}
	return cmp.Or(a.token, canaryToken), nil
}

func (a *fakeAPI) Revoke(ctx context.Context, token, _ string) error {
	if a.revoking != nil {
		a.revoking()
		<-ctx.Done()
	}
	a.revoked = append(a.revoked, token)
	return a.revokeErr[token]
}

func (a *fakeAPI) Accepts(_ context.Context, token, _ string) (bool, error) {
	return !slices.Contains(a.revoked, token), a.acceptErr
}

func (a *fakeAPI) Reach(_ context.Context, host string) (plexapi.Answer, error) {
	if a.reach == nil {
		return plexapi.Answer{Status: http.StatusOK, Date: time.Date(2026, 3, 14, 15, 9, 26, 0, time.UTC)}, nil
	}
	return a.reach(host)
}

func (a *fakeAPI) Close() {}
