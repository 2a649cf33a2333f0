package plexapi

import (
	"context"
	"net/http"
	"net/url"

	"github.com/plexpriv/plexpriv/flows/answer"
)

// The addresses of what Plex keeps for an account (python-plexapi, myplex.py: OPTOUTS,
// VIEWSTATESYNC, MyPlexResource.key).
const (
	stateSyncURL = "https://plex.tv/api/v2/user/view_state_sync"
	// Without includeHttps the addresses of servers are those of plain http.
	resourcesURL = "https://plex.tv/api/v2/resources?includeHttps=1&includeRelay=1"
)

func optOutsURL(uuid string) string {
	return "https://plex.tv/api/v2/user/" + url.PathEscape(uuid) + "/settings/opt_outs"
}

// Account is who asks.
type Account struct{ Token, ClientID string }

// Accounts leads to what Plex keeps for accounts.
type Accounts struct{ client *Client }

// NewAccounts returns the way to it.
func NewAccounts(c *Client) Accounts { return Accounts{c} }

// ReadAs returns what reads for an account.
func (a Accounts) ReadAs(who Account) Reader { return NewReader(a.client, who.Token, who.ClientID) }

// read sends a GET, and returns the data in the answer. Another answer is an error.
func (r Reader) read(ctx context.Context, what, address, data string) (answer.Node, error) {
	return r.client.do(ctx, request{what, http.MethodGet, address, tokenHeaders(r.token, r.clientID), data})
}

// User reads whose the token is.
func (r Reader) User(ctx context.Context) (answer.Node, error) {
	return r.read(ctx, "ask who is signed in", userURL, "user")
}

// Resources reads which servers there are.
func (r Reader) Resources(ctx context.Context) (answer.Node, error) {
	return r.read(ctx, "ask for the account's servers", resourcesURL, "resources")
}

// OptOuts reads the online media sources of the account with that uuid.
func (r Reader) OptOuts(ctx context.Context, uuid string) (answer.Node, error) {
	return r.read(ctx, "ask for the online media sources", optOutsURL(uuid), "optOuts")
}

// StateSync reads whether the watch state is kept at Plex.
func (r Reader) StateSync(ctx context.Context) (answer.Node, error) {
	return r.read(ctx, "ask for the sync of the watch state", stateSyncURL, "viewStateSync")
}
