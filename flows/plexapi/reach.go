package plexapi

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// Answer is what a host says when nothing is asked of it.
type Answer struct {
	Status int
	// Date is the host's clock, to the second; zero if it did not say.
	Date time.Time
}

// Reach finds out whether a host of Plex answers, and can prove who it is. Any
// answer will do: a redirect is not followed, a refusal is one too.
func (c *Client) Reach(ctx context.Context, host string) (Answer, error) {
	q := request{what: "reach " + host}
	r, err := http.NewRequestWithContext(ctx, http.MethodHead, "https://"+host+"/", nil)
	if err != nil {
		return Answer{}, fmt.Errorf("%s: %w", q.what, err)
	}
	answer, err := c.http.Transport.RoundTrip(r)
	if err != nil {
		return Answer{}, c.failed(ctx, q, err)
	}
	defer answer.Body.Close()
	c.log.Debug("asked Plex", "what", q.what, "status", answer.StatusCode)
	date, err := http.ParseTime(answer.Header.Get("Date"))
	if err != nil {
		date = time.Time{} // a clock that cannot be read is none
	}
	return Answer{Status: answer.StatusCode, Date: date}, nil
}
