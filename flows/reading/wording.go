package reading

import (
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// ShownFor is what the page shows for a control, in its own words.
func ShownFor(p *Part) string {
	if !p.Found {
		return ""
	}
	return outcome.Clip(outcome.MaskMails(p.Match.Said()), 80)
}

// HelpText is what a page says to explain a control.
func HelpText(s sight.Seen) string {
	return outcome.Clip(outcome.MaskMails(outcome.OneLine(s.Description)), 400)
}
