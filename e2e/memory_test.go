//go:build linux

package e2e

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// mostMemory is the most that plexpriv itself may take, in MB, whatever a page does.
const mostMemory = 400

// footprint measures the memory of a plexpriv and of its browser while they run.
type footprint struct {
	stop         chan struct{}
	all          sync.WaitGroup
	own, browser int
}

// weigh begins to measure.
func weigh(p *process) *footprint {
	s := &footprint{stop: make(chan struct{})}
	s.all.Go(func() {
		tick := time.NewTicker(250 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-s.stop:
				return
			case <-tick.C:
				s.own = max(s.own, memoryOf(p.cmd.Process.Pid, "VmHWM"))
				sum := 0
				for _, pid := range p.descendants() {
					sum += memoryOf(pid, "RssAnon")
				}
				s.browser = max(s.browser, sum)
			}
		}
	})
	return s
}

// peaks ends the measuring. It returns the most that plexpriv took, and the most that all
// processes of its browser took together without what they share, in MB.
func (s *footprint) peaks() (own, browser int) {
	close(s.stop)
	s.all.Wait()
	return s.own, s.browser
}

// memoryOf reads a field of /proc/PID/status, in MB.
func memoryOf(pid int, field string) int {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		name, rest, _ := strings.Cut(line, ":")
		if words := strings.Fields(rest); name == field && len(words) > 0 {
			kb, _ := strconv.Atoi(words[0])
			return kb >> 10
		}
	}
	return 0
}
