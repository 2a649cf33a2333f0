package ui

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// loopback is the only address that the page is served on, at a port that is free.
const loopback = "127.0.0.1:0"

// stopped is the ending by Ctrl-C.
const stopped ending = "stopped"

// Options say what the page is for.
type Options struct {
	Work       Work
	Vocabulary *presentation.Vocabulary
	Catalogue  *selectors.Catalogue
	// Profile and Level are those that the page begins with.
	Profile, Level string
	// Stderr is where the person who started the command looks.
	Stderr io.Writer
	Redact func(string) string
	Now    func() time.Time
	// GOOS is the system that hints are for.
	GOOS    string
	Signals world.Signals
	// Open opens an address in the person's browser. What it leaves is removed by remove,
	// once the page has come or is not wanted any more.
	Open func(ctx context.Context, address string) (remove func(), err error)
}

// farewell is how long the tabs get to read their last event.
const farewell = 2 * time.Second

// Serve shows the page until its tab is closed, nobody has done anything for ten minutes,
// or the person presses Ctrl-C. A run that is under way then comes to a proper end first.
func Serve(ctx context.Context, o Options) error {
	listener, err := net.Listen("tcp4", loopback)
	if err != nil {
		return fmt.Errorf("open a port for the page: %w", err)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	signals, ignore := o.Signals()
	defer ignore()
	asked := make(chan struct{})
	go hear(ctx, cancel, signals, asked)
	s := newSite(ctx, &o, listener.Addr().String())
	defer s.life.stop()
	server := &http.Server{
		Handler: s.handler(), ReadHeaderTimeout: headerLimit, ReadTimeout: bodyLimit, IdleTimeout: time.Minute, MaxHeaderBytes: mostHeader,
		ErrorLog: log.New(io.Discard, "", 0), ConnContext: remember,
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(&crowd{Listener: listener}) }()
	defer server.Close()
	defer s.show(ctx)()
	why, err := s.wait(ctx, asked, served)
	s.desk.close()
	s.feed.end(event{Kind: "over", Text: o.Vocabulary.Say(endings[why])})
	last, done := context.WithTimeout(context.WithoutCancel(ctx), farewell)
	defer done()
	_ = server.Shutdown(last)
	fmt.Fprintln(o.Stderr, o.Vocabulary.Say(endings[why]))
	return err
}

// show opens the page in the person's browser, and prints its address for when that fails.
// remove removes what that has left; so does the arrival of the page.
func (s *site) show(ctx context.Context) (remove func()) {
	o := s.options
	address := "http://" + s.host + "/#" + s.keys.token
	fmt.Fprintf(o.Stderr, "%s\n\n  %s\n\n", o.Vocabulary.Say("ui.opening"), address)
	remove, err := o.Open(ctx, address)
	if err != nil {
		fmt.Fprintln(o.Stderr, o.Vocabulary.Say("ui.not-opened"))
	}
	go func() {
		select {
		case <-s.keys.used:
			remove()
		case <-ctx.Done():
		}
	}()
	return remove
}

// wait waits for the end of the page, or for a signal. The first Ctrl-C lets a run finish
// the pages in work, and the second ends it at once.
func (s *site) wait(ctx context.Context, asked <-chan struct{}, served <-chan error) (ending, error) {
	select {
	case why := <-s.life.over:
		return why, nil
	case err := <-served:
		return stopped, fmt.Errorf("serve the page: %w", err)
	case <-asked:
	case <-ctx.Done():
	}
	if now := s.desk.scene(); !now.busy() {
		return stopped, nil
	}
	if ctx.Err() == nil {
		fmt.Fprintln(s.options.Stderr, s.options.Vocabulary.Say("ui.finishing"))
	}
	return stopped, outcome.ErrInterrupted
}

// hear closes asked at the first Ctrl-C, and ends the context at the second, and at once
// where the system wants the command to end. It listens before a browser is opened, which
// may take a moment: what that leaves must be removed.
func hear(ctx context.Context, cancel context.CancelCauseFunc, signals <-chan os.Signal, asked chan struct{}) {
	for {
		select {
		case arrived := <-signals:
			if arrived != os.Interrupt || asked == nil {
				cancel(outcome.ErrInterrupted)
				return
			}
			close(asked)
			asked = nil
		case <-ctx.Done():
			return
		}
	}
}
