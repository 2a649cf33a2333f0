package fakeplex

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// settingsChange is the body of POST /set. Everything in it is optional.
type settingsChange struct {
	Account string            `json:"account"`
	Values  map[string]string `json:"values"`
	Variant map[string]string `json:"variant"`
	Save    map[string]string `json:"save"`
	Reads   map[string]string `json:"reads"`
	Design  map[string]string `json:"design"`
	Latency string            `json:"latency"`
	Delay   string            `json:"delay"`
}

// startControl opens the control API on its own loopback listener, so that no
// page of the site can ever reach it by name.
func (s *Site) startControl() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("open the control listener: %w", err)
	}
	s.ctlAddr = l.Addr().String()
	s.control = &http.Server{Handler: s.controlAPI(), ReadHeaderTimeout: 10 * time.Second, ErrorLog: quietLog()}
	go s.control.Serve(l)
	return nil
}

func (s *Site) controlAPI() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /state", s.controlState)
	mux.HandleFunc("GET /accounts", func(w http.ResponseWriter, _ *http.Request) { reply(w, s.Names()) })
	mux.HandleFunc("GET /log", func(w http.ResponseWriter, _ *http.Request) { reply(w, orEmpty(s.Log())) })
	mux.HandleFunc("GET /writes", func(w http.ResponseWriter, _ *http.Request) { reply(w, orEmpty(s.Writes())) })
	mux.HandleFunc("GET /hosts", func(w http.ResponseWriter, _ *http.Request) { reply(w, orEmpty(s.Proxy.Hosts())) })
	mux.HandleFunc("GET /pins", func(w http.ResponseWriter, _ *http.Request) { reply(w, orEmpty(s.PINs())) })
	mux.HandleFunc("POST /reset", func(w http.ResponseWriter, _ *http.Request) { s.Reset(); reply(w, "ok") })
	mux.HandleFunc("POST /quirks", s.controlQuirks)
	mux.HandleFunc("POST /set", s.controlSet)
	mux.HandleFunc("POST /approve-pin", s.controlApprove)
	return mux
}

// controlState answers with one account's values, or with everybody's.
func (s *Site) controlState(w http.ResponseWriter, r *http.Request) {
	names := s.Names()
	if name := r.URL.Query().Get("account"); name != "" {
		values, err := s.Snapshot(name)
		answer(w, values, err)
		return
	}
	all := map[string]map[string]string{}
	for _, name := range names {
		all[name], _ = s.Snapshot(name)
	}
	reply(w, all)
}

func (s *Site) controlQuirks(w http.ResponseWriter, r *http.Request) {
	var names []string
	if err := json.NewDecoder(r.Body).Decode(&names); err != nil {
		answer(w, nil, fmt.Errorf("read the list of quirks: %w", err))
		return
	}
	answer(w, names, s.SetQuirks(names...))
}

func (s *Site) controlSet(w http.ResponseWriter, r *http.Request) {
	var change settingsChange
	decoder := json.NewDecoder(r.Body)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&change); err != nil {
		answer(w, nil, fmt.Errorf("read the change: %w", err))
		return
	}
	answer(w, "ok", s.change(change))
}

func (s *Site) change(c settingsChange) error {
	if c.Account != "" {
		if err := s.Set(c.Account, c.Values); err != nil {
			return err
		}
	} else if len(c.Values) > 0 {
		return errors.New("values without an account")
	}
	s.mu.Lock()
	next := s.cfg
	s.mu.Unlock()
	next.Variant, next.Save, next.Reads = overlay(next.Variant, c.Variant), overlay(next.Save, c.Save), overlay(next.Reads, c.Reads)
	next.Design = overlay(next.Design, c.Design)
	if err := setDuration(&next.Latency, c.Latency); err != nil {
		return err
	}
	if err := setDuration(&next.Delay, c.Delay); err != nil {
		return err
	}
	if err := next.validate(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cfg = next
	if c.Design != nil {
		s.addDesignValues()
	}
	return nil
}

func setDuration(to *time.Duration, text string) error {
	if text == "" {
		return nil
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf("read the latency or delay: %w", err)
	}
	*to = d
	return nil
}

// SetDelay delays every answer from now on.
func (s *Site) SetDelay(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cfg.Delay = d
}

// controlApprove answers a PIN as the person would in their own browser:
// {"code": "…", "account": "alice"}; without a code the newest PIN.
func (s *Site) controlApprove(w http.ResponseWriter, r *http.Request) {
	var body struct{ Code, Account string }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		answer(w, nil, fmt.Errorf("read the approval: %w", err))
		return
	}
	answer(w, "ok", s.ApprovePIN(body.Code, body.Account))
}

func answer(w http.ResponseWriter, v any, err error) {
	if err != nil {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		json.NewEncoder(w).Encode(map[string]string{"error": err.Error()})
		return
	}
	reply(w, v)
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(v)
}

// orEmpty turns a nil list into an empty one, which is [] in JSON and not null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
