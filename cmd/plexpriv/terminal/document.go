package terminal

import (
	"bytes"
	"encoding/json"
	"fmt"
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
