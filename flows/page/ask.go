package page

import (
	"context"
	"net/url"

	"github.com/plexpriv/plexpriv/flows/answer"
)

// Ask asks an address of Plex's API through a site.
func Ask(ctx context.Context, site Site, address string, headers map[string]string) (answer.Answer, error) {
	u, err := url.Parse(address)
	if err != nil {
		return answer.Answer{}, err
	}
	f, err := site.Get(ctx, address, headers)
	return answer.Answer{Host: u.Host, Status: f.Status, RetryAfter: f.RetryAfter, Body: []byte(f.Body)}, err
}
