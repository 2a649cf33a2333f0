package automation

import (
	"hash/maphash"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/network"
)

// received are the cookies that responses have set. The browser does not say of a cookie
// whether a server or a script gave it the value that it has. Only fingerprints are kept,
// no values: they tell that a response set exactly this one, and nothing else.
type received struct {
	seed maphash.Seed

	mu sync.Mutex
	// at is when a response last set a cookie, by fingerprint. older are those before that:
	// what is kept is bounded, and the oldest are forgotten.
	at, older map[uint64]time.Time
}

// receivedKept is how many cookies of responses are kept at least.
const receivedKept = 10_000

func newReceived() *received {
	return &received{seed: maphash.MakeSeed(), at: map[uint64]time.Time{}}
}

// note runs in the loop that reads the browser's messages.
func (r *received) note(ev any) {
	answer, ok := ev.(*network.EventResponseReceivedExtraInfo)
	if !ok {
		return
	}
	for name, raw := range answer.Headers {
		lines, isText := raw.(string)
		if !isText || !strings.EqualFold(name, "set-cookie") {
			continue
		}
		for line := range strings.SplitSeq(lines, "\n") {
			if !refused(answer, line) {
				r.add(line)
			}
		}
	}
}

// refused says whether the browser did not store a cookie that a response wanted to set.
func refused(answer *network.EventResponseReceivedExtraInfo, line string) bool {
	return slices.ContainsFunc(answer.BlockedCookies, func(b *network.BlockedSetCookieWithReason) bool {
		return b != nil && strings.TrimSpace(b.CookieLine) == strings.TrimSpace(line)
	})
}

// add notes one line of Set-Cookie. Without "=", all of it is a value without a name.
func (r *received) add(line string) {
	pair, _, _ := strings.Cut(line, ";")
	name, value, named := strings.Cut(pair, "=")
	if !named {
		name, value = "", pair
	}
	key := r.fingerprint(sentText(name), sentText(value))
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.at) >= receivedKept {
		r.at, r.older = map[uint64]time.Time{}, r.at
	}
	r.at[key] = time.Now()
}

// sentText is a part of a header as the server sent it. The browser reports each byte of a
// header as a letter, and the text of a cookie as what its bytes mean (Chromium 156).
func sentText(reported string) string {
	var sent []byte
	for _, letter := range reported {
		if letter > 0xff {
			sent = []byte(reported)
			break
		}
		sent = append(sent, byte(letter))
	}
	return strings.Trim(string(sent), " \t\r")
}

func (r *received) fingerprint(name, value string) uint64 {
	return maphash.Comparable(r.seed, [2]string{name, value})
}

// has says whether a response has set a cookie to the value that it has, since a moment.
func (r *received) has(c Cookie, since time.Time) bool {
	key := r.fingerprint(c.Name, c.Value)
	r.mu.Lock()
	defer r.mu.Unlock()
	at, ok := r.at[key]
	if !ok {
		at, ok = r.older[key]
	}
	return ok && !at.Before(since)
}
