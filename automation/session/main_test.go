package session

import (
	"fmt"
	"os"
	"testing"
)

// childVar names what a restarted test binary is to do instead of testing.
const childVar = "PLEXPRIV_SESSION_TEST_CHILD"

// children are the programs that tests start as processes of their own, in order to
// kill them or to give them another environment.
var children = map[string]func() error{
	"save-to-full": saveToFullDisk,
}

func TestMain(m *testing.M) {
	if child, ok := children[os.Getenv(childVar)]; ok {
		if err := child(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}
