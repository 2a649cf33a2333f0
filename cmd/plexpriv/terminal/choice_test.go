package terminal

import "testing"

func TestNumbersToLeaveOut(t *testing.T) {
	if out, wrong := leaveOut(" 2, 3 5\r", 5); wrong != "" || len(out) != 3 || !out[2] || !out[3] || !out[5] {
		t.Errorf("the numbers 2, 3 and 5 were read as %v, %q", out, wrong)
	}
	for _, line := range []string{"0", "6", "-1", "2-3", "all"} {
		if _, wrong := leaveOut(line, 5); wrong == "" {
			t.Errorf("%q was accepted as numbers from 1 to 5", line)
		}
	}
}
