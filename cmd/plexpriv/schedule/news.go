package schedule

import (
	"fmt"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// The events that a job speaks of.
const (
	EventDrift   = "drift"
	EventFixed   = "fixed"
	EventSignIn  = "sign_in"
	EventEnding  = "session_ending"
	EventTrouble = "trouble"
)

// News is what a job has to say, without names, addresses and values: it may be
// seen on a locked screen, and by whoever runs a webhook.
type News struct {
	terminal.Header
	// Event is what it is about; empty if there is nothing to say.
	Event    string    `json:"event"`
	Text     string    `json:"text"`
	At       time.Time `json:"at"`
	ExitCode int       `json:"exit_code"`
	Accounts int       `json:"accounts"`
	// Differs, Fixed and Troubled count settings of all accounts.
	Differs  int `json:"differs"`
	Fixed    int `json:"fixed"`
	Troubled int `json:"troubled"`
	// Settings are those that differ, were set back or are in trouble, once each.
	Settings []string `json:"settings"`
	// Ends is the day on which the first sign-in ends, if that is near.
	Ends string `json:"session_ends,omitempty"`
}

// endsSoon is how long before its end a session is told of: more than a month, since
// the next run may be a month away.
const endsSoon = 35 * 24 * time.Hour

// NewsOf is what there is to say of a run. ends is when the first of its sessions
// runs out, zero where that is not known.
func NewsOf(report *outcome.Report, now, ends time.Time) *News {
	n := &News{ExitCode: report.ExitCode, Accounts: len(report.Accounts), Settings: []string{}}
	strangers := 0
	for _, a := range report.Accounts {
		for _, s := range a.Settings {
			switch {
			case s.Result == outcome.WouldChange:
				n.Differs++
			case s.Result == outcome.Verified:
				n.Fixed++
			case !s.Result.Fine():
				n.Troubled++
			default:
				continue
			}
			if !slices.Contains(n.Settings, s.ID) {
				n.Settings = append(n.Settings, s.ID)
			}
		}
		for _, u := range a.Unknown {
			if u.News && u.State == "on" {
				strangers++
			}
		}
	}
	near := !ends.IsZero() && ends.Sub(now) < endsSoon
	switch {
	case report.ExitCode == outcome.ExitSignIn:
		n.signIn()
	case n.Fixed > 0 && n.Troubled == 0:
		n.Event = EventFixed
		n.Text = fmt.Sprintf("%s at Plex had changed and %s set back: %s. plexpriv history says what it was.", terminal.Plural(n.Fixed, "setting"), was(n.Fixed), some(n.Settings))
	case n.Differs > 0:
		n.Event = EventDrift
		n.Text = fmt.Sprintf("%s at Plex %s not as you want: %s. plexpriv apply sets what differs.", terminal.Plural(n.Differs, "setting"), are(n.Differs), some(n.Settings))
	case report.ExitCode == outcome.ExitDiffers && strangers > 0:
		n.Event = EventDrift
		n.Text = fmt.Sprintf("Plex has %s that plexpriv does not know, and that %s on. plexpriv check shows which.", terminal.Plural(strangers, "switch"), are(strangers))
	case report.ExitCode != exit.OK:
		n.Event = EventTrouble
		n.Text = "plexpriv could not see everything at Plex. plexpriv check says why."
		if len(n.Settings) > 0 {
			n.Text = fmt.Sprintf("plexpriv could not read or set %s at Plex: %s. plexpriv check says why.", terminal.Plural(len(n.Settings), "setting"), some(n.Settings))
		}
	case near:
		n.Event = EventEnding
		n.Text = "All is well at Plex."
	default:
		n.Text = "All is well at Plex."
	}
	if near {
		n.Ends = ends.Format(time.DateOnly)
		n.Text += " Your sign-in ends on " + n.Ends + "; plexpriv login renews it."
	}
	return n
}

// trouble is what there is to say of a run that ended before it had a report. The
// error itself may hold a name or a path.
func trouble(code int) *News {
	n := &News{Event: EventTrouble, ExitCode: code, Settings: []string{}, Text: fmt.Sprintf("plexpriv could not look at Plex (exit code %d). plexpriv doctor says why.", code)}
	if code == outcome.ExitSignIn {
		n.signIn()
	}
	return n
}

func (n *News) signIn() {
	n.Event, n.Text = EventSignIn, "Plex has ended your sign-in, so nobody looks after your settings. plexpriv login signs in again."
}

// some names a few settings.
func some(ids []string) string {
	const most = 4
	out := ""
	for i, id := range ids {
		if i == most {
			return out + fmt.Sprintf(" and %d more", len(ids)-most)
		}
		if i > 0 {
			out += ", "
		}
		out += id
	}
	return out
}

func was(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

func are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
