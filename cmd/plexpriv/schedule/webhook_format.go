package schedule

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Format is the form in which a webhook wants a message.
type Format string

// The formats. JSON is plexpriv's own document; the others are those of services.
const (
	JSON    Format = "json"
	Discord Format = "discord"
	Ntfy    Format = "ntfy"
	Gotify  Format = "gotify"
	Apprise Format = "apprise"
)

// Formats are all formats.
var Formats = []Format{JSON, Discord, Ntfy, Gotify, Apprise}

// FormatOf is the format that the service at an address wants. Addresses of a service that
// people run themselves are recognized by the path that its API has.
func FormatOf(u *url.URL) Format {
	host := strings.ToLower(u.Hostname())
	switch {
	case slices.Contains([]string{"discord.com", "discordapp.com", "ptb.discord.com", "canary.discord.com"}, host) && strings.HasPrefix(u.Path, "/api/"):
		return Discord
	case host == "ntfy.sh":
		return Ntfy
	case strings.HasSuffix(u.Path, "/message") && u.Query().Has("token"):
		return Gotify
	case strings.Contains(u.Path+"/", "/notify/"):
		return Apprise
	}
	return JSON
}

const title = "plexpriv"

// body is a message in a format, with the headers that go with it.
func (f Format) body(m *Message) (text []byte, headers map[string]string, err error) {
	var document any = m
	switch f {
	case Ntfy:
		// https://docs.ntfy.sh/publish: the text is the body.
		return []byte(m.Text), map[string]string{"Content-Type": "text/plain; charset=utf-8", "Title": title, "Tags": m.Event}, nil
	case Discord:
		// Without allowed_mentions a text could ring everybody in the channel.
		document = map[string]any{"username": title, "content": m.Text, "allowed_mentions": map[string]any{"parse": []string{}}}
	case Gotify:
		const normal = 5
		document = map[string]any{"title": title, "message": m.Text, "priority": normal}
	case Apprise:
		document = map[string]any{"title": title, "body": m.Text, "type": appriseType(m.Event), "format": "text"}
	}
	if text, err = json.Marshal(document); err != nil {
		return nil, nil, fmt.Errorf("write the message: %w", err)
	}
	return text, map[string]string{"Content-Type": "application/json"}, nil
}

// appriseType is the kind of notification, of which Apprise knows info, success, warning
// and failure.
func appriseType(event string) string {
	switch event {
	case EventFixed:
		return "success"
	case EventTrouble, EventSignIn:
		return "failure"
	}
	return "warning"
}
