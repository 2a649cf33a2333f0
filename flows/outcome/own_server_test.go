package outcome

import "testing"

func TestHideServers(t *testing.T) {
	const id = "0123456789abcdef0123456789abcdef"
	for text, want := range map[string]string{
		"https://192-168-1-20." + id + ".plex.direct:32400/identity":                 "a Plex server of yours",
		`url=https://203-0-113-7.` + id + `.plex.direct:32400 method=GET`:            "url=a Plex server of yours method=GET",
		`{"src":"https://192-168-1-20.` + id + `.plex.direct:32400/web/index.html"}`: `{"src":"a Plex server of yours"}`,
		"asked for 10-0-0-2." + id + ".PLEX.direct, www.example.org":                 "asked for a Plex server of yours, www.example.org",
		"https%3A%2F%2F10-0-0-2." + id + ".plex.direct%3A32400%2Fx":                  "a Plex server of yours%2Fx",
		"wss://10-0-0-2." + id + ".plex.direct:443/:/ws":                             "a Plex server of yours",
		"http://192.168.1.20:32400/identity and http://[fd00::1]:32400":              "a Plex server of yours and a Plex server of yours",
		"at 10.0.0.2:32400.":                          "at a Plex server of yours.",
		"the proxy http://192.168.1.5:3128 refuses":   "the proxy http://192.168.1.5:3128 refuses",
		"www.plex.tv, plex.direct and notplex.direct": "www.plex.tv, plex.direct and notplex.direct",
	} {
		if got := HideServers(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
