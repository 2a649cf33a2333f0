package journal

import "time"

// Format is the format that this package writes, and the newest that it reads.
const Format = 1

// Record is one line of a journal. Exactly one of the pointers is set, or none if a
// newer program wrote a kind that this one does not know.
type Record struct {
	N   int       `json:"n"`
	At  time.Time `json:"at"`
	Run string    `json:"run,omitempty"`

	Header   *Header   `json:"journal,omitempty"`
	Start    *Start    `json:"start,omitempty"`
	Snapshot *Snapshot `json:"snapshot,omitempty"`
	Intent   *Intent   `json:"intent,omitempty"`
	Outcome  *Outcome  `json:"outcome,omitempty"`
	Consent  *Consent  `json:"consent,omitempty"`
	End      *End      `json:"end,omitempty"`
}

// Header says whose journal it is and in which format.
type Header struct {
	Format  int    `json:"format"`
	Profile string `json:"profile"`
	// Account is the account's salted hash.
	Account string `json:"account"`
}

// Start is the start of a run.
type Start struct {
	// Command is "apply", "undo" or "check". A check changes nothing and records what
	// it read. Undoes is the run that an undo takes back.
	Command string `json:"command"`
	Undoes  string `json:"undoes,omitempty"`
	Level   string `json:"level,omitempty"`
	// Catalogue and Version are the versions of the catalogue and of the program.
	Catalogue string `json:"catalogue"`
	// Overridden are the pages of the catalogue that do not come with the program.
	Overridden []string `json:"overridden,omitempty"`
	Version    string   `json:"version"`
}

// Value is the value of one control, as it was read.
type Value struct {
	Setting string `json:"setting"`
	Control string `json:"control"`
	Value   string `json:"value"`
}

// Snapshot holds the values of all controls that a run could read.
type Snapshot struct {
	Values []Value `json:"values"`
}

// Intent is a change that is about to be made.
type Intent struct {
	Setting string `json:"setting"`
	Control string `json:"control"`
	// Before is empty where the control showed an unknown value.
	Before string `json:"before"`
	Wanted string `json:"wanted"`
}

// Outcome is what became of an intent.
type Outcome struct {
	Setting string `json:"setting"`
	Control string `json:"control"`
	Before  string `json:"before"`
	// After is empty where the control could not be read back.
	After string `json:"after"`
	// Result is a word of the reports: "verified", "reverted", "failed", …
	Result string `json:"result"`
	// Of is the run that wrote the intent, if that is an earlier run that was
	// interrupted.
	Of string `json:"of,omitempty"`
}

// Consent is what the person agreed to before a run.
type Consent struct {
	// Settings are the ids of settings that were agreed to one by one.
	Settings []string `json:"settings,omitempty"`
	// Account says that another adult of the Plex Home lets the Home's admin change
	// their account.
	Account bool `json:"own_account,omitempty"`
}

// End is the end of a run.
type End struct {
	How How `json:"how"`
}

// How says how a run ended.
type How string

// The ways in which a run ends. A run that was killed has no End.
const (
	Done        How = "done"
	Interrupted How = "interrupted"
	Failed      How = "failed"
)
