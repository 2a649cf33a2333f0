package presentation

import (
	"slices"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// action is what a person can do about a setting or a page that is not as wanted.
type action int

const (
	nothing action = iota
	again
	watch // again, and in a window where there is a display
	look
	report
)

// pageAction is what to do about a page. A page that has moved and a session that has
// ended have advice of their own, and so has a server.
func pageAction(p outcome.PageReport) action {
	switch {
	case p.OwnServer:
		return nothing
	case p.Status == outcome.PageChanged:
		return report
	case p.Status == outcome.PageBlocked:
		return watch
	case p.Status == outcome.PageUnreachable:
		return again
	}
	return nothing
}

// settingAction is what to do about a setting whose page could be read.
func settingAction(r outcome.Result) action {
	switch r {
	case outcome.Reverted, outcome.Failed:
		return again
	case outcome.Unverified:
		return look
	case outcome.NotFound, outcome.Ambiguous:
		return report
	}
	return nothing
}

// Actions are what a person can do about everything that is not as wanted, each of them
// once: commands, with what they are for, and whether something should be reported.
func Actions(v *Vocabulary, r *outcome.Report, a *outcome.AccountReport, display bool) (commands []string, toReport bool) {
	var all []action
	shutPages := map[string]bool{}
	for _, p := range a.Pages {
		do := pageAction(p)
		shutPages[p.ID] = do != nothing
		all = append(all, do)
	}
	for _, s := range a.Settings {
		if !shutPages[s.Page] || s.Result.Written() {
			all = append(all, settingAction(s.Result))
		}
	}
	retry := r.Command
	if r.DryRun && !r.Line.Writes {
		retry += " --dry-run"
	}
	add := func(id, what string) {
		commands = append(commands, v.Say(id, locale.Data{"Command": Command(r, a, what)}))
	}
	switch {
	case display && slices.Contains(all, watch):
		add("next.watch", retry+" --headed")
	case slices.Contains(all, watch), slices.Contains(all, again):
		add("next.again", retry)
	}
	if slices.Contains(all, look) {
		add("next.look", "check")
	}
	return commands, slices.Contains(all, report)
}
