package terminal

import (
	"context"
	"io"
	"log/slog"
	"strings"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Output says what a command prints.
type Output struct {
	JSON, Quiet, Verbose bool
	// Wide asks for tables, with ids and full reasons.
	Wide bool
}

// NewLogger logs everything with --verbose. Without, it prints warnings as sentences, and
// with --quiet nothing but errors. Each record is one write, so that a redactor behind it
// sees all of it.
func NewLogger(to io.Writer, o Output) *slog.Logger {
	if o.Verbose {
		return slog.New(withoutNoise{slog.NewTextHandler(to, &slog.HandlerOptions{Level: slog.LevelDebug})})
	}
	level := slog.LevelWarn
	if o.Quiet {
		level = slog.LevelError
	}
	return slog.New(withoutNoise{&sentences{to: to, level: level}})
}

// sentences prints records for a person: the message, and the reason if there is one. What
// else a record has is for --verbose.
type sentences struct {
	to    io.Writer
	level slog.Level
}

// Enabled reports whether a level is printed.
func (s *sentences) Enabled(_ context.Context, l slog.Level) bool { return l >= s.level }

// Handle prints a record.
func (s *sentences) Handle(_ context.Context, r slog.Record) error {
	line := "plexpriv: " + r.Message
	r.Attrs(func(a slog.Attr) bool {
		switch a.Key {
		case "error", "detail", "because":
			line += ": " + a.Value.String()
		}
		return true
	})
	_, err := io.WriteString(s.to, outcome.OneLine(line)+"\n")
	return err
}

// WithAttrs leaves the attributes to --verbose.
func (s *sentences) WithAttrs([]slog.Attr) slog.Handler { return s }

// WithGroup leaves the groups to --verbose.
func (s *sentences) WithGroup(string) slog.Handler { return s }

// withoutNoise drops what chromedp logs of messages that it does not know, because the
// browser is newer.
type withoutNoise struct{ slog.Handler }

// Handle drops a record or passes it on.
func (h withoutNoise) Handle(ctx context.Context, r slog.Record) error {
	if strings.Contains(r.Message, "could not unmarshal event") {
		return nil
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs keeps the noise out of derived loggers.
func (h withoutNoise) WithAttrs(attrs []slog.Attr) slog.Handler {
	return withoutNoise{h.Handler.WithAttrs(attrs)}
}

// WithGroup keeps the noise out of derived loggers.
func (h withoutNoise) WithGroup(name string) slog.Handler {
	return withoutNoise{h.Handler.WithGroup(name)}
}
