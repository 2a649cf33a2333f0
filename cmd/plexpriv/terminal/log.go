package terminal

import (
	"context"
	"log/slog"
	"strings"
)

// Logger writes to standard error, through the redactor: warnings always,
// everything with --verbose, nothing but errors with --quiet.
func (t *Terminal) Logger(o Output) *slog.Logger {
	level := slog.LevelWarn
	switch {
	case o.Verbose:
		level = slog.LevelDebug
	case o.Quiet:
		level = slog.LevelError
	}
	return slog.New(withoutNoise{slog.NewTextHandler(t.Stderr, &slog.HandlerOptions{
		Level: level,
		ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey && len(groups) == 0 && !o.Verbose {
				return slog.Attr{}
			}
			return a
		},
	})})
}

// withoutNoise leaves out what the driver says of every protocol message that
// is newer than the driver.
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

// Output says what is printed.
type Output struct{ JSON, Quiet, Verbose bool }
