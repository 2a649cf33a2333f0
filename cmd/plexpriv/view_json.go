package main

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// printJSON prints a document as one write.
func (t *Terminal) printJSON(document any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(document); err != nil {
		fmt.Fprintf(t.stderr, "plexpriv: encode the report: %v\n", err)
		return
	}
	t.stdout.Write(b.Bytes())
}
