package selectors

import (
	"strings"
	"testing"
	"testing/fstest"
)

// What is stored must be told apart from its opposite, and written back: with the wrong
// sign a run would turn on what it is to turn off.
func TestStoredPolarity(t *testing.T) {
	c := embeddedCatalogue(t)
	for id, want := range map[string]string{
		"server.crash-reports": "false", "server.relay": "false", "server.metadata-matching": "false",
		"sources.live-tv": "opt_out", "sources.music": "opt_out", "privacy.state-sync": "false",
	} {
		s := c.Setting(id).Stored
		if got, ok := s.Literal("off"); got != want || !ok {
			t.Errorf("%s: off is stored as %q; want %q", id, got, want)
		}
		if s.Values[want] != "off" {
			t.Errorf("%s: %q means %q", id, want, s.Values[want])
		}
	}
	if _, ok := c.Setting("sources.music").Stored.Literal("off-for-managed-users"); ok {
		t.Error("music cannot be off for managed users only")
	}
}

// A page over HTTP names preferences that nobody sees. One from elsewhere could name any.
func TestPageOverHTTPFromElsewhere(t *testing.T) {
	text, _ := PageFile("server")
	changed := strings.Replace(string(text), `"sendCrashReports"`, `"secureConnections"`, 1)
	_, err := EmbeddedWith(fstest.MapFS{"server.toml": {Data: []byte(changed)}})
	if err == nil || !strings.Contains(err.Error(), "what is set over HTTP cannot be described here") {
		t.Errorf("it was accepted: %v", err)
	}
}

func TestBadInterfaces(t *testing.T) {
	const page = `id = "x"
title = "X"
order = 9
url = "https://plex.tv/x"
%API%
source = ["[GUESS] x"]
[[setting]]
id = "x.y"
label = "Y"
why = "y"
kind = "switch"
values = { on = "on", off = "off" }
levels = { minimal = "keep", recommended = "keep", strict = "off" }
source = ["[GUESS] x"]
[setting.stored]
%STORED%
`
	good := "keys = [\"k\"]\nvalues = { true = \"on\", false = \"off\" }"
	for name, bad := range map[string]struct{ api, stored, want string }{
		"unknown api":   {`api = "servre"`, good, `did you mean "server"`},
		"no api":        {``, good, "stored is for a page with an api"},
		"no keys":       {`api = "server"`, "values = { true = \"on\", false = \"off\" }", "keys"},
		"half a switch": {`api = "server"`, "keys = [\"k\"]\nvalues = { true = \"on\" }", `nothing is stored for the value "off"`},
		"two for one":   {`api = "server"`, "keys = [\"k\"]\nvalues = { true = \"on\", 1 = \"on\", false = \"off\" }", "nobody could tell which to set"},
		"shown but set": {`api = "server"`, good + "\nread-only = true", "shown and never set"},
	} {
		words, _, err := readSources(embedded)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.NewReplacer("%API%", bad.api, "%STORED%", bad.stored).Replace(page)
		_, err = parse(words, []source{pageSource("x.toml", []byte(text))}, nil)
		if err == nil || !strings.Contains(err.Error(), bad.want) {
			t.Errorf("%s: %v; want %q in it", name, err, bad.want)
		}
	}
}
