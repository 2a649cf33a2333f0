package plexapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/plexpriv/plexpriv/flows/answer"
)

// mostList is how much of a list is read, in bytes. A device takes about half a kilobyte.
const mostList = 8 << 20

// errTooLarge says that an answer is larger than mostList. What was read of it is dropped:
// half a list must not pass for one.
var errTooLarge = errors.New("the answer is too large")

// Reader reads what Plex keeps for an account. It has no method that can change something.
type Reader struct {
	client          *Client
	token, clientID string
}

// NewReader returns what reads for an account.
func NewReader(c *Client, token, clientID string) Reader { return Reader{c, token, clientID} }

// Get sends a GET, and returns the answer whatever its status. what names the request in
// errors and in the log.
func (r Reader) Get(ctx context.Context, what, address string) (answer.Answer, error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return answer.Answer{}, fmt.Errorf("%s: %w", what, err)
	}
	q.Header.Set("Accept", "application/json")
	for name, value := range tokenHeaders(r.token, r.clientID) {
		q.Header.Set(name, value)
	}
	res, err := r.client.Do(what, q)
	if err != nil {
		return answer.Answer{}, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, mostList+1))
	if err == nil && len(body) > mostList {
		err = errTooLarge
	}
	if err != nil {
		return answer.Answer{}, r.client.failed(ctx, request{what: what}, err)
	}
	return answer.Answer{Host: q.URL.Host, Status: res.StatusCode, RetryAfter: res.Header.Get("Retry-After"), Body: body}, nil
}
