package presentation

import "github.com/plexpriv/plexpriv/flows/outcome"

// Tone is the color in which something is shown. The text next to it says the same, for
// readers who cannot see the color.
type Tone outcome.Tone

// The tones.
const (
	Good  = Tone(outcome.Good)
	Todo  = Tone(outcome.Todo)
	Bad   = Tone(outcome.Bad)
	Quiet = Tone(outcome.Quiet)
)

// Mark is a symbol for the tone, for print and for readers who cannot see the color.
func (t Tone) Mark() string {
	switch t {
	case Good:
		return "✓"
	case Todo:
		return "→"
	case Bad:
		return "!"
	}
	return "–"
}
