package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/ownfile"
)

// jobEnd is how the job ended last.
type jobEnd struct {
	At       time.Time `json:"at"`
	ExitCode int       `json:"exit_code"`
	Text     string    `json:"text"`
	// Later is how often in a row it could only try again later.
	Later int `json:"later"`
}

func jobFile(w *world.World) string { return filepath.Join(w.State, "schedule.json") }

// lastJob is nil where there was none, or none that can be read.
func lastJob(w *world.World) *jobEnd {
	text, err := os.ReadFile(jobFile(w))
	if err != nil {
		return nil
	}
	var last jobEnd
	if json.Unmarshal(text, &last) != nil {
		return nil
	}
	return &last
}

// keepJob notes how the job ended.
func keepJob(w *world.World, end jobEnd) error {
	text, err := json.Marshal(end)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(w.State, 0o700); err != nil {
		return err
	}
	return ownfile.Replace(jobFile(w), text)
}

// runJob does the job once, and speaks if there is something to say.
func runJob(w *world.World, ctx context.Context, o *runOptions, s speaker) error {
	o.output.Quiet = !o.output.Verbose && !o.output.JSON
	var n *news
	err := visitAccounts(ctx, w, o, func(r *accountsRun, report *outcome.Report) error {
		if o.output.JSON {
			r.world.PrintJSON(report)
		}
		n = r.news(report)
		return exit.Done(report.ExitCode)
	})
	if n == nil {
		// The error itself may hold a name or a path.
		code := exit.Code(err)
		n = &news{Event: eventTrouble, ExitCode: code, Settings: []string{}, Text: fmt.Sprintf("plexpriv could not look at Plex (exit code %d). plexpriv doctor says why.", code)}
		if n.ExitCode == outcome.ExitSignIn {
			n.signIn()
		}
	}
	n.Schema, n.Command, n.At = outcome.Schema, o.command, w.Now().UTC()
	if n.ExitCode == outcome.ExitInterrupted {
		return err
	}
	end := jobEnd{At: n.At, ExitCode: n.ExitCode, Text: n.Text}
	last := lastJob(w)
	if n.ExitCode == outcome.ExitTryLater {
		end.Later = 1
		if last != nil {
			end.Later += last.Later
		}
	}
	if noted := keepJob(w, end); noted != nil {
		fmt.Fprintf(w.Stderr, "plexpriv: note how the job ended: %v\n", noted)
	}
	if n.Event == "" || end.Later == 1 {
		return err
	}
	if told := speak(w, ctx, s, n); told != nil {
		fmt.Fprintf(w.Stderr, "plexpriv: %s\n", n.Text)
		told = fmt.Errorf("tell of it: %w", told)
		if err == nil {
			return told
		}
		fmt.Fprintf(w.Stderr, "plexpriv: %v\n", told)
	}
	return err
}

// The events that a job speaks of.
const (
	eventDrift   = "drift"
	eventFixed   = "fixed"
	eventSignIn  = "sign_in"
	eventEnding  = "session_ending"
	eventTrouble = "trouble"
)

// news is what a job has to say, without names, addresses and values: it may be
// seen on a locked screen, and by whoever runs a webhook.
type news struct {
	Schema  int    `json:"schema"`
	Command string `json:"command"`
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

func (r *accountsRun) news(report *outcome.Report) *news {
	n := &news{ExitCode: report.ExitCode, Accounts: len(report.Accounts), Settings: []string{}}
	strangers := 0
	for _, a := range report.Accounts {
		for _, s := range a.Settings {
			switch {
			case s.Result == outcome.WouldChange:
				n.Differs++
			case s.Result == outcome.Verified:
				n.Fixed++
			case !fine(s.Result):
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
	ends, near := r.firstEnd()
	switch {
	case report.ExitCode == outcome.ExitSignIn:
		n.signIn()
	case n.Fixed > 0 && n.Troubled == 0:
		n.Event = eventFixed
		n.Text = fmt.Sprintf("%s at Plex had changed and %s set back: %s. plexpriv history says what it was.", terminal.Plural(n.Fixed, "setting"), was(n.Fixed), some(n.Settings))
	case n.Differs > 0:
		n.Event = eventDrift
		n.Text = fmt.Sprintf("%s at Plex %s not as you want: %s. plexpriv apply sets what differs.", terminal.Plural(n.Differs, "setting"), are(n.Differs), some(n.Settings))
	case report.ExitCode == outcome.ExitDiffers && strangers > 0:
		n.Event = eventDrift
		n.Text = fmt.Sprintf("Plex has %s that plexpriv does not know, and that %s on. plexpriv check shows which.", terminal.Plural(strangers, "switch"), are(strangers))
	case report.ExitCode != exit.OK:
		n.Event = eventTrouble
		n.Text = "plexpriv could not see everything at Plex. plexpriv check says why."
		if len(n.Settings) > 0 {
			n.Text = fmt.Sprintf("plexpriv could not read or set %s at Plex: %s. plexpriv check says why.", terminal.Plural(len(n.Settings), "setting"), some(n.Settings))
		}
	case near:
		n.Event = eventEnding
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

func (n *news) signIn() {
	n.Event, n.Text = eventSignIn, "Plex has ended your sign-in, so nobody looks after your settings. plexpriv login signs in again."
}

// firstEnd is when the first session runs out, if that is near.
func (r *accountsRun) firstEnd() (time.Time, bool) {
	var first time.Time
	for _, a := range r.accounts {
		if a.stored == nil {
			continue
		}
		if at, known := flows.SessionEnds(a.stored); known && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first, !first.IsZero() && first.Sub(r.world.Now()) < endsSoon
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
