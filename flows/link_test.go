package flows

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/plexapi"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// fakePINs is Plex's side of a sign-in by link, on the clock of the bubble.
type fakePINs struct {
	life time.Duration
	// pins are the devices that asked for a PIN, polls the times at which they asked
	// whether it was approved.
	pins  []plexapi.Device
	polls []time.Time
	// approved is how long after each PIN, counted from 1, the person approves it.
	approved map[int]time.Duration
	born     time.Time
	// trouble returns the error for a call: 0 for the next PIN, n for the nth poll.
	trouble func(poll int) error
}

func (f *fakePINs) NewPIN(_ context.Context, d plexapi.Device) (plexapi.PIN, error) {
	if f.trouble != nil {
		if err := f.trouble(0); err != nil {
			return plexapi.PIN{}, err
		}
	}
	f.pins, f.born = append(f.pins, d), time.Now()
	return plexapi.PIN{ID: int64(len(f.pins)), Code: "code", Life: f.life}, nil
}

func (f *fakePINs) Token(_ context.Context, _ plexapi.Device, p plexapi.PIN) (string, error) {
	f.polls = append(f.polls, time.Now())
	if f.trouble != nil {
		if err := f.trouble(len(f.polls)); err != nil {
			return "", err
		}
	}
	if time.Since(f.born) > f.life {
		return "", plexapi.ErrExpired
	}
	if after, ok := f.approved[int(p.ID)]; ok && time.Since(f.born) >= after {
		return "the-token", nil
	}
	return "", nil
}

// linkRun is what a person sees of a sign-in by link.
type linkRun struct {
	token   string
	err     error
	took    time.Duration
	invited []signin.Invitation
	said    []string
}

func runLink(ctx context.Context, f *fakePINs) linkRun {
	if f.life == 0 {
		f.life = 30 * time.Minute
	}
	var r linkRun
	l := &signin.Link{
		API:  f,
		Show: func(i signin.Invitation) { r.invited = append(r.invited, i) },
		Say:  func(s string) { r.said = append(r.said, s) },
	}
	start := time.Now()
	r.token, r.err = l.Token(ctx, "plexpriv-0123456789")
	r.took = time.Since(start)
	return r
}

var (
	unreachable = &plexapi.NetworkError{What: "ask", Err: errors.New("no route")}
	limit60     = &plexapi.StatusError{What: "ask", Status: 429, Code: 1003, After: time.Minute}
)

func TestLinkApproved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fakePINs{approved: map[int]time.Duration{1: 10 * time.Minute}}
		r := runLink(t.Context(), f)
		if r.token != "the-token" || r.err != nil || len(r.invited) != 1 || len(r.said) != 0 {
			t.Fatalf("%+v", r)
		}
		if r.took > 10*time.Minute+signin.PollMost {
			t.Errorf("the approval was noticed only after %s", r.took)
		}
		if d := f.pins[0]; d != (plexapi.Device{ClientID: "plexpriv-0123456789", Product: "plexpriv", Name: "plexpriv 6789"}) {
			t.Errorf("the PIN was requested for the device %+v", d)
		}
		if i := r.invited[0]; !strings.Contains(i.URL, "clientID=plexpriv-0123456789&code=code&") || i.Life != f.life || i.Again {
			t.Errorf("the invitation is wrong: %+v", i)
		}
		// Once a second at first, then less often.
		if first, n := f.polls[1].Sub(f.polls[0]), len(f.polls); first > 2*time.Second || n > 250 {
			t.Errorf("%d polls, the first two are %s apart", n, first)
		}
		for i := 1; i < len(f.polls); i++ {
			if gap := f.polls[i].Sub(f.polls[i-1]); gap < signin.PollFirst || gap > signin.PollMost {
				t.Errorf("polls %d and %d are %s apart", i-1, i, gap)
			}
		}
	})
}

func TestLinkExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fakePINs{life: 15 * time.Minute}
		r := runLink(t.Context(), f)
		if !errors.Is(r.err, outcome.ErrSignIn) || !strings.Contains(r.err.Error(), "nothing was stored") {
			t.Errorf("%v", r.err)
		}
		if len(f.pins) != 2 || f.pins[0] != f.pins[1] || len(r.invited) != 2 || !r.invited[1].Again || len(r.said) != 1 {
			t.Errorf("%d codes were requested: %+v", len(f.pins), r)
		}
		if r.took < 30*time.Minute || r.took > 31*time.Minute {
			t.Errorf("the sign-in took %s", r.took)
		}
	})
}

func TestLinkApprovedWithTheSecondCode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fakePINs{approved: map[int]time.Duration{2: time.Minute}}
		if r := runLink(t.Context(), f); r.token != "the-token" || len(r.invited) != 2 {
			t.Errorf("%+v", r)
		}
	})
}

// Network errors are reported once and do not end the sign-in.
func TestLinkOverABadConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fakePINs{approved: map[int]time.Duration{1: time.Minute}}
		f.trouble = func(poll int) error {
			if poll%3 != 0 {
				return unreachable
			}
			return nil
		}
		r := runLink(t.Context(), f)
		if r.token != "the-token" || len(f.pins) != 1 {
			t.Errorf("%+v", r)
		}
		for i := 1; i < len(f.polls); i++ {
			if gap := f.polls[i].Sub(f.polls[i-1]); gap > signin.BackoffMost {
				t.Errorf("polls %d and %d are %s apart", i-1, i, gap)
			}
		}
	})
}

func TestLinkWithoutAConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fakePINs{life: 15 * time.Minute, trouble: func(poll int) error {
			if poll > 0 {
				return unreachable
			}
			return nil
		}}
		r := runLink(t.Context(), f)
		if !errors.Is(r.err, outcome.ErrTryLater) || len(f.pins) != 1 || len(r.said) != 1 {
			t.Errorf("%d codes were requested: %+v", len(f.pins), r)
		}
	})
}

func TestLinkRateLimited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fakePINs{approved: map[int]time.Duration{1: time.Second}}
		f.trouble = func(poll int) error {
			if poll == 1 || poll == 2 {
				return limit60
			}
			return nil
		}
		r := runLink(t.Context(), f)
		if r.token != "the-token" || len(f.polls) != 3 {
			t.Fatalf("%d polls: %+v", len(f.polls), r)
		}
		for i := 1; i < 3; i++ {
			if gap := f.polls[i].Sub(f.polls[i-1]); gap < time.Minute {
				t.Errorf("asked again after %s, but Plex asked to wait a minute", gap)
			}
		}
	})
}

// Plex does not say for how long it limits. A question about a code waits half a minute
// then, and a code is not asked for a second time.
func TestLinkRateLimitedWithoutASay(t *testing.T) {
	limit := &plexapi.StatusError{What: "ask", Status: 429, Code: 1003}
	synctest.Test(t, func(t *testing.T) {
		f := &fakePINs{approved: map[int]time.Duration{1: time.Second}}
		f.trouble = func(poll int) error {
			if poll == 1 {
				return limit
			}
			return nil
		}
		r := runLink(t.Context(), f)
		if r.token != "the-token" || len(f.polls) != 2 {
			t.Fatalf("%d polls: %+v", len(f.polls), r)
		}
		if gap := f.polls[1].Sub(f.polls[0]); gap < 30*time.Second {
			t.Errorf("asked again after %s", gap)
		}
	})
	for _, refusal := range []*plexapi.StatusError{limit, limit60, {What: "ask", Status: 429, After: time.Second}} {
		synctest.Test(t, func(t *testing.T) {
			asked := 0
			r := runLink(t.Context(), &fakePINs{trouble: func(int) error { asked++; return refusal }})
			if !errors.Is(r.err, outcome.ErrTryLater) || asked != 1 || r.took > 0 {
				t.Errorf("%d requests for a code in %s: %v", asked, r.took, r.err)
			}
		})
	}
}

