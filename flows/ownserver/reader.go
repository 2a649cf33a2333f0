package ownserver

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/plexpriv/plexpriv/flows/answer"
)

// The addresses on a server.
const (
	identityPath = "/identity"
	prefsPath    = "/:/prefs"
	sectionsPath = "/library/sections"
)

// Reader reads one server. It has no method that writes.
type Reader struct {
	options Options
	server  Server
	line    *line
}

// Open finds a way to a server of the account's own: the first address at which it answers
// and says that it is the one that was meant.
func Open(ctx context.Context, o Options, s Server) (*Reader, error) {
	switch {
	case s.Unclear:
		return nil, trouble(Strange, "Plex does not say whether it is yours; it was not contacted")
	case !s.Owned:
		return nil, trouble(Untrusted, "it belongs to somebody else")
	case s.token == "":
		return nil, trouble(SignedOut, "Plex gave no token for it")
	case len(s.ways) == 0 && s.relayed:
		return nil, trouble(Unreachable, "Plex knows no way to it but over its relay, which plexpriv does not use")
	case len(s.ways) == 0 && s.foreign:
		return nil, trouble(Unreachable, "Plex gave no address for it at which its certificate can be checked (https and a name under plex.direct)")
	case len(s.ways) == 0:
		return nil, trouble(Unreachable, "Plex gave no address for it: it is off, or signed out")
	}
	return firstOf(ctx, s.ways, func(ctx context.Context, at *url.URL) (*Reader, error) {
		r := &Reader{options: o, server: s, line: o.newLine(at, http.MethodGet)}
		if err := r.identify(ctx); err != nil {
			r.Close()
			return nil, err
		}
		return r, nil
	})
}

// identify makes sure that it is the server that was meant, before it gets the token.
func (r *Reader) identify(ctx context.Context) error {
	got, err := r.line.ask(ctx, "which server it is", identityPath, "", "")
	if err != nil {
		return err
	}
	n, err := got.data("it does not say which server it is")
	if err != nil {
		return err
	}
	id, ok := n.Find("machineIdentifier")
	if !ok {
		id = n.Word("MediaContainer.machineIdentifier")
	}
	if id != r.server.ID {
		return trouble(Untrusted, "another server answers at its address; it did not get the token")
	}
	return nil
}

// Afresh returns a reader for the same address with connections of its own.
func (r *Reader) Afresh(ctx context.Context) (*Reader, error) {
	again := &Reader{options: r.options, server: r.server, line: r.options.newLine(r.line.at, http.MethodGet)}
	if err := again.identify(ctx); err != nil {
		again.Close()
		return nil, err
	}
	return again, nil
}

// Close closes its connections.
func (r *Reader) Close() { r.line.close() }

// Preference is one preference of a server.
type Preference struct {
	ID, Label, Type, Value string
	Hidden                 bool
}

// Preferences reads all preferences.
func (r *Reader) Preferences(ctx context.Context) ([]Preference, error) {
	got, err := r.line.ask(ctx, "its preferences", prefsPath, "", r.server.token)
	if err != nil {
		return nil, err
	}
	n, err := got.data("its preferences are not understood")
	if err != nil {
		return nil, err
	}
	var out []Preference
	for _, s := range n.Items("Setting") {
		if id := s.Word("id"); id != "" {
			out = append(out, Preference{ID: id, Label: s.Word("label"), Type: s.Word("type"), Value: s.Word("value"), Hidden: s.Yes("hidden")})
		}
	}
	if len(out) == 0 {
		return nil, strange("its answer has no preferences in it")
	}
	return out, nil
}

// Matching says whether a library matches what is in it with Plex's descriptions. some is
// false if there is no library.
func (r *Reader) Matching(ctx context.Context) (on, some bool, err error) {
	got, err := r.line.ask(ctx, "its libraries", sectionsPath, "", r.server.token)
	if err != nil {
		return false, false, err
	}
	n, err := got.data("its libraries are not understood")
	if err != nil {
		return false, false, err
	}
	silent := false
	for _, d := range n.Items("Directory") {
		agent, ok := d.Find("agent")
		some, silent = true, silent || !ok
		on = on || ok && !strings.HasSuffix(agent, ".none")
	}
	if silent && !on {
		return false, true, strange("one of its libraries does not say what it is matched with")
	}
	return on, some, nil
}

// refusal is nil if the server did as it was asked.
func (r reply) refusal() error {
	switch {
	case r.status == http.StatusUnauthorized:
		return trouble(SignedOut, "it does not accept the token that Plex gave for it (401)")
	case r.status >= 300 && r.status < 400:
		return strange("it answers with a redirect, which is not followed (%d)", r.status)
	case r.status >= 500:
		return r.passing("it is out of order (%d)", r.status)
	case r.status == http.StatusTooManyRequests, r.status == http.StatusRequestTimeout:
		return r.passing("it refuses for now (%d)", r.status)
	case r.status < 200 || r.status >= 300:
		return strange("it refuses (%d)", r.status)
	}
	return nil
}

// passing is a refusal that says nothing about the server, and may be over soon.
func (r reply) passing(format string, args ...any) *Trouble {
	t := trouble(Unreachable, fmt.Sprintf(format, args...))
	t.passing, t.after = answer.Again(r.status, r.retryAfter)
	return t
}

// data reads the data in an answer.
func (r reply) data(what string) (answer.Node, error) {
	if err := r.refusal(); err != nil {
		return answer.Node{}, err
	}
	n, err := answer.Data(r.body, "MediaContainer")
	if err != nil {
		why := (*answer.NotDataError)(nil)
		if errors.As(err, &why) {
			return answer.Node{}, strange("%s: it answers with %s instead of data", what, withoutTitle(why.What))
		}
		return answer.Node{}, strange("%s", what)
	}
	return n, nil
}

// withoutTitle drops the title of a page, which may be the name of a server.
func withoutTitle(what string) string {
	before, _, _ := strings.Cut(what, " (")
	return before
}
