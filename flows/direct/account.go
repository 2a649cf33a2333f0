package direct

import (
	"cmp"
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

// read asks for the sources and for the sync of the watch state. What keeps one from being
// read does not keep the other.
func (r accountReader) read(ctx context.Context) ([]value, error) {
	sources, err := r.sources(ctx)
	if signedOut(err) {
		return nil, err
	}
	sync, syncErr := r.stateSync(ctx)
	if signedOut(syncErr) {
		return nil, syncErr
	}
	return append(sources, sync...), cmp.Or(err, syncErr)
}

func signedOut(err error) bool {
	var refused *plexapi.StatusError
	return errors.As(err, &refused) && refused.Meaning == answer.SignedOut
}

func (r accountReader) sources(ctx context.Context) ([]value, error) {
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
	return out, nil
}

// stateSync reads the sync of the watch state, if plex.tv has one for the account. It
// returns an error only if the question may be asked again.
func (r accountReader) stateSync(ctx context.Context) ([]value, error) {
	consent := value{key: consentKey, hidden: true}
	sync, err := r.of.StateSync(ctx)
	var refused *plexapi.StatusError
	switch {
	case errors.As(err, &refused) && refused.Meaning == answer.Absent:
		return nil, nil
	case signedOut(err):
		return nil, err
	case err != nil:
		consent.why = err.Error()
		if refused != nil {
			err = nil
		}
	case sync.Yes(consentKey):
		consent.literal = "true"
	case sync.No(consentKey):
		consent.literal = "false"
	default:
		consent.why = "plex.tv says neither yes nor no"
	}
	return []value{consent}, err
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
