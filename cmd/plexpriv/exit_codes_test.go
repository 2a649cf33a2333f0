package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// The help topic is written by hand, so it could miss a code.
func TestExitCodesTopicListsEveryCode(t *testing.T) {
	s := newFakeWorld(t)
	s.run("help", "exit-codes")
	for _, code := range exit.Codes {
		if !strings.Contains(s.out.String(), fmt.Sprintf("\n  %-4d ", code)) {
			t.Errorf("code %d is not in the topic", code)
		}
	}
}
