package automation

import (
	"slices"
	"sync"

	"github.com/chromedp/cdproto/cdp"
)

// contexts is a set of browser context ids. A nil set is empty, and adding to it does
// nothing. The ids are random, so those of several browsers never collide.
type contexts struct {
	mu  sync.Mutex
	ids []cdp.BrowserContextID
	// all also gets every id that is added here, and never loses one: ids are not
	// reused.
	all *contexts
}

func (c *contexts) add(id cdp.BrowserContextID) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ids = append(c.ids, id)
	c.all.add(id)
}

func (c *contexts) remove(id cdp.BrowserContextID) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ids = slices.DeleteFunc(c.ids, func(have cdp.BrowserContextID) bool { return have == id })
}

func (c *contexts) has(id cdp.BrowserContextID) bool {
	if c == nil {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Contains(c.ids, id)
}

func (c *contexts) list() []cdp.BrowserContextID {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.ids)
}
