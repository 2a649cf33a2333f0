package terminal

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Header is what every document begins with.
type Header struct {
	// Schema is raised when a reader of the old document would misread the new one.
	Schema  int    `json:"schema"`
	Command string `json:"command"`
}

// NewHeader is that of a command's document.
func NewHeader(command string) Header { return Header{outcome.Schema, command} }

// PrintJSON prints a document as one write.
func (t *Terminal) PrintJSON(document any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(document); err != nil {
		fmt.Fprintf(t.Stderr, "plexpriv: encode the report: %v\n", err)
		return
	}
	t.Stdout.Write(b.Bytes())
}

// Complain prints an error and the advice for it.
func (t *Terminal) Complain(err error) {
	fmt.Fprintf(t.Stderr, "plexpriv: %v\n", err)
	for _, line := range exit.Hints(t.GOOS, err) {
		fmt.Fprintf(t.Stderr, "hint: %s\n", line)
	}
}
