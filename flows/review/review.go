package review

import (
	"context"
	"sync"
	"time"
)

// Review is who and what has access to an account.
type Review struct {
	Devices   Devices   `json:"devices"`
	Webhooks  Webhooks  `json:"webhooks"`
	Linked    Linked    `json:"linked"`
	Shares    Shares    `json:"shares"`
	Home      Home      `json:"home"`
	Questions Questions `json:"questions"`
}

// limit is how long all of a review may take.
const limit = 30 * time.Second

// Of reads all parts at the same time, each once. clientID is the client identifier of the
// session that asks.
func Of(ctx context.Context, g Getter, clientID string) *Review {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	r := &Review{}
	var all sync.WaitGroup
	for _, read := range []func(){
		func() { r.Devices = devices(ctx, g, clientID) },
		func() { r.Webhooks = webhooks(ctx, g) },
		func() { r.Shares = shares(ctx, g) },
		func() { r.Home = home(ctx, g) },
		func() { r.Linked, r.Questions = account(ctx, g) },
	} {
		all.Go(read)
	}
	all.Wait()
	return r
}

// Parts are all parts, in the order in which they are shown.
func (r *Review) Parts() []Part {
	return []Part{r.Devices.Part, r.Webhooks.Part, r.Linked.Part, r.Shares.Part, r.Home.Part, r.Questions.Part}
}

// WithoutNames removes what people have called themselves, their devices, their servers
// and their libraries.
func (r *Review) WithoutNames() {
	for i := range r.Devices.Items {
		r.Devices.Items[i].Name = ""
	}
	for i := range r.Shares.Items {
		s := &r.Shares.Items[i]
		s.With, s.Server, s.Libraries = "", "", nil
	}
	for i := range r.Home.Items {
		r.Home.Items[i].Name = ""
	}
}
