package run

import (
	"context"
	"errors"
	"fmt"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// switcher switches to users of a Plex Home.
type switcher struct {
	world *world.World
	api   world.API
	pins  *pins
}

// switchTo returns a session of a Home user. It gets the PIN if the user has one, or if
// Plex asks for it. It tries at most two PINs, because Plex locks out people who guess.
func (s *switcher) switchTo(ctx context.Context, m *Member) (*session.Session, error) {
	const mostWrong = 2
	var pin string
	needed := m.user.Protected
	for wrong := 0; ; {
		if needed {
			var err error
			if pin, err = s.pins.get(ctx, *m.user, wrong > 0); err != nil {
				return nil, err
			}
		}
		signedIn, err := signin.Home{API: s.api, Session: m.stored}.Switch(ctx, *m.user, pin)
		if err == nil {
			s.world.Terminal.Secrets.Hide(signedIn.Secrets()...)
			return signedIn, nil
		}
		if !errors.Is(err, signin.ErrPIN) {
			return nil, err
		}
		if pin != "" {
			wrong++
		}
		if needed = true; wrong > 0 && (wrong == mostWrong || !s.pins.interactive()) {
			return nil, fmt.Errorf("%w (tried %s)", err, timesText(wrong))
		}
	}
}

func timesText(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
