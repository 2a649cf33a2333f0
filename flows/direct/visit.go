package direct

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/ownserver"
	"github.com/plexpriv/plexpriv/flows/plexapi"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
)

// Found is what was read at a place.
type Found struct {
	Status   outcome.PageStatus
	Detail   string
	Readings []*reading.Setting
	Unknown  []outcome.UnknownControl
	At       time.Time
	from     reader
	// stored is what controls are called at the place, by setting and control.
	stored map[string]string
}

// Close closes the connections to the place.
func (f *Found) Close() {
	if f != nil && f.from != nil {
		f.from.close()
	}
}

// Read reads a place for the wishes of its page. The error is that of the run: what is
// wrong with the place is in what was found.
func (p *Place) Read(ctx context.Context, of wanted.Page) (*Found, error) {
	return p.readFrom(ctx, of, p.open)
}

// ReadAfresh reads it once more, over new connections.
func (p *Place) ReadAfresh(ctx context.Context, of wanted.Page, before *Found) (*Found, error) {
	if before.from == nil {
		return p.Read(ctx, of)
	}
	return p.readFrom(ctx, of, before.from.afresh)
}

// readFrom opens the place and reads it. What passes by itself is tried again.
func (p *Place) readFrom(ctx context.Context, of wanted.Page, open func(context.Context) (reader, error)) (*Found, error) {
	var from reader
	var all []value
	err := patiently(ctx, func() (err error) {
		if from, err = open(ctx); err != nil {
			return err
		}
		if all, err = from.read(ctx); len(all) == 0 && err != nil {
			from.close()
		}
		return err
	})
	if err != nil && len(all) == 0 {
		return p.halt(ctx, of, err)
	}
	f := &Found{Status: outcome.PageOK, At: time.Now(), from: from}
	f.Readings, f.Unknown, f.stored = p.readings(of, all)
	if err != nil && !f.partly(p.Key, err) {
		f.Close()
		return p.halt(ctx, of, err)
	}
	return f, nil
}

// partly says of what was not read why it was not and, if that was asked for, what is wrong
// with the place. ok is false if the error is one of the run.
func (f *Found) partly(key string, err error) (ok bool) {
	status, ok := statusOf(err)
	for _, r := range f.Readings {
		if slices.ContainsFunc(r.Parts, func(p *reading.Part) bool { return p.Found && p.Value != "" }) {
			continue
		}
		if selected(r.Wish) && status != outcome.PageNotOffered {
			f.Status, f.Detail = status, err.Error()
		}
		if !slices.ContainsFunc(r.Parts, func(p *reading.Part) bool { return p.Found }) {
			r.Parts = unread(key, status, err.Error())
		}
	}
	return ok
}

// selected says whether the person has asked for a setting, if only to be shown it.
func selected(w wanted.Wish) bool {
	return w.Reason != outcome.NotSelected && w.Reason != outcome.LeftOut
}

// halt is what was found at a place that could not be read.
func (p *Place) halt(ctx context.Context, of wanted.Page, err error) (*Found, error) {
	status, ok := statusOf(err)
	if !ok {
		if stopped := outcome.Stopped(ctx); stopped != nil {
			return nil, stopped
		}
		return nil, err
	}
	return Halted(of, p.Key, status, err.Error()), nil
}

// HaltedBy is what is found where an error kept everything from being read.
func HaltedBy(of wanted.Page, key string, err error) *Found {
	status, ok := statusOf(err)
	if !ok || status == outcome.PageNotOffered {
		status = outcome.PageUnreachable // what leads to the places has to be there
	}
	return Halted(of, key, status, err.Error())
}

// Halted is what is found where nothing could be read.
func Halted(of wanted.Page, key string, status outcome.PageStatus, why string) *Found {
	f := &Found{Status: status, Detail: why, At: time.Now()}
	for _, w := range of.Wishes {
		f.Readings = append(f.Readings, &reading.Setting{Wish: w, Parts: unread(key, status, why)})
	}
	return f
}

// unread stands for the controls of a setting of which nothing was read.
func unread(key string, status outcome.PageStatus, why string) []*reading.Part {
	result := outcome.Unreadable
	if status == outcome.PageNotOffered {
		result = outcome.NotOffered
	}
	return []*reading.Part{{Key: key, Rest: true, Result: result, Detail: why}}
}

// Unplaced is what is found if the person has named a place that is not there. Nothing was
// contacted.
func Unplaced(of wanted.Page, why outcome.Reason, detail string) *Found {
	f := &Found{Status: outcome.PageNotOffered, Detail: detail, At: time.Now()}
	for _, w := range of.Wishes {
		part := &reading.Part{Key: "page", Rest: true, Result: outcome.NotFound, Detail: detail}
		if !selected(w) {
			part.Result, part.Detail = outcome.Skipped, w.Skipped
		} else {
			w.Skipped, w.Reason = "", why
		}
		f.Readings = append(f.Readings, &reading.Setting{Wish: w, Parts: []*reading.Part{part}})
	}
	return f
}

// statusOf says what an error means for the place alone. ok is false if it is one of the
// run.
func statusOf(err error) (status outcome.PageStatus, ok bool) {
	var trouble *ownserver.Trouble
	var refused *plexapi.StatusError
	var network *plexapi.NetworkError
	switch {
	case errors.As(err, &trouble):
		switch trouble.Kind {
		case ownserver.SignedOut:
			return outcome.PageSignedOut, true
		case ownserver.Strange:
			return outcome.PageChanged, true
		case ownserver.Untrusted:
			return outcome.PageBlocked, true
		}
		return outcome.PageUnreachable, true
	case errors.As(err, &refused) && refused.Strange != nil:
		return outcome.PageChanged, true
	case errors.As(err, &refused) && refused.Meaning == answer.SignedOut:
		return outcome.PageSignedOut, true
	case errors.As(err, &refused) && refused.Meaning == answer.Absent:
		return outcome.PageNotOffered, true
	case errors.As(err, &refused) && refused.Meaning == answer.Blocked:
		return outcome.PageBlocked, true
	case errors.As(err, &refused), errors.As(err, &network):
		return outcome.PageUnreachable, true
	}
	return "", false
}

// ErrReadOnly says that nothing may be set.
var ErrReadOnly = errors.New("nothing can be set in a run that only reads")

// Set sets a control of a setting to a canonical word.
func (p *Place) Set(ctx context.Context, f *Found, of wanted.Wish, control, word string) error {
	if p.write == nil || f.from == nil {
		return ErrReadOnly
	}
	literal, ok := of.Setting.Stored.Literal(word)
	if !ok || of.Setting.Stored.ReadOnly {
		return fmt.Errorf("%s has no value %q that can be set", of.Setting.ID, word)
	}
	to := p.write(f.from)
	defer to.close()
	key := f.storedKey(of, control)
	if key == "" {
		return fmt.Errorf("%s was not read, and is not set", of.Setting.ID)
	}
	return to.set(ctx, key, literal)
}
