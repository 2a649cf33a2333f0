package review

import (
	"context"
	"net/url"
)

// What Plex lists, and where a person changes it. The page is linked by many programs that
// take webhooks.
const (
	webhooksURL  = "https://plex.tv/api/v2/user/webhooks"
	webhooksPage = "https://app.plex.tv/desktop/#!/settings/webhooks"
)

// Webhooks are the addresses that Plex tells what is played.
type Webhooks struct {
	Part
	Items []Webhook `json:"items"`
}

// Webhook is one of them. Its path may hold a password, so only the host is kept.
type Webhook struct {
	Host string `json:"host"`
	// Encrypted says that the address begins with https.
	Encrypted bool `json:"encrypted"`
}

func webhooks(ctx context.Context, g Getter) Webhooks {
	w := Webhooks{Part: Part{Address: webhooksPage}, Items: []Webhook{}}
	items, _ := w.list(ctx, g, "list the webhooks", webhooksURL, "webhook", "webhooks", "MediaContainer")
	for _, x := range items {
		host := "an address that cannot be read"
		u, err := url.Parse(x.Word("url"))
		if err == nil && u.Hostname() != "" {
			host = shown(u.Hostname())
		}
		w.Items = append(w.Items, Webhook{Host: host, Encrypted: err == nil && u.Scheme == "https"})
	}
	return w
}
