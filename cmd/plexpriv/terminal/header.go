package terminal

import "github.com/plexpriv/plexpriv/flows/outcome"

// Header is what every document of --json begins with. The exit code, which every document
// has too, is not in it, because it is the last key of them and a header would move it.
type Header struct {
	// Schema is raised when a reader of the old document would misread the new one.
	Schema  int    `json:"schema"`
	Command string `json:"command"`
}

// NewHeader is the header of a command's document.
func NewHeader(command string) Header { return Header{outcome.Schema, command} }
