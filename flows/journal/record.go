package journal

import "time"

// Format is the format this package writes, and the newest it reads.
const Format = 1

// Record is one line of a journal. Exactly one of the pointers is set; none is
// where a newer program wrote something that this one does not know.
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

// Header says whose journal it is and how to read it.
type Header struct {
	Format  int    `json:"format"`
	Profile string `json:"profile"`
	// Account is the account's salted hash.
	Account string `json:"account"`
}

// Start is the beginning of a run.
type Start struct {
	// Command is "apply" or "undo", or "check", which changes nothing and records
	// what it has seen; Undoes is the run that an undo takes back.
	Command string `json:"command"`
	Undoes  string `json:"undoes,omitempty"`
	Level   string `json:"level,omitempty"`
	// Catalogue and Version are those of the data and of the program.
	Catalogue string `json:"catalogue"`
	// Overridden are the pages of the catalogue that did not come with the program.
	Overridden []string `json:"overridden,omitempty"`
	Version    string   `json:"version"`
}

// Value is what one control was read to mean.
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
	// Before is empty where the control showed a value that nobody knows.
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
	// Of names the run of the intent where that is an earlier one, which was
	// interrupted.
	Of string `json:"of,omitempty"`
}

// Consent is what the person agreed to before a run.
type Consent struct {
	// Settings are agreed to one by one, by id.
	Settings []string `json:"settings,omitempty"`
	// Account says that the account's owner, another adult of the Plex Home, lets
	// the Home's admin act for them.
	Account bool `json:"own_account,omitempty"`
}

// End is the end of a run.
type End struct {
	How How `json:"how"`
}

// How says how a run ended.
type How string

// The ways in which a run ends. One that was killed has no end.
const (
	Done        How = "done"
	Interrupted How = "interrupted"
	Failed      How = "failed"
)
