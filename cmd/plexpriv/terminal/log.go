package terminal

import (
	"context"
	"io"
	"log/slog"
	"strings"
)

// Output says what a command prints.
type Output struct {
	JSON, Quiet, Verbose bool
	// Wide asks for tables, with ids and full reasons.
	Wide bool
}

// NewLogger logs warnings, everything with --verbose, and nothing but errors with
// --quiet. Each record is one write, so that a redactor behind it sees all of it.
func NewLogger(to io.Writer, o Output) *slog.Logger {
	level := slog.LevelWarn
	switch {
	case o.Verbose:
		level = slog.LevelDebug
	case o.Quiet:
		level = slog.LevelError
	}
	return slog.New(withoutNoise{slog.NewTextHandler(to, &slog.HandlerOptions{
		Level: level,
		ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey && len(groups) == 0 && !o.Verbose {
				return slog.Attr{}
			}
			return a
		},
	})})
}

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
