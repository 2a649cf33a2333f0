package plexapi

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
)

// AccountWriter sets two things for an account, and can do nothing else.
type AccountWriter struct {
	client *Client
	who    Account
}

// WriteAs returns what writes for an account.
func (a Accounts) WriteAs(who Account) AccountWriter { return AccountWriter{a.client, who} }

// SetOptOut sets an online media source to one of Plex's words for it (python-plexapi,
// myplex.py: AccountOptOut).
func (w AccountWriter) SetOptOut(ctx context.Context, uuid, key, value string) error {
	return w.send(ctx, "set an online media source", http.MethodPost, optOutsURL(uuid), url.Values{"key": {key}, "value": {value}})
}

// SetStateSync sets whether the watch state is kept at Plex.
func (w AccountWriter) SetStateSync(ctx context.Context, consent bool) error {
	return w.send(ctx, "set the sync of the watch state", http.MethodPut, stateSyncURL, url.Values{"consent": {strconv.FormatBool(consent)}})
}

func (w AccountWriter) send(ctx context.Context, what, method, address string, values url.Values) error {
	_, err := w.client.do(ctx, request{what, method, address + "?" + values.Encode(), tokenHeaders(w.who.Token, w.who.ClientID), ""})
	return err
}
