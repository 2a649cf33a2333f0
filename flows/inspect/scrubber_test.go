package inspect

import (
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
)

func TestScrubRemovesPersonalData(t *testing.T) {
	s := newScrubber([]string{"Alice Liddell", "alice", "Bo", "Ann", "太郎", "Alice's Attic", "Plex", "canary-Zx81qQ", "x", ""})
	for in, want := range map[string]string{
		"Hello ALICE, see what Alice Liddell shared":                                            "Hello <name>, see what <name> shared",
		"Send mail to white.rabbit+x@wonder.example":                                            "Send mail to <email>",
		"id 3f2b8c1d-0000-4000-8000-1234567890ab":                                               "id <id>",
		"server 192.168.17.4 (Living room)":                                                     "server <address> (Living room)",
		`{"src":"https://192-168-17-4.0123456789abcdef0123456789abcdef.plex.direct:32400/web"}`: `{"src":"a Plex server of yours"}`,
		"Device 4711082":                             "Device <number>",
		"machine a1b2c3d4e5f60718":                   "machine <id>",
		"key canary-Zx81qQabc":                       "key <name>abc",
		"token xYz12abcDEF345ghiJKL":                 "token <token>",
		"Hallo, Bo! Bo und Ann":                      "Hallo, <name>! <name> und <name>",
		"Annual box":                                 "Annual box",
		"こんにちは、太郎さん":                                 "こんにちは、<name>さん",
		"Grüß dich, Liddell":                         "Grüß dich, <name>",
		"on ALICE'S ATTIC (Plex)":                    "on <name> (Plex)",
		"/users/Alice%20Liddell/avatar":              "/users/<name>/avatar",
		"/u/alice-liddell/posts":                     "/u/<name>/posts",
		"mail=rabbit%40wonder.example":               "mail=<email>",
		"https://x.example/y?z=1#!/a?token=abc-defg": "https://x.example/y?<query>",
		"Why? Because":                               "Why? Because",
		"abstract":                                   "abstract",
		"Email me when I receive a friend request":   "Email me when I receive a friend request",
		"Watch history 2024":                         "Watch history 2024",
		"optOutPlayback":                             "optOutPlayback",
		"you-have-the-right-to-limit-what-activity":  "you-have-the-right-to-limit-what-activity",
	} {
		if got := s.text(in); got != want {
			t.Errorf("%q was scrubbed to %q, want %q", in, got, want)
		}
	}
}

// Every text of a page is scrubbed, wherever it is.
func TestScrubCoversEveryText(t *testing.T) {
	const who = "canary-name"
	thing := sight.Thing{Name: []string{who}, Row: []string{who}, Section: []string{who}, Attrs: map[string]string{"title": who, "href": "/u?x=" + who}}
	in := &SavedPage{
		Format: SavedFormat, Page: "email", URL: "https://plex.tv/" + who, Detail: who, Lang: "en",
		Content: Content{
			Controls: []sight.Seen{{Thing: thing, Value: who, Description: who, Column: who, Options: []sight.Option{{Text: who, Value: who}}}},
			Buttons:  []sight.Press{{Thing: thing}},
			Layers:   []sight.Layer{{Name: who, Text: who}},
			Headings: []sight.Heading{{Text: who}},
			Frames:   []sight.Frame{{Src: "https://plex.tv/f?u=" + who, Title: who}},
		},
		Findings: []Finding{{Setting: "email.marketing", Label: who, Expected: who, Near: []string{who}, Proposals: []Proposal{{Label: who, Evidence: []string{who}}}}},
	}
	out, err := newScrubber([]string{who}).page(in)
	if err != nil {
		t.Fatal(err)
	}
	text, err := out.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), who) {
		t.Errorf("the name was not scrubbed:\n%s", text)
	}
	if out.Findings[0].Setting != "email.marketing" || out.Page != "email" {
		t.Error("the catalogue's own words were scrubbed too")
	}
	again, err := DecodeSaved(text)
	if err != nil || len(again.Controls) != 1 {
		t.Errorf("the scrubbed page cannot be decoded: %v", err)
	}
}

// A link to a person's profile holds a name, and is scrubbed.
func TestScrubRemovesFriends(t *testing.T) {
	in := &SavedPage{Format: SavedFormat, Page: "visibility", URL: "https://app.plex.tv/", Content: Content{Buttons: []sight.Press{
		{Thing: sight.Thing{Role: "link", Name: []string{"Marchhare"}, Attrs: map[string]string{"href": "/users/marchhare"}}},
		{Thing: sight.Thing{Role: "button", Name: []string{"Remove Marchhare"}}},
		{Thing: sight.Thing{Role: "link", Name: []string{"Privacy"}, Attrs: map[string]string{"href": "/legal/privacy"}}},
	}}}
	out, err := newScrubber(in.people()).page(in)
	if err != nil {
		t.Fatal(err)
	}
	text, err := out.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(strings.ToLower(string(text)), "marchhare") || !strings.Contains(string(text), "Privacy") {
		t.Errorf("a friend's name was not scrubbed:\n%s", text)
	}
}
