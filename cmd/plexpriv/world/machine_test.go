package world

import "testing"

func TestProcessorTimes(t *testing.T) {
	const stat = "cpu  100 10 50 700 40 5 5 90 77 7\ncpu0 1 1 1 1 1 1 1 1 1 1\n"
	before, now := Machine{Time: 500, Idle: 500}, Machine{}
	now.Time, now.Idle = processorTimes(stat)
	if now.Time != 1000 || now.Idle != 740 {
		t.Errorf("%g, of which idle %g; want 1000 and 740", now.Time, now.Idle)
	}
	if got := now.IdleSince(before); got != 0.48 {
		t.Errorf("idle share %g, want 0.48", got)
	}
	if got := before.IdleSince(before); got != 0 {
		t.Errorf("idle share of no time %g, want 0", got)
	}
	for _, bad := range []string{"", "cpu 1 2 3", "cpu0 1 1 1 1 1 1 1 1 1 1", "cpu 1 1 1 x 1 1 1 1 1 1"} {
		if all, idle := processorTimes(bad); all != 0 || idle != 0 {
			t.Errorf("%q gives %g and %g", bad, all, idle)
		}
	}
}
