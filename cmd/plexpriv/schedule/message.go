package schedule

import (
	"fmt"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// The events of which a job notifies the person.
const (
	EventDrift   = "drift"
	EventFixed   = "fixed"
	EventSignIn  = "sign_in"
	EventEnding  = "session_ending"
	EventTrouble = "trouble"
)

// Message is what a run has to say. It contains no names, addresses or values, because it
// may be shown on a locked screen or sent to somebody else's server.
type Message struct {
	terminal.Header
	// Event is what the message is about, or empty if there is nothing to say.
	Event    string    `json:"event"`
	Text     string    `json:"text"`
	At       time.Time `json:"at"`
	ExitCode int       `json:"exit_code"`
	Accounts int       `json:"accounts"`
	// Differs, Fixed and Troubled count the settings of all accounts.
	Differs  int `json:"differs"`
	Fixed    int `json:"fixed"`
	Troubled int `json:"troubled"`
	// Settings are the ids of the settings that were counted, each once.
	Settings []string `json:"settings"`
	// Ends is the day on which the first session expires, if that is soon.
	Ends string `json:"session_ends,omitempty"`
}

// expiryNotice is how long before it expires a session is mentioned. It is more than a
// month, because the next run may be a month away.
const expiryNotice = 35 * 24 * time.Hour

// NewMessage makes the message about a run. ends is when the first of its sessions
// expires, or zero if that is not known. name is what a setting is called.
func NewMessage(report *outcome.Report, name func(id string) string, now, ends time.Time) *Message {
	m := &Message{ExitCode: report.ExitCode, Accounts: len(report.Accounts), Settings: []string{}}
	m.setText(name, m.count(report))
	if ends.IsZero() || ends.Sub(now) >= expiryNotice {
		return m
	}
	if m.Event == "" {
		m.Event = EventEnding
	}
	m.Ends = ends.Format(time.DateOnly)
	m.Text += " Your sign-in ends on " + m.Ends + ". To renew it: plexpriv login"
	return m
}

// count counts the settings of all accounts by their results. It returns the number of
// unknown controls that are new and on.
func (m *Message) count(report *outcome.Report) (unknown int) {
	for _, a := range report.Accounts {
		for _, s := range a.Settings {
			switch {
			case s.Result == outcome.WouldChange:
				m.Differs++
			case s.Result == outcome.Verified:
				m.Fixed++
			case !s.Result.Fine():
				m.Troubled++
			default:
				continue
			}
			if !slices.Contains(m.Settings, s.ID) {
				m.Settings = append(m.Settings, s.ID)
			}
		}
		for _, u := range a.Unknown {
			if u.News && u.State == "on" {
				unknown++
			}
		}
	}
	return unknown
}

// setText sets the event and its text. The first case that applies is what the person
// has to know first.
func (m *Message) setText(name func(string) string, unknown int) {
	switch {
	case m.ExitCode == outcome.ExitSignIn:
		m.setSignIn()
	case m.Fixed > 0 && m.Troubled == 0:
		m.Event = EventFixed
		m.Text = fmt.Sprintf("%s at Plex had changed and %s changed back: %s. Details: plexpriv history", outcome.Plural(m.Fixed, "setting"), wasWere(m.Fixed), someOf(m.Settings, name))
	case m.Differs > 0:
		m.Event = EventDrift
		m.Text = fmt.Sprintf("%s at Plex %s not as you want: %s. To change: plexpriv apply", outcome.Plural(m.Differs, "setting"), isAre(m.Differs), someOf(m.Settings, name))
	case m.ExitCode == outcome.ExitDiffers && unknown > 0:
		m.Event = EventDrift
		m.Text = fmt.Sprintf("Plex has %s that plexpriv doesn't know and that %s on. Details: plexpriv check", switches(unknown), isAre(unknown))
	case m.ExitCode != exit.OK:
		m.Event = EventTrouble
		m.Text = "plexpriv could not read everything at Plex. Details: plexpriv check"
		if len(m.Settings) > 0 {
			m.Text = fmt.Sprintf("plexpriv could not read or change %s at Plex: %s. Details: plexpriv check", outcome.Plural(len(m.Settings), "setting"), someOf(m.Settings, name))
		}
	default:
		m.Text = "All is well at Plex."
	}
}

// failureMessage is the message about a run that ended before it had a report. It leaves
// out the error, which may contain a name or a path.
func failureMessage(code int) *Message {
	m := &Message{Event: EventTrouble, ExitCode: code, Settings: []string{}, Text: fmt.Sprintf("plexpriv could not check Plex (exit code %d). Details: plexpriv doctor", code)}
	if code == outcome.ExitSignIn {
		m.setSignIn()
	}
	return m
}

func (m *Message) setSignIn() {
	m.Event, m.Text = EventSignIn, "Plex has ended your sign-in, so your settings are not checked. To sign in again: plexpriv login"
}

// someOf lists the names of the first and the number of the others.
func someOf(ids []string, name func(string) string) string {
	const most = 4
	out := ""
	for i, id := range ids {
		if i == most {
			return out + fmt.Sprintf(" and %d more", len(ids)-most)
		}
		if i > 0 {
			out += ", "
		}
		out += name(id)
	}
	return out
}

func wasWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func switches(n int) string {
	if n == 1 {
		return "1 switch"
	}
	return fmt.Sprintf("%d switches", n)
}
