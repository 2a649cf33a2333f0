package automation

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"testing"
)

// children are the roles in which a test starts this binary again.
var children = map[string]func(args []string) int{
	"launch": childLaunch,
}

const childRole = "AUTOMATION_TEST_ROLE"

// childProcess runs the role that this binary was started in, if any.
func childProcess() (code int, ok bool) {
	role, ok := children[os.Getenv(childRole)]
	if !ok {
		return 0, false
	}
	return role(os.Args[1:]), true
}

// startChild starts this binary in a role. told waits for one line of JSON and returns
// the text in it; empty if the child has ended.
func startChild(t *testing.T, role string, args ...string) (cmd *exec.Cmd, told func() string) {
	t.Helper()
	cmd = exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), childRole+"="+role)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd, func() string {
		var text string
		line, _ := bufio.NewReader(out).ReadBytes('\n')
		_ = json.Unmarshal(line, &text)
		return text
	}
}
