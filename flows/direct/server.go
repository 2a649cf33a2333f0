package direct

import (
	"context"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/ownserver"
)

// serverReader reads the preferences of a server.
type serverReader struct{ of *ownserver.Reader }

// agentKey stands for what the libraries of a server do, which is no preference. The
// catalogue has it under the same name.
const agentKey = "agent"

func (r *serverReader) read(ctx context.Context) ([]value, error) {
	all, err := r.of.Preferences(ctx)
	if err != nil {
		return nil, err
	}
	var out []value
	for _, p := range all {
		v := value{key: p.ID, label: p.Label, hidden: p.Hidden}
		v.literal, v.why = boolean(p.Type, p.Value)
		out = append(out, v)
	}
	on, some, err := r.of.Matching(ctx)
	switch {
	case outcome.Stopped(ctx) != nil:
		return nil, err
	case err != nil:
		out = append(out, value{key: agentKey, why: err.Error(), hidden: true})
	case some:
		literal, _ := boolean("bool", map[bool]string{true: "1", false: "0"}[on])
		out = append(out, value{key: agentKey, literal: literal, hidden: true})
	}
	return out, nil
}

// boolean reads a preference that is on or off. A server writes true and false as words or
// as numbers. One of another type has other values than those that the catalogue knows.
func boolean(kind, text string) (literal, why string) {
	switch {
	case kind != "bool":
		return "", "it is none that is only on or off on this server"
	case text == "true" || text == "1":
		return "true", ""
	case text == "false" || text == "0":
		return "false", ""
	}
	return "", "the server shows neither on nor off"
}

func (r *serverReader) afresh(ctx context.Context) (reader, error) {
	again, err := r.of.Afresh(ctx)
	if err != nil {
		return nil, err
	}
	return &serverReader{again}, nil
}

func (r *serverReader) close() { r.of.Close() }

// serverSetter sets preferences of a server.
type serverSetter struct{ of *ownserver.Writer }

func (s serverSetter) set(ctx context.Context, key, literal string) error {
	return s.of.Set(ctx, key, literal)
}

func (s serverSetter) close() { s.of.Close() }
