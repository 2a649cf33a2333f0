package flows

import (
	"embed"

	"github.com/plexpriv/plexpriv/automation/judge"
)

//go:embed stub/*.js
var stubScripts embed.FS

// foreignScripts are scripts of other hosts that Plex's pages load and may need in order
// to go on. They are answered here and nobody is contacted. An empty file means that the
// page only ever queues things for the script.
//
// Their hosts must be on the list of hosts that bring no controls
// (flows/page/bystander.go), too: what these scripts send elsewhere is refused.
var foreignScripts = []struct{ host, path, file, why string }{
	{"cdn.transifex.com", "/live.js", "transifex.js", "translates www.plex.tv; a blocking script, before all others of the page (HTML of 2024-09)"},
	{"www.googletagmanager.com", "/gtm.js", "gtm.js", "tag manager, twice on each page of www.plex.tv (HTML of 2024-09)"},
	{"www.googletagmanager.com", "/gtag/js", "gtm.js", "Google's other tag, which uses the same queue"},
	{"www.google-analytics.com", "", "", "what a tag manager loads; pages only queue for it"},
	{"ssl.google-analytics.com", "", "", "its older address"},
	{"edge.fullstory.com", "", "", "session recording, loaded by a script of www.plex.tv (HTML of 2024-09)"},
	{"connect.facebook.net", "", "", "sign-in and tracking of Facebook, which nobody here signs in with"},
}

// stubs returns the answers for foreignScripts.
func stubs() []judge.Stub {
	var out []judge.Stub
	for _, f := range foreignScripts {
		s := judge.Stub{Host: f.host, Path: f.path}
		if f.file != "" {
			script, err := stubScripts.ReadFile("stub/" + f.file)
			if err != nil {
				panic(err) // the files are compiled in
			}
			s.Script = script
		}
		out = append(out, s)
	}
	return out
}
