package schedule

import (
	"encoding/json"
	"net/url"
	"testing"
)

func TestFormatIsRecognizedFromTheAddress(t *testing.T) {
	for address, want := range map[string]Format{
		"https://discord.com/api/webhooks/1/abc":       Discord,
		"https://discord.com.evil.example/api/webhook": JSON,
		"https://ntfy.sh/my-topic":                     Ntfy,
		"https://push.example/message?token=A1":        Gotify,
		"https://push.example/message":                 JSON,
		"https://apprise.example/notify/my-key":        Apprise,
		"https://apprise.example/notify/":              Apprise,
		"https://hook.example/x":                       JSON,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := FormatOf(u); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}

// What the services document as their smallest message.
func TestBodiesAreThoseOfTheServices(t *testing.T) {
	m := &Message{Event: EventDrift, Text: "1 setting @everyone", Settings: []string{}}
	for format, want := range map[Format]string{
		Discord: `{"allowed_mentions":{"parse":[]},"content":"1 setting @everyone","username":"plexpriv"}`,
		Gotify:  `{"message":"1 setting @everyone","priority":5,"title":"plexpriv"}`,
		Apprise: `{"body":"1 setting @everyone","format":"text","title":"plexpriv","type":"warning"}`,
		Ntfy:    `1 setting @everyone`,
	} {
		text, headers, err := format.body(m)
		if err != nil || string(text) != want {
			t.Errorf("%s: %v: %s", format, err, text)
		}
		if (headers["Title"] == "plexpriv") != (format == Ntfy) {
			t.Errorf("%s: headers %v", format, headers)
		}
	}
	text, _, err := JSON.body(m)
	var document struct{ Event string }
	if err != nil || json.Unmarshal(text, &document) != nil || document.Event != EventDrift {
		t.Errorf("json: %v: %s", err, text)
	}
}
