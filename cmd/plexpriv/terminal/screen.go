package terminal

import (
	"bytes"
	"io"
	"sync"
)

// screen is standard error where something may be drawn at its end. What is
// printed meanwhile goes above that, in whole lines.
type screen struct {
	mu sync.Mutex
	to io.Writer
	// above takes a line, unless nobody draws any more.
	above func(line string) bool
	// begun is a line without its end.
	begun []byte
}

// divert has lines go to above from now on; nil lets them go straight again.
func (s *screen) divert(above func(line string) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if above == nil && len(s.begun) > 0 {
		s.print(s.begun)
		s.begun = nil
	}
	s.above = above
}

// Write prints.
func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.above == nil {
		return s.to.Write(p)
	}
	s.begun = append(s.begun, p...)
	for {
		line, rest, whole := bytes.Cut(s.begun, []byte("\n"))
		if !whole {
			return len(p), nil
		}
		s.print(line)
		s.begun = rest
	}
}

func (s *screen) print(line []byte) {
	if !s.above(string(line)) {
		_, _ = s.to.Write(append(line, '\n'))
	}
}
