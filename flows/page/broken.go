package page

import (
	"context"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Broken sorts the errors of a browser that does not do as told.
func Broken(ctx context.Context, err error) error {
	if s := outcome.Stopped(ctx); s != nil {
		return s
	}
	return err
}
