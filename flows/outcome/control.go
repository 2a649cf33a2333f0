package outcome

import "time"

// ControlReport is one control of a setting, in the words of the page too.
type ControlReport struct {
	ID string `json:"id"`
	// Label is its name on the page, and Help the text that explains it there;
	// both empty where it was not found.
	Label  string `json:"label"`
	Help   string `json:"help,omitempty"`
	Before string `json:"before"`
	After  string `json:"after"`
	// ShownBefore and ShownAfter are what the page showed for the two.
	ShownBefore string `json:"shown_before"`
	ShownAfter  string `json:"shown_after"`
	Result      Result `json:"result"`
	Detail      string `json:"detail"`
	// API is what Plex's own API said of a value that was read back: "agrees" or
	// "denies"; empty where it does not know the setting, or was not asked.
	API Witness `json:"api,omitempty"`
}

// Witness is the word of Plex's API on a value.
type Witness string

// The answers of the API. They are part of the JSON contract.
const (
	Agrees Witness = "agrees"
	Denies Witness = "denies"
)

// Picture is a PNG of a setting's controls, with names and email addresses painted
// over.
type Picture struct {
	PNG           []byte
	Width, Height int
	// Shown is how many of the controls are on it, Of how many there are.
	Shown, Of int
}

// LastKnown is a value that an earlier run recorded.
type LastKnown struct {
	Value string `json:"value"`
	// Time is when it was last recorded.
	Time time.Time `json:"time"`
}
