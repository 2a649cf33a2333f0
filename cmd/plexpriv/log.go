package main

import (
	"context"
	"io"
	"log/slog"
	"regexp"
	"strings"
	"sync"
)

// private are patterns of what must never be shown: tokens in addresses and
// headers, signed tokens, e-mail addresses.
var private = []*regexp.Regexp{
	regexp.MustCompile(`(?i)((?:x-plex-token|authtoken|authentication_token|access_token|token|pin|password)["']?\s*(?:=|:|%3A|%22%3A%22)\s*["']?)[^\s"'&,;}]+`),
	regexp.MustCompile(`eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*`),
	regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}`),
}

// scrub takes out of a text what looks private.
func scrub(s string) string {
	s = private[0].ReplaceAllString(s, "${1}[hidden]")
	for _, p := range private[1:] {
		s = p.ReplaceAllString(s, "[hidden]")
	}
	return s
}

// secrets are the values of this run that must never be shown, whatever they
// look like.
type secrets struct {
	mu     sync.RWMutex
	values []string
}

func (s *secrets) add(values ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range values {
		if len(v) >= 4 {
			s.values = append(s.values, v)
		}
	}
}

func (s *secrets) hide(text string) string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, v := range s.values {
		text = strings.ReplaceAll(text, v, "[hidden]")
	}
	return scrub(text)
}

// redactor is a writer that hides secrets line by line.
type redactor struct {
	to      io.Writer
	secrets *secrets
}

func (r redactor) Write(p []byte) (int, error) {
	if _, err := io.WriteString(r.to, r.secrets.hide(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// logger writes to stderr what --verbose asks for. Every record passes the
// redactor after it has been formatted, so that nothing slips by as an attribute.
func (w *world) logger(verbose bool, s *secrets) *slog.Logger {
	level := slog.LevelError + 4 // errors are told by the commands themselves
	if verbose {
		level = slog.LevelDebug
	}
	h := slog.NewTextHandler(redactor{w.stderr, s}, &slog.HandlerOptions{Level: level})
	return slog.New(quietDriver{h})
}

// quietDriver leaves out the driver's notes on protocol messages it does not know.
type quietDriver struct{ slog.Handler }

func (h quietDriver) Handle(ctx context.Context, r slog.Record) error {
	if strings.Contains(r.Message, "could not unmarshal event") {
		return nil
	}
	return h.Handler.Handle(ctx, r)
}
