package direct

import (
	"context"
	"errors"

	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

// consentKey is what plex.tv calls the consent to keep the watch state. The catalogue has
// it under the same name.
const consentKey = "consent"

// accountReader reads what plex.tv keeps for an account.
type accountReader struct {
	of   plexapi.Reader
	uuid string
}

var errNoSources = errors.New("there are none in it")

func (r accountReader) read(ctx context.Context) ([]value, error) {
	sources, err := r.of.OptOuts(ctx, r.uuid)
	if err != nil {
		return nil, err
	}
	var out []value
	for _, s := range sources.Items("optOut") {
		if key := s.Word("key"); key != "" {
			out = append(out, value{key: key, literal: s.Word("value")})
		}
	}
	if len(out) == 0 {
		return nil, &plexapi.StatusError{What: "ask for the online media sources", Strange: errNoSources}
	}
	sync, err := r.of.StateSync(ctx)
	var refused *plexapi.StatusError
	switch {
	case err == nil:
	case errors.As(err, &refused) && refused.Meaning == answer.Absent:
		return out, nil
	case errors.As(err, &refused) && refused.Meaning != answer.SignedOut:
		// The sources have been read all the same.
		return append(out, value{key: consentKey, why: err.Error(), hidden: true}), nil
	default:
		return nil, err
	}
	switch {
	case sync.Yes(consentKey):
		out = append(out, value{key: consentKey, literal: "true", hidden: true})
	case sync.No(consentKey):
		out = append(out, value{key: consentKey, literal: "false", hidden: true})
	default:
		out = append(out, value{key: consentKey, why: "plex.tv says neither yes nor no", hidden: true})
	}
	return out, nil
}

// afresh returns the same: every request is a new one, and plex.tv keeps nothing for a
// connection.
func (r accountReader) afresh(context.Context) (reader, error) { return r, nil }

func (r accountReader) close() {}

// accountSetter sets it.
type accountSetter struct {
	of   plexapi.AccountWriter
	uuid string
}

func (s accountSetter) set(ctx context.Context, key, literal string) error {
	if key == consentKey {
		return s.of.SetStateSync(ctx, literal == "true")
	}
	return s.of.SetOptOut(ctx, s.uuid, key, literal)
}

func (s accountSetter) close() {}
