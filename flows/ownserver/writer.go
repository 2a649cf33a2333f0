package ownserver

import (
	"context"
	"net/http"
	"net/url"
)

// Writer sets preferences of one server, and can do nothing else.
type Writer struct {
	line  *line
	token string
}

// NewWriter returns what writes to the server that was read.
func NewWriter(r *Reader) *Writer {
	return &Writer{line: r.options.newLine(r.line.at, http.MethodPut), token: r.server.token}
}

// Set sets one preference.
func (w *Writer) Set(ctx context.Context, id, value string) error {
	got, err := w.line.ask(ctx, "set a preference", prefsPath, url.Values{id: {value}}.Encode(), w.token)
	if err != nil {
		return err
	}
	return got.refusal()
}

// Close closes its connections.
func (w *Writer) Close() { w.line.close() }