// If Plex asks to wait longer than the code is valid, the sign-in ends and says so.
func TestLinkRateLimitedForTooLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fakePINs{life: 30 * time.Second, trouble: func(poll int) error {
			if poll > 0 {
				return limit60
			}
			return nil
		}}
		r := runLink(t.Context(), f)
		var later *outcome.LaterError
		if !errors.As(r.err, &later) || later.After != time.Minute || len(f.polls) != 1 {
			t.Errorf("%d polls, error: %v", len(f.polls), r.err)
		}
	})
}

func TestLinkCodeAfterANetworkError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, asked := &fakePINs{approved: map[int]time.Duration{1: 0}}, 0
		f.trouble = func(poll int) error {
			if poll > 0 {
				return nil
			}
			if asked++; asked < 3 {
				return unreachable
			}
			return nil
		}
		if r := runLink(t.Context(), f); r.token != "the-token" || asked != 3 {
			t.Errorf("%d requests for a code: %+v", asked, r)
		}
		f.trouble = func(int) error { asked++; return unreachable }
		asked = 0
		if r := runLink(t.Context(), f); !errors.Is(r.err, outcome.ErrTryLater) || asked != 4 || len(r.invited) > 0 {
			t.Errorf("%d requests for a code: %+v", asked, r)
		}
	})
}

func TestLinkRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refused := &plexapi.StatusError{What: "ask", Status: 401, Code: 1001}
		f := &fakePINs{trouble: func(poll int) error {
			if poll == 2 {
				return refused
			}
			return nil
		}}
		if r := runLink(t.Context(), f); !errors.Is(r.err, outcome.ErrTryLater) || len(f.polls) != 2 {
			t.Errorf("%d polls, error: %v", len(f.polls), r.err)
		}
		trust := &plexapi.TrustError{What: "ask", Err: errors.New("unknown authority")}
		f = &fakePINs{trouble: func(int) error { return trust }}
		if r := runLink(t.Context(), f); !errors.Is(r.err, trust) || len(f.polls) > 0 || r.took > 0 {
			t.Errorf("ended after %s: %v", r.took, r.err)
		}
	})
}

func TestLinkInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Minute, func() { cancel(outcome.ErrInterrupted) })
		if r := runLink(ctx, &fakePINs{}); !errors.Is(r.err, outcome.ErrInterrupted) || r.took != time.Minute {
			t.Errorf("ended after %s: %v", r.took, r.err)
		}
	})
}

// Whoever stops waiting may have approved the code a moment before. Plex is asked once
// more, because such an approval ends the former token.
func TestLinkLooksOnceMore(t *testing.T) {
	for name, c := range map[string]struct {
		approved time.Duration // after the code was shown; 0 for never
		cause    error
		token    string
		later    bool
	}{
		"interrupted, not approved": {0, outcome.ErrInterrupted, "", false},
		"interrupted, approved":     {10*time.Second + 100*time.Millisecond, outcome.ErrInterrupted, "the-token", false},
		"out of time, not approved": {0, context.DeadlineExceeded, "", true},
		"out of time, approved":     {10*time.Second + 100*time.Millisecond, context.DeadlineExceeded, "the-token", true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := &fakePINs{life: time.Hour}
				if c.approved > 0 {
					f.approved = map[int]time.Duration{1: c.approved}
				}
				ctx, end := context.WithCancelCause(t.Context())
				time.AfterFunc(10*time.Second+200*time.Millisecond, func() { end(c.cause) })
				l := signin.Link{API: f, Show: func(signin.Invitation) {}, Say: func(string) {}}
				token, err := l.Token(ctx, "plexpriv-mine")
				if token != c.token || err == nil || errors.Is(err, outcome.ErrTryLater) != c.later || errors.Is(err, outcome.ErrInterrupted) == c.later {
					t.Errorf("%q, %v", token, err)
				}
				if asked := f.polls[len(f.polls)-1].Sub(f.born); asked < 10*time.Second+200*time.Millisecond {
					t.Errorf("asked for the last time %s after the code was shown", asked)
				}
			})
		})
	}
}
