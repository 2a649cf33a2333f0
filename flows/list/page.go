package list

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// Page is the page that shows a list. Its methods only show something; they change
// nothing.
type Page interface {
	// Look looks at the page and reads it.
	Look(ctx context.Context) error
	// Rest waits until what shows has been the same for d, with no request under way.
	Rest(ctx context.Context, d time.Duration) error
	// Until calls done again and again until it returns true or an error. op and target
	// say in an error what it was waiting for.
	Until(ctx context.Context, op, target string, done func(context.Context) (bool, string, error)) error
	// Reload loads the page anew and waits until it has come to rest.
	Reload(ctx context.Context) error
	// Press presses something that shows more and changes nothing.
	Press(ctx context.Context, b sight.Press) error
	// ScrollOn and ScrollBack move a list of which only a part is drawn.
	ScrollOn(ctx context.Context, last sight.Ref) (moved bool, err error)
	ScrollBack(ctx context.Context, near sight.Ref) (moved bool, err error)
	// Quiet returns for how long no request has been under way.
	Quiet() time.Duration
	// Shows returns what the last look found.
	Shows() Shown
	// IsOwn says whether a thing is the page's own.
	IsOwn(t sight.Thing) bool
	// Count is told how many rows were read so far.
	Count(rows int)
	// Strangers returns the controls that no setting claims.
	Strangers() []outcome.UnknownControl
	// Framed returns why a list may be in a frame that is not looked into; empty if none
	// may.
	Framed() string
	// Reader returns a reader for looks at the page.
	Reader() *reading.Reader
}

// Shown is what the last look at a page found.
type Shown struct {
	Look     *sight.Look
	Readings []*reading.Setting
	Claims   map[sight.Ref]bool
	// Opened is when the page was loaded, and Signature stands for the values on it.
	Opened    time.Time
	Signature string
}

// Pace holds the waits of going through a list.
type Pace struct {
	// Look is the pause between two looks. Rest is how long a value must stay the
	// same before it is believed. Act bounds the wait for the effect of one press.
	Look, Rest, Act time.Duration
	// Brief is how long the list must be the same after it was scrolled, Turn after
	// another part of it was gone to.
	Brief, Turn time.Duration
	// More is how long to wait at its end for rows that come only then.
	More time.Duration
}

// left is what is left of Rest for values that were first read at a moment.
func (p Pace) left(read time.Time) time.Duration { return p.Rest - time.Since(read) }

// afterTurn is what is left of Rest at a place where Turn has passed already.
func (p Pace) afterTurn() time.Duration { return p.Rest - p.Turn }
