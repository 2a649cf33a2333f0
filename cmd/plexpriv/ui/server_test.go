package ui

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/record"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/selectors"
)

// fakeWork does nothing until it is asked to stop, and then reports what it was given.
type fakeWork struct {
	name   string
	report *outcome.Report
	began  chan Order
	// stopped counts the runs that were asked to stop, and canceled those that were ended.
	mu                sync.Mutex
	stopped, canceled int
}

func (f *fakeWork) Accounts(context.Context) ([]Account, error) {
	return []Account{{Profile: "default", Name: f.name}}, nil
}

func (f *fakeWork) Run(ctx context.Context, o Order) (*outcome.Report, []string, error) {
	o.Observer.Step("default", "email", flows.StepReading)
	f.began <- o
	if o.Kind != Look {
		select {
		case <-o.Stop:
			f.mu.Lock()
			f.stopped++
			f.mu.Unlock()
		case <-ctx.Done():
			f.mu.Lock()
			f.canceled++
			f.mu.Unlock()
		}
	}
	return f.report, []string{"a line <b>of</b> the run"}, nil
}

func (f *fakeWork) SignIn(context.Context, string, func(signin.Invitation)) ([]string, error) {
	return nil, nil
}

func (f *fakeWork) History(context.Context, string) ([]record.Entry, error) { return nil, nil }

// served is a page that is being served.
type served struct {
	t       *testing.T
	base    string
	token   string
	key     string
	signals chan os.Signal
	stderr  *bytes.Buffer
	ended   chan error
}

func serve(t *testing.T, work Work) *served {
	t.Helper()
	cat, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	s := &served{t: t, signals: make(chan os.Signal, 2), stderr: &bytes.Buffer{}, ended: make(chan error, 1)}
	opened := make(chan string, 1)
	go func() {
		s.ended <- Serve(context.Background(), Options{
			Work: work, Vocabulary: presentation.New(locale.New("en"), cat), Catalogue: cat, Profile: "default", Level: "recommended",
			Stderr: s.stderr, Redact: func(text string) string { return strings.ReplaceAll(text, "canary", "[hidden]") }, Now: time.Now, GOOS: "linux",
			Signals: func() (<-chan os.Signal, func()) { return s.signals, func() {} },
			Open: func(_ context.Context, address string) (func(), error) {
				opened <- address
				return func() {}, nil
			},
		})
	}()
	s.base, s.token, _ = strings.Cut(<-opened, "/#")
	return s
}

// ask sends a request as the page does.
func (s *served) ask(method, path string, body any) (int, string) {
	s.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		s.t.Fatal(err)
	}
	r, err := http.NewRequest(method, s.base+path, bytes.NewReader(text))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Origin", s.base)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(keyHeader, s.key)
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer got.Body.Close()
	out, _ := io.ReadAll(got.Body)
	return got.StatusCode, string(out)
}

func (s *served) begin() {
	s.t.Helper()
	code, text := s.ask("POST", pathSession, map[string]string{"token": s.token})
	var out map[string]string
	if err := json.Unmarshal([]byte(text), &out); err != nil || code != http.StatusOK {
		s.t.Fatalf("%d %s", code, text)
	}
	s.key = out["key"]
}

func (s *served) end(want error) {
	s.t.Helper()
	select {
	case err := <-s.ended:
		if err != want {
			s.t.Errorf("ended with %v, want %v", err, want)
		}
	case <-time.After(30 * time.Second):
		s.t.Fatal("it does not end")
	}
}

// planReport is a plan with a hostile name in it.
func planReport() *outcome.Report {
	return &outcome.Report{Command: "apply", DryRun: true, Accounts: []outcome.AccountReport{{
		Profile: "default", Account: "alice",
		Pages:    []outcome.PageReport{{ID: "email", Status: outcome.PageOK}},
		Settings: []outcome.SettingReport{{ID: "email.marketing", Page: "email", Before: "<script>alert(1)</script>canary", Wanted: "unsubscribed", Result: outcome.WouldChange}},
	}}}
}

func TestPageIsOnThisComputerOnly(t *testing.T) {
	s := serve(t, &fakeWork{name: "alice", report: planReport(), began: make(chan Order, 8)})
	if !strings.HasPrefix(s.base, "http://127.0.0.1:") {
		t.Errorf("it is at %s", s.base)
	}
	address, err := url.Parse(s.base)
	if err != nil {
		t.Fatal(err)
	}
	if conn, err := net.DialTimeout("tcp", "127.0.0.2:"+address.Port(), time.Second); err == nil {
		conn.Close()
		t.Error("it listens on other addresses, too")
	}
	s.signals <- os.Interrupt
	s.end(nil)
	if conn, err := net.DialTimeout("tcp", address.Host, time.Second); err == nil {
		conn.Close()
		t.Error("the port is open after the end")
	}
}

func TestTextsAreTextsAndHideSecrets(t *testing.T) {
	work := &fakeWork{name: `<img src=x onerror=alert(1)>canary`, report: planReport(), began: make(chan Order, 8)}
	s := serve(t, work)
	s.begin()
	<-work.began
	var view string
	for deadline := time.Now().Add(10 * time.Second); !strings.Contains(view, "pick-email.marketing"); {
		if time.Now().After(deadline) {
			t.Fatalf("no plan: %s", view)
		}
		_, view = s.ask("GET", pathView, nil)
	}
	for _, bad := range []string{"<img src=x", "<script>", "<b>of", "canary"} {
		if strings.Contains(view, bad) {
			t.Errorf("the page has %q in it", bad)
		}
	}
	s.signals <- os.Interrupt
	s.end(nil)
}

func TestCtrlCFinishesARun(t *testing.T) {
	work := &fakeWork{name: "alice", report: planReport(), began: make(chan Order, 8)}
	s := serve(t, work)
	s.begin()
	<-work.began
	if code, text := s.ask("POST", pathAct, map[string]any{"act": "change", "turn": s.planned(), "only": []string{"email.marketing"}}); code != http.StatusOK {
		t.Fatalf("%d %s", code, text)
	}
	if o := <-work.began; o.Kind != Change || len(o.Only) != 1 {
		t.Errorf("began %+v", o)
	}
	if code, text := s.ask("POST", pathAct, map[string]any{"act": "look"}); code != http.StatusConflict {
		t.Errorf("a second run at the same time: %d %s", code, text)
	}
	s.signals <- os.Interrupt
	s.end(outcome.ErrInterrupted)
	if work.stopped != 1 || work.canceled != 0 {
		t.Errorf("stopped %d, canceled %d: the run must come to a proper end", work.stopped, work.canceled)
	}
}
