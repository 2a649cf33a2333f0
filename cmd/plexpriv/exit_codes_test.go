package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// The topic is prose; the list must not drift away from it.
func TestExitCodesTopicListsEveryCode(t *testing.T) {
	s := newStage(t)
	s.run("help", "exit-codes")
	for _, e := range exit.Meanings {
		if !strings.Contains(s.out.String(), fmt.Sprintf("\n  %-4d ", e.Code)) {
			t.Errorf("code %d is not in the topic", e.Code)
		}
	}
}
