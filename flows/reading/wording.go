package reading

import (
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// ShownFor returns the value of a control in the page's words.
func ShownFor(p *Part) string {
	if !p.Found {
		return ""
	}
	return outcome.Clip(outcome.MaskMails(p.Match.Said()), 80)
}

// HelpText returns the page's explanation of a control.
func HelpText(s sight.Seen) string {
	return outcome.Clip(outcome.MaskMails(outcome.OneLine(s.Description)), 400)
}
