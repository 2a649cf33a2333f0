package presentation

import (
	"errors"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Issues is where a person can report what plexpriv did not understand.
const Issues = "https://github.com/plexpriv/plexpriv/issues"

// Advice is what to do next, and about what.
type Advice struct {
	// About names a setting or a page, or several of them.
	About string
	// Text is one or two sentences. Commands in it are in backquotes.
	Text string
	// Todo means that nothing is wrong, and there is only something left to do.
	Todo bool
	// Row means that the row of the setting or page says what is wrong, and Actions have
	// what to do about it.
	Row bool
}

// Plain is the text without the backquotes, for a terminal.
func (a Advice) Plain() string { return strings.ReplaceAll(a.Text, "`", "") }

// Next says what to do about everything of an account that is not as wanted. Each advice
// is given once, with all that it is about. A window is only suggested if there is a
// display for it.
func (v *Vocabulary) Next(r *outcome.Report, a *outcome.AccountReport, display bool) []Advice {
	n := &adviser{Vocabulary: v, report: r, account: a, display: display}
	if (a.Cause != nil || a.Error != "") && !StoppedAtTheEnd(r, a) {
		n.add(v.Say("advice-account.about"), n.text(accountAdvice(a.Cause), ""))
	}
	pages := map[string]outcome.PageReport{}
	done := map[string]bool{}
	for _, p := range a.Pages {
		pages[p.ID] = p
		if text := n.text(n.statusAdvice(p), p.URL); text != "" {
			n.add(v.pageOf(a, p.ID), text)
			n.inRow(pageAction(p) != nothing)
			done[p.ID] = p.Status != outcome.PageMoved
		}
	}
	for _, s := range a.Settings {
		if done[s.Page] && !s.Result.Written() {
			continue // the advice for its page is enough
		}
		if s.Reason.Misnamed() {
			n.add(v.settingOf(a, s.ID), n.text("advice.server-name", ""))
			continue
		}
		n.add(v.settingOf(a, s.ID), n.text("advice."+string(s.Result), pages[s.Page].URL))
		n.mark(s.Result == outcome.WouldChange)
		n.inRow(s.Result.Trouble())
	}
	for _, u := range a.Unknown {
		if u.News && u.State == "on" {
			n.add("“"+outcome.Name(u.Name)+"”", n.text("advice.unknown-control", pages[u.Page].URL))
		}
	}
	return n.out
}

// StoppedAtTheEnd reports whether Ctrl-C came when everything was done for an account: then
// nothing is left to continue.
func StoppedAtTheEnd(r *outcome.Report, a *outcome.AccountReport) bool {
	if !errors.Is(a.Cause, outcome.ErrInterrupted) || Cause(a) != "" || len(a.Settings) == 0 {
		return false
	}
	sum := SumOf(a)
	return sum.Trouble == 0 && (sum.Differs == 0 || r.Command == "check" || r.DryRun) &&
		!slices.ContainsFunc(a.Settings, func(s outcome.SettingReport) bool { return s.Reason == outcome.NotReached })
}

// statusAdvice is the message for a page, or a server, that could not be read as usual.
func (n *adviser) statusAdvice(p outcome.PageReport) string {
	if id := "advice-status-server." + string(p.Status); p.OwnServer && n.word(id, "") != "" {
		return id
	}
	return "advice-status." + string(p.Status)
}

// accountAdvice is the message for the error that ended the work on an account.
func accountAdvice(err error) string {
	switch {
	case errors.Is(err, outcome.ErrInterrupted):
		return "advice-account.interrupted"
	case errors.Is(err, outcome.ErrSignIn):
		return "advice-account.signin"
	case errors.Is(err, outcome.ErrTryLater):
		return "advice-account.later"
	}
	return "advice-account.failed"
}

// adviser collects the advice for one account.
type adviser struct {
	*Vocabulary
	report  *outcome.Report
	account *outcome.AccountReport
	display bool
	out     []Advice
}

// add adds an advice, or another thing that it is about.
func (n *adviser) add(about, text string) {
	if text == "" {
		return
	}
	for i := range n.out {
		if n.out[i].Text != text {
			continue
		}
		if !slices.Contains(strings.Split(n.out[i].About, ", "), about) {
			n.out[i].About += ", " + about
		}
		return
	}
	n.out = append(n.out, Advice{About: about, Text: text})
}

// mark says of the last advice whether there is only something left to do.
func (n *adviser) mark(todo bool) {
	if todo && len(n.out) > 0 {
		n.out[len(n.out)-1].Todo = true
	}
}

// inRow says of the last advice whether it is one that Actions have, too.
func (n *adviser) inRow(yes bool) {
	if yes && len(n.out) > 0 {
		n.out[len(n.out)-1].Row = true
	}
}

// text is a message with its commands and addresses, "" if there is none. With a display
// it may be another one, which opens a window.
func (n *adviser) text(id, address string) string {
	if _, ok := n.Find(id + "-headed"); ok && n.display {
		id += "-headed"
	}
	if _, ok := n.Find(id); !ok {
		return ""
	}
	apply, again := "apply", n.report.Command
	if again == "undo" {
		again = undoAgain(n.account)
		apply = again
	}
	if n.report.DryRun && !n.report.Line.Writes {
		again += " --dry-run"
	}
	if address == "" {
		address = "https://app.plex.tv"
	}
	command := func(what string) string { return "`" + Command(n.report, n.account, what) + "`" }
	return n.Say(id, locale.Data{
		"Apply": command(apply), "Check": command("check"), "Again": command(again),
		"CheckHeaded": command("check --headed"), "AgainHeaded": command(again + " --headed"),
		"Login": "`plexpriv login" + profileFlag(n.account) + "`", "Page": address, "Issues": Issues,
	})
}
