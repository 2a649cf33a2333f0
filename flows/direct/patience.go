package direct

import (
	"context"
	"errors"
	"time"

	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/plexapi"
)

// passing is an error after which the same request may be sent again, and after how long.
// Those of plexapi and ownserver are.
type passing interface {
	error
	Again() (may bool, after time.Duration)
}

// How often a question is asked, and the pause before the second time, which doubles each
// time. mostWait is the longest wait that a server may ask for.
const (
	mostTries  = 3
	firstPause = 500 * time.Millisecond
	mostWait   = 20 * time.Second
)

// patiently asks, and asks again as long as the error is one that passes. It is for what
// reads: a change is sent again only when it was read that it was not made.
func patiently(ctx context.Context, ask func() error) error {
	pause := firstPause
	for try := 1; ; try++ {
		err := ask()
		may, after := Again(err)
		if !may || try == mostTries || !wait(ctx, max(pause, after)) {
			return err
		}
		pause *= 2
	}
}

// Again says whether what ended with an error may be tried again in the same run, and after
// how long.
func Again(err error) (may bool, after time.Duration) {
	var soon passing
	if !errors.As(err, &soon) {
		return false, 0
	}
	may, after = soon.Again()
	return may && after <= mostWait, after
}

// wait waits. It returns false if the run ends first, or would.
func wait(ctx context.Context, d time.Duration) bool {
	if end, ok := ctx.Deadline(); ok && time.Until(end) < d {
		return false
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// patientUser asks who is signed in.
type patientUser struct{ plexapi.Reader }

// UserOf returns what asks whose a token is.
func (d *Access) UserOf(who plexapi.Account) interface {
	User(context.Context) (answer.Node, error)
} {
	return patientUser{d.Read.ReadAs(who)}
}

// User asks whose the token is.
func (p patientUser) User(ctx context.Context) (n answer.Node, err error) {
	err = patiently(ctx, func() error {
		n, err = p.Reader.User(ctx)
		return err
	})
	return n, err
}
