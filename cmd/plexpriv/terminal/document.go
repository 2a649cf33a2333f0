package terminal

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

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
