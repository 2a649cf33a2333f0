package page

import (
	"context"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// StoppedOr returns why ctx ended, or err if it has not: a browser that was told to stop
// fails at whatever it was doing.
func StoppedOr(ctx context.Context, err error) error {
	if s := outcome.Stopped(ctx); s != nil {
		return s
	}
	return err
}
