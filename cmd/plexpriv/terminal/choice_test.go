package terminal

import "testing"

func TestLeaveOut(t *testing.T) {
	if out, err := leaveOut(" 2, 3 5\r", 5); err != nil || len(out) != 3 || !out[2] || !out[3] || !out[5] {
		t.Errorf("%v, %v", out, err)
	}
	for _, line := range []string{"0", "6", "-1", "2-3", "all"} {
		if _, err := leaveOut(line, 5); err == nil {
			t.Errorf("%q was taken", line)
		}
	}
}
