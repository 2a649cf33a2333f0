package run

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// A machine whose processors have nothing to do gets more accounts, and no more than six. One
// that is at work, or does not tell, keeps to what it has.
func TestPlacesGrowWithTimeToSpare(t *testing.T) {
	for _, c := range []struct {
		name string
		// idle is how much of each second of the processors is nobody's.
		idle   float64
		silent bool
		want   int
	}{
		{"time to spare", 0.5, false, 6},
		{"at work", 0.2, false, 4},
		{"does not tell", 1, true, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				p := newPlaces(4, 20).growing(func() world.Machine {
					now := 100 * time.Since(began).Seconds()
					if c.silent {
						return world.Machine{}
					}
					return world.Machine{Time: now, Idle: c.idle * now}
				})
				taken := 0
				over := make(chan struct{})
				go func() {
					defer close(over)
					for range 20 {
						p.take()
						taken++
					}
				}()
				time.Sleep(time.Minute)
				synctest.Wait()
				if taken != c.want {
					t.Errorf("%d accounts at a time, want %d", taken, c.want)
				}
				for range 20 {
					p.leave()
				}
				<-over
			})
		})
	}
}

// A number that somebody gave stays as it is, and a place that was left is taken by the next.
func TestPlacesByNumber(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPlaces(2, 3)
		p.take()
		p.take()
		third := false
		go func() { p.take(); third = true }()
		time.Sleep(time.Minute)
		synctest.Wait()
		if third {
			t.Error("a third account began beside two")
		}
		p.leave()
		synctest.Wait()
		if !third {
			t.Error("the place that was left is not taken")
		}
	})
}
