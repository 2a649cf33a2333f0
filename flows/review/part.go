package review

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/plexpriv/plexpriv/flows/answer"
)

// Getter sends a GET for the account under review. It can send nothing else. what names
// the request in its errors.
type Getter interface {
	Get(ctx context.Context, what, address string) (answer.Answer, error)
}

// Status says what became of a part.
type Status string

// The statuses.
const (
	OK Status = "ok"
	// SignedOut: Plex does not accept the token for this.
	SignedOut Status = "signed_out"
	// Refused: Plex does not give it to this account.
	Refused Status = "refused"
	// TryLater: too many requests, out of order, a firewall, or no answer.
	TryLater Status = "try_later"
	// Absent: there is nothing at the address.
	Absent Status = "absent"
	// NotUnderstood: the answer is none that is known.
	NotUnderstood Status = "not_understood"
)

// Part is one part of a review.
type Part struct {
	Status Status `json:"status"`
	// Detail is why the part could not be read.
	Detail string `json:"detail,omitempty"`
	// Address is where a person changes it.
	Address string `json:"url"`
}

// errNoList says that an answer is data, but none of what was asked for.
const errNoList = "Plex answers with something else than a list"

// list asks for a list, and returns its items, which are called item. names are what the
// list is called. If it could not be read, it says so in the part: an answer that is no
// list must not pass for an empty one.
func (p *Part) list(ctx context.Context, g Getter, what, address, item string, names ...string) ([]answer.Node, bool) {
	n, body, ok := p.get(ctx, g, what, address, names...)
	if !ok {
		return nil, false
	}
	items := n.Items(item)
	named := func(name string) bool { return bytes.Contains(body, []byte(`"`+name+`"`)) }
	json := n.Name == ""
	if json && len(items) == 0 && !bytes.HasPrefix(bytes.TrimSpace(body), []byte("[")) && !slices.ContainsFunc(names, named) {
		p.Status, p.Detail = NotUnderstood, errNoList
		return nil, false
	}
	return items, true
}

// get asks for one thing, and returns the data of the answer and the answer itself.
func (p *Part) get(ctx context.Context, g Getter, what, address string, names ...string) (answer.Node, []byte, bool) {
	a, err := g.Get(ctx, what, address)
	if err != nil {
		p.Status, p.Detail = TryLater, "no answer from Plex"
		if ctx.Err() != nil {
			p.Detail = "no answer from Plex in time"
		}
		return answer.Node{}, nil, false
	}
	if p.Status, p.Detail = judge(a); p.Status != OK {
		return answer.Node{}, nil, false
	}
	n, err := answer.Data(a.Body, names...)
	if err != nil {
		p.Status, p.Detail = NotUnderstood, err.Error()
		return answer.Node{}, nil, false
	}
	return n, a.Body, true
}

// judge says what an answer means for a part.
func judge(a answer.Answer) (Status, string) {
	said := fmt.Sprintf("Plex answers %d", a.Status)
	if code := a.Code(); code != "" {
		said += " (code " + code + ")"
	}
	switch a.Meaning() {
	case answer.Given:
		return OK, ""
	case answer.SignedOut:
		return SignedOut, said + ": it does not accept the session for this"
	case answer.Blocked:
		title, _ := answer.Page(a.Body)
		return TryLater, answer.Block(a.Host, a.Status, title)
	case answer.TooMany:
		return TryLater, said + ": too many requests"
	case answer.Down:
		return TryLater, said
	case answer.Absent:
		return Absent, said
	}
	if a.Status == http.StatusForbidden {
		return Refused, said + ": it does not give this to your account"
	}
	return Refused, said
}
