package fakeplex

import (
	"slices"
	"time"
)

// The kinds of request. Only KindWrite can change what is stored for an
// account; a sign-in, a PIN or a sign-out is KindAuth.
const (
	KindRead      = "read"
	KindWrite     = "write"
	KindAuth      = "auth"
	KindTelemetry = "telemetry"
)

// Entry is one request the site saw. It holds no body and no token, only the
// names of the fields that were sent.
type Entry struct {
	Time      time.Time `json:"time"`
	Method    string    `json:"method"`
	Host      string    `json:"host"`
	Path      string    `json:"path"`
	Account   string    `json:"account,omitempty"`
	Kind      string    `json:"kind"`
	Operation string    `json:"operation,omitempty"`
	Fields    []string  `json:"fields,omitempty"`
	Status    int       `json:"status"`
}

// Log returns all requests so far, oldest first.
func (s *Site) Log() []Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log)
}

// Writes returns the requests that asked for a change, including refused ones. A dry run
// must send none.
func (s *Site) Writes() []Entry {
	return slices.DeleteFunc(s.Log(), func(e Entry) bool { return e.Kind != KindWrite })
}

func (s *Site) record(e Entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = append(s.log, e)
}
