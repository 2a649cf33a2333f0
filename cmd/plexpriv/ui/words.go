package ui

import (
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/flows"
)

// fixed are the texts of the page that nothing is filled into, by their names in the
// templates.
var fixed = map[string]string{
	"about": "ui.about", "account": "ui.account", "again": "ui.look-again", "all": "ui.all", "back": "ui.cancel",
	"change": "ui.make-private", "gone": "ui.gone", "history": "ui.history", "key": "ui.no-key",
	"level": "ui.level", "more": "ui.more", "next": "ui.next", "none": "ui.none", "nothing": "ui.no-history",
	"notes": "ui.notes", "pick": "ui.pick", "options": "ui.options", "script": "ui.no-script", "selected": "ui.selected",
	"signin": "ui.sign-in", "signinLink": "ui.sign-in-link", "signinWhy": "ui.sign-in-why",
	"starting": "ui.starting", "stop": "ui.stop", "stopping": "ui.stopping",
	"undo": "ui.undo", "redo": "ui.redo", "undoWhat": "ui.undo-what", "redoWhat": "ui.redo-what", "undoYes": "ui.undo-yes", "redoYes": "ui.redo-yes",
	"weekly": "ui.weekly",
}

// titles are the headings of the stages that have one of their own.
var titles = map[stage]string{
	opening: "ui.starting", atSignIn: "ui.title-sign-in", inviting: "ui.title-sign-in", looking: "ui.title-looking",
	changing: "ui.title-changing", undoing: "ui.title-undoing", failed: "ui.title-failed",
}

// stepWords are what a row shows while its page is worked on.
var stepWords = map[flows.Step]string{
	flows.StepReading: "ui.step-reading", flows.StepRead: "ui.step-read", flows.StepSetting: "ui.step-setting",
	flows.StepSet: "ui.step-set", flows.StepProving: "ui.step-proving", flows.StepReadAgain: "ui.step-read-again",
}

// levelWords are what the levels are called.
var levelWords = map[string]string{"minimal": "ui.level-minimal", "recommended": "ui.level-recommended", "strict": "ui.level-strict"}

// endings are the last words of the page.
var endings = map[ending]string{tabClosed: "ui.over-closed", idle: "ui.over-idle", stopped: "ui.over-stopped"}

// words are the texts of the page in a language.
func words(v *presentation.Vocabulary) map[string]string {
	out := map[string]string{}
	for name, id := range fixed {
		out[name] = v.Say(id)
	}
	return out
}
