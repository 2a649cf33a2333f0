package ui

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"sync"
)

// keyHeader carries the key of the page. It is a header and not a cookie, because cookies
// of 127.0.0.1 are sent to the programs on all its ports, those of other people too.
const keyHeader = "Plexpriv-Key"

// keyring has the two secrets of a page. The token stands in the address, behind the #,
// where it is sent to nobody. It is good for one exchange. The page gets the key for it
// and keeps it as long as its tab lives.
type keyring struct {
	mu    sync.Mutex
	token string
	key   string
	// used is closed when the token was exchanged.
	used chan struct{}
}

func newKeyring() *keyring {
	return &keyring{token: rand.Text(), used: make(chan struct{})}
}

// exchange gives the key for the token, the first time.
func (k *keyring) exchange(token string) (key string, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.key != "" || !same(token, k.token) {
		return "", false
	}
	k.key = rand.Text()
	close(k.used)
	return k.key, true
}

// opens reports whether a request has the key.
func (k *keyring) opens(r *http.Request) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.key != "" && same(r.Header.Get(keyHeader), k.key)
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
