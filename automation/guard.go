package automation

import (
	"sync"
	"time"
)

// Refusal is a request that was not let out.
type Refusal struct {
	Time         time.Time
	URL          string
	Method       string
	ResourceType string
	Reason       string
	Operation    string
	FrameID      string
	Initiator    string
}
type refusals struct {
	mu  sync.Mutex
	all []Refusal
}

// Refusals lists them.
func (b *Browser) Refusals() []Refusal        { return nil }
func (b *Browser) guard() error               { return nil }
func (b *Browser) noteBackground(host string) {}

type filter struct{}

func (*filter) addr() string                                    { return "" }
func (*filter) close()                                          {}
func startFilter(o Options, note func(string)) (*filter, error) { return nil, nil }
