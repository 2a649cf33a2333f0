package ui

import (
	"testing"
	"testing/synctest"
	"time"
)

// over reports why a page is over; "" if it is not.
func (l *lifeline) ended() ending {
	synctest.Wait()
	select {
	case why := <-l.over:
		return why
	default:
		return ""
	}
}

func inTime(t *testing.T, test func(t *testing.T, l *lifeline)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l := newLifeline()
		defer l.stop()
		test(t, l)
	})
}

func TestPageIsOverWithItsTab(t *testing.T) {
	inTime(t, func(t *testing.T, l *lifeline) {
		leave := l.arrive()
		time.Sleep(time.Minute)
		if why := l.ended(); why != "" {
			t.Fatalf("over (%s) with the tab open", why)
		}
		leave()
		leave()
		time.Sleep(reloadLimit - time.Second)
		if why := l.ended(); why != "" {
			t.Fatalf("over (%s) before the tab could come back", why)
		}
		time.Sleep(time.Second)
		if why := l.ended(); why != tabClosed {
			t.Fatalf("with the tab closed: %q", why)
		}
	})
}

func TestReloadDoesNotEndThePage(t *testing.T) {
	inTime(t, func(t *testing.T, l *lifeline) {
		for range 5 {
			leave := l.arrive()
			time.Sleep(time.Second)
			leave()
			time.Sleep(reloadLimit - time.Second)
		}
		defer l.arrive()()
		time.Sleep(time.Minute)
		if why := l.ended(); why != "" {
			t.Fatalf("over: %s", why)
		}
	})
}

func TestOneOfTwoTabsKeepsThePage(t *testing.T) {
	inTime(t, func(t *testing.T, l *lifeline) {
		first := l.arrive()
		defer l.arrive()()
		first()
		time.Sleep(time.Minute)
		if why := l.ended(); why != "" {
			t.Fatalf("over: %s", why)
		}
	})
}

func TestIdlePageIsOver(t *testing.T) {
	inTime(t, func(t *testing.T, l *lifeline) {
		defer l.arrive()()
		time.Sleep(idleLimit - time.Second)
		l.touch()
		time.Sleep(idleLimit - time.Second)
		if why := l.ended(); why != "" {
			t.Fatalf("over (%s) although somebody did something", why)
		}
		time.Sleep(time.Second)
		if why := l.ended(); why != idle {
			t.Fatalf("after ten minutes: %q", why)
		}
	})
}

func TestPageThatNobodyOpensIsOver(t *testing.T) {
	inTime(t, func(t *testing.T, l *lifeline) {
		time.Sleep(idleLimit)
		if why := l.ended(); why != idle {
			t.Fatalf("after ten minutes: %q", why)
		}
	})
}

func TestWorkIsNotIdle(t *testing.T) {
	inTime(t, func(t *testing.T, l *lifeline) {
		defer l.arrive()()
		rest := l.work()
		l.touch()
		time.Sleep(3 * idleLimit)
		if why := l.ended(); why != "" {
			t.Fatalf("over (%s) while there was work", why)
		}
		rest()
		time.Sleep(idleLimit)
		if why := l.ended(); why != idle {
			t.Fatalf("ten minutes after the work: %q", why)
		}
	})
}
