package page

import (
	"context"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
)

// Tab is what reading, planning and proving need of a browser tab. It cannot set
// anything, so that they cannot change an account even by mistake.
// *automation.Tab is one; the tests bring their own.
type Tab interface {
	Goto(ctx context.Context, url string) (automation.Load, error)
	Load() automation.Load
	URL(ctx context.Context) (string, error)
	LocalStorage(ctx context.Context, keys []string) (automation.Stored, error)
	// StorageNames returns the names of what the tab's origin has stored, not the values.
	StorageNames(ctx context.Context) ([]string, error)
	Look(ctx context.Context, ask sight.Ask) (*sight.Look, error)
	// Glance looks again at one control that the last look has found. It returns an error
	// if that look no longer stands for the rest of the page.
	Glance(ctx context.Context, ref sight.Ref, ask sight.Ask) (sight.Seen, error)
	Choices(ctx context.Context, opener sight.Ref) ([]sight.Option, error)
	// Entries returns all entries of an open list without roles, of which some are known.
	Entries(ctx context.Context, known []sight.Ref) ([]sight.Option, error)
	// Reveal presses something that shows and changes nothing.
	Reveal(ctx context.Context, ref sight.Ref, origin, what string) error
	// OpenList opens by the keyboard what a click does not open.
	OpenList(ctx context.Context, opener sight.Ref) (pressed bool, err error)
	Escape(ctx context.Context) error
	// ScrollOn and ScrollBack move a list of which only a part is drawn.
	ScrollOn(ctx context.Context, last sight.Ref) (moved bool, err error)
	ScrollBack(ctx context.Context, near sight.Ref) (moved bool, err error)
	// ScrollChoices moves an open drop-down of which only a part is drawn.
	ScrollChoices(ctx context.Context, last, opener sight.Ref) (moved bool, err error)
	// MeetPointer moves the pointer onto the page, and BringInView scrolls what is out of
	// view into view and back: pages fill themselves at either.
	MeetPointer(ctx context.Context) error
	BringInView(ctx context.Context, refs []sight.Ref) (moved bool, err error)
	// Witness is what the browser's accessibility tree says of a control: a second
	// opinion on what it shows.
	Witness(ctx context.Context, ref sight.Ref) (automation.Witness, error)
	// Picture shows the rows of some controls, without the words to hide.
	Picture(ctx context.Context, of []automation.Subject, hide []string) (automation.Picture, error)
	// Quiet, Writes, Answers, Answered, Expected, Pending and Troubles tell of the page's
	// own requests.
	Quiet() time.Duration
	Writes(since time.Time) []automation.Write
	Answers(ctx context.Context, wants func(hostAndPath string) bool) []automation.Answer
	Answered() time.Time
	Expected(counts func(hostAndPath string) bool) string
	Pending(counts func(hostAndPath string) bool) string
	Troubles() []automation.Write
	Dialogs() []string
	// Sent says whether a refused request came from this tab, which is at an address.
	Sent(r automation.Refusal, at string) bool
	// Stuck says that the tab has crashed, or left a question unanswered.
	Stuck() bool
	// Needs notes what the page needs, and Leapt returns its last leap through time.
	Needs(n automation.Need)
	Leapt() automation.Leap
	Close()
}

// ActingTab is a tab that can also set things. Only an apply has one, for the pages
// on which it acts.
type ActingTab interface {
	Tab
	Click(ctx context.Context, ref sight.Ref, origin, what string) error
	Choose(ctx context.Context, s sight.Seen, to int, origin string) error
}

// Site is a browser context signed in as one account.
type Site interface {
	// NewTab opens a tab to read in, NewActingTab one that can also set things.
	NewTab(ctx context.Context) (Tab, error)
	NewActingTab(ctx context.Context) (ActingTab, error)
	Get(ctx context.Context, url string, headers map[string]string) (automation.Fetched, error)
	Cookies(ctx context.Context) ([]automation.Cookie, error)
	// Received says whether a response has set a cookie to the value that it has, since a
	// moment.
	Received(c automation.Cookie, since time.Time) bool
	Close()
}

// Browser opens sites.
type Browser interface {
	NewSite(ctx context.Context, s automation.SiteState) (Site, error)
	// UserAgent is what the browser calls itself to every server.
	UserAgent() string
	// Refusals are what the network guard has refused so far.
	Refusals() []automation.Refusal
}

// Real is the Browser that drives a real one.
type Real struct{ *automation.Browser }

// NewSite opens an isolated context.
func (b Real) NewSite(ctx context.Context, s automation.SiteState) (Site, error) {
	i, err := b.Browser.NewIsolate(ctx, s)
	if err != nil {
		return nil, err
	}
	return realSite{i}, nil
}

type realSite struct{ *automation.Isolate }

// NewTab opens a tab to read in.
func (s realSite) NewTab(ctx context.Context) (Tab, error) {
	t, err := s.Isolate.NewReadingTab(ctx)
	if err != nil {
		return nil, err
	}
	return toRead(t), nil
}

// readingTab is a tab that can only be read in. It hides what a tab can do beyond
// that, so that a type assertion does not get it back either.
type readingTab struct{ Tab }

func toRead(t ActingTab) Tab { return readingTab{t} }

// NewActingTab opens a tab that can also set things.
func (s realSite) NewActingTab(ctx context.Context) (ActingTab, error) {
	t, err := s.Isolate.NewTab(ctx)
	if err != nil {
		return nil, err
	}
	return t, nil
}
