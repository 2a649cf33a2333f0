package run

import (
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows"
)

// progressSteps are what the steps of a page are called.
var progressSteps = map[flows.Step]string{
	flows.StepReading: "progress.reading", flows.StepRead: "progress.read", flows.StepSetting: "progress.setting",
	flows.StepSet: "progress.set", flows.StepProving: "progress.proving", flows.StepReadAgain: "progress.read-again",
}

// progressTitles are the names and words of the progress display in a language.
func progressTitles(v *presentation.Vocabulary) terminal.Titles {
	t := terminal.Titles{Words: terminal.ProgressWords{
		Starting: v.Say("progress.starting"),
		Steps:    map[flows.Step]string{},
		More:     func(pages int) string { return v.Count("progress.more", pages) },
		Grown: func(rows int, limit time.Duration) string {
			return v.Say("progress.grown", locale.Data{"Rows": rows, "Limit": limit.String()})
		},
	}}
	for step, id := range progressSteps {
		t.Words.Steps[step] = v.Say(id)
	}
	for _, id := range v.Catalogue().PageIDs() {
		t.Pages = append(t.Pages, terminal.PageTitle{ID: id, Title: v.Page(id)})
	}
	return t
}
