package run

import (
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

const (
	// placesForEach is how many accounts for each processor are worked on at a time,
	// because an account spends most of its time waiting (docs/dev/performance.md). No more
	// than mostPlaces are at first, and no more than mostSpare when there is time to spare.
	placesForEach = 2
	mostPlaces    = 4
	mostSpare     = 6
	// spareEvery is how often it is asked whether there is time to spare, and spareShare how
	// much of the processors' time must have been nobody's since.
	spareEvery = time.Second
	spareShare = 0.25
)

// places are how many accounts may be worked on at a time. There are more later if the
// processors have time to spare: how much an account takes depends on the machine.
type places struct {
	machine func() world.Machine
	// before is the machine when it was looked at last.
	before world.Machine
	// taken are in use, of number; there may be most.
	taken, number, most int
	// ended gets one for each account that is done.
	ended chan struct{}
}

// newPlaces returns a number of places that stays as it is.
func newPlaces(number, accounts int) *places {
	return &places{number: number, most: number, ended: make(chan struct{}, accounts)}
}

// growing lets the number of places grow while the machine has time to spare.
func (p *places) growing(machine func() world.Machine) *places {
	p.most, p.machine, p.before = max(p.number, mostSpare), machine, machine()
	return p
}

// take waits for a place and takes it. Only one goroutine may wait.
func (p *places) take() {
	tick := time.NewTicker(spareEvery)
	defer tick.Stop()
	for p.taken >= p.number {
		select {
		case <-p.ended:
			p.taken--
		case <-tick.C:
			p.grow()
		}
	}
	p.taken++
}

// grow adds a place if the processors have had time to spare.
func (p *places) grow() {
	if p.number == p.most {
		return
	}
	now := p.machine()
	if now.IdleSince(p.before) >= spareShare {
		p.number++
	}
	p.before = now
}

// leave gives a place back.
func (p *places) leave() { p.ended <- struct{}{} }
