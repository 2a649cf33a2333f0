package fakeplex

import (
	"fmt"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
)

// Servers are the Plex Media Servers that a site can have. Config.Servers names those that
// it has; all of them are alice's, but for the one that is shared with her.
var Servers = []string{"attic", "cellar", "shed", "uncle", "forged"}

// mediaServer is a made-up Plex Media Server. Its identifiers have the form of real ones.
type mediaServer struct {
	name, title string // title is what its owner calls it
	id, hash    string // of the machine, and of its certificate
	version     string
	owned       bool
	asleep      bool // takes connections and answers nothing
	wrongName   bool // its certificate is for another name
	token       string
	prefs       []pref
}

// The addresses of a server: at home, and from outside.
const localIP, remoteIP = "192-168-1-20", "203-0-113-77"

func mediaServers() []mediaServer {
	return []mediaServer{
		{name: "attic", title: "Attic NAS", id: strings.Repeat("a1", 20), hash: strings.Repeat("a1", 16), version: "1.40.2.8395", owned: true, token: "canary-server-attic", prefs: todaysPrefs},
		{name: "cellar", title: "Old Cellar", id: strings.Repeat("c2", 20), hash: strings.Repeat("c2", 16), version: "0.9.12.4", owned: true, token: "canary-server-cellar", prefs: oldPrefs},
		{name: "shed", title: "Garden Shed", id: strings.Repeat("5d", 20), hash: strings.Repeat("5d", 16), version: "1.40.2.8395", owned: true, asleep: true, token: "canary-server-shed", prefs: todaysPrefs},
		{name: "uncle", title: "Uncle's Films", id: strings.Repeat("0e", 20), hash: strings.Repeat("0e", 16), version: "1.40.2.8395", token: "canary-server-uncle", prefs: todaysPrefs},
		{name: "forged", title: "Holiday Flat", id: strings.Repeat("f0", 20), hash: strings.Repeat("f0", 16), version: "1.40.2.8395", owned: true, wrongName: true, token: "canary-server-forged", prefs: todaysPrefs},
	}
}

func (m *mediaServer) host(ip string) string { return ip + "." + m.hash + ".plex.direct" }

// serversOf returns the site's servers.
func (s *Site) serversOf() []mediaServer {
	return slices.DeleteFunc(mediaServers(), func(m mediaServer) bool { return !slices.Contains(s.cfg.Servers, m.name) })
}

// serverAt returns the server with a name under plex.direct.
func (s *Site) serverAt(host string) (mediaServer, bool) {
	for _, m := range s.serversOf() {
		if strings.HasSuffix(host, "."+m.hash+".plex.direct") {
			return m, true
		}
	}
	return mediaServer{}, false
}

// serverNames are the names for which the site's certificate is valid.
func (s *Site) serverNames() []string {
	var out []string
	for _, m := range s.serversOf() {
		if !m.wrongName {
			out = append(out, "*."+m.hash+".plex.direct")
		}
	}
	return out
}

// serverValues are what the servers keep, as values of the account that owns them.
func (s *Site) serverValues() map[string]string {
	out := map[string]string{}
	for _, m := range s.serversOf() {
		for _, p := range m.prefs {
			out["server."+m.name+"."+p.id] = p.value
		}
	}
	return out
}

// Contacts counts how often the proxy was asked for a server.
func (s *Site) Contacts(name string) int {
	n := 0
	for _, h := range s.Proxy.Hosts() {
		if m, ok := s.serverAt(h.Host); ok && m.name == name {
			n += h.Count
		}
	}
	return n
}

// Violations are what no program may do: ask a server that is somebody else's, or put a
// token into an address.
func (s *Site) Violations() []string {
	s.mu.Lock()
	out := slices.Clone(s.violations)
	s.mu.Unlock()
	if s.Contacts("uncle") > 0 {
		out = append(out, "the server of somebody else was contacted")
	}
	return out
}

func (s *Site) violation(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violations = append(s.violations, text)
}

// getResources lists the servers with their addresses, as plex-api.rs has it in its tests
// (mocks/myplex/api/v2/resources.json). Players are in the list as well.
func (s *Site) getResources(w http.ResponseWriter, r *http.Request, a *Account) {
	list := []map[string]any{{
		"name": "a phone", "product": "Plex for Android", "provides": "player,pubsub-player", "clientIdentifier": "canary-phone",
		"owned": true, "accessToken": a.Token, "presence": true, "connections": []any{},
	}}
	for _, m := range s.serversOf() {
		if a.Name != "alice" {
			continue
		}
		list = append(list, s.resource(m))
		if s.has("server-twice", m.name) {
			list = append(list, s.resource(m))
		}
	}
	if s.has("servers-object", "") {
		reply(w, map[string]any{"message": "canary-later"})
		return
	}
	s.send(w, r, http.StatusOK, "resources", list)
}

// oddNames are names of servers as people write them, and one that does something to a
// terminal. The first is spelled with accents of their own, as some systems do.
var oddNames = map[string]string{
	"attic": "Zoe\u0308's \"Bücher\" @ home=1, [old] *", "cellar": "\x1b[31m\u202eevil\nNAS\x07",
}

func (s *Site) resource(m mediaServer) map[string]any {
	connection := func(ip string, port int, local, relay bool) map[string]any {
		return map[string]any{
			"protocol": "https", "address": strings.ReplaceAll(ip, "-", "."), "port": port, "local": local, "relay": relay, "IPv6": false,
			"uri": fmt.Sprintf("https://%s:%d", m.host(ip), port),
		}
	}
	connections := []map[string]any{connection("198-51-100-9", 8443, false, true), connection(remoteIP, 32400, false, false), connection(localIP, 32400, true, false)}
	switch {
	case s.has("server-relay-only", m.name):
		connections = connections[:1]
	case s.has("server-plain", m.name):
		connections = []map[string]any{{"protocol": "http", "address": "192.168.1.20", "port": 32400, "local": true, "relay": false, "IPv6": false, "uri": "http://192.168.1.20:32400"}}
	case s.has("server-many-ways", m.name):
		connections = nil
		for i := range 999 {
			connections = append(connections, connection(fmt.Sprintf("172-17-%d-%d", i/250, i%250), 32400, true, false))
		}
		connections = append([]map[string]any{connection(localIP, 32400, true, false)}, connections...)
	case m.asleep:
		connections = connections[2:]
	}
	title := m.title
	switch {
	case s.has("server-names", m.name):
		title = oddNames[m.name]
	case s.has("server-same-name", m.name):
		title = "Home"
	}
	var owned any = m.owned
	if s.has("server-unclear", m.name) {
		owned = nil
	}
	return map[string]any{
		"name": title, "product": "Plex Media Server", "productVersion": m.version, "platform": "Linux", "provides": "server",
		"clientIdentifier": m.id, "owned": owned, "accessToken": m.token, "presence": !m.asleep, "relay": true, "home": false,
		"httpsRequired": false, "publicAddressMatches": true, "connections": connections,
	}
}

// isServerQuirk says whether behind the colon of a quirk stands a server.
func isServerQuirk(name string) bool { return strings.HasPrefix(name, "server-") }

// mediaServer answers for all servers.
func (s *Site) mediaServer(w http.ResponseWriter, r *http.Request) {
	m, ok := s.serverAt(seen(r).entry.Host)
	if !ok {
		http.NotFound(w, r)
		return
	}
	token := r.Header.Get("X-Plex-Token")
	if !m.owned && token != "" {
		s.violation("the server of somebody else got a token")
	}
	if m.wrongName {
		s.violation("a server with the certificate of another name was asked")
	}
	if r.URL.Query().Has("X-Plex-Token") {
		s.violation("a token stood in the address of a server")
	}
	if r.URL.Path == "/identity" {
		s.serverIdentity(w, r, m)
		return
	}
	if token != m.token || s.has("server-401", m.name) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, "<html><head><title>Unauthorized</title></head><body><h1>401 Unauthorized</h1></body></html>")
		return
	}
	seen(r).entry.Account = "alice"
	if s.serverMisbehaves(w, r, m) {
		return
	}
	switch path.Clean(r.URL.Path) + " " + r.Method {
	case "/:/prefs GET":
		s.sendContainer(w, r, "Setting", s.prefList(m))
	case "/:/prefs PUT":
		s.putPrefs(w, r, m)
	case "/library/sections GET":
		if s.has("sections-500", m.name) {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		s.sendContainer(w, r, "Directory", []map[string]any{
			{"key": "1", "type": "movie", "title": "canary-library", "agent": "tv.plex.agents.movie"}, {"key": "2", "type": "movie", "title": "Home videos", "agent": "com.plexapp.agents.none"},
		})
	default:
		http.NotFound(w, r)
	}
}

func (s *Site) serverIdentity(w http.ResponseWriter, r *http.Request, m mediaServer) {
	if r.Header.Get("X-Plex-Token") != "" {
		s.violation("a server got the token before it said which it is")
	}
	id := m.id
	if s.has("server-other", m.name) {
		id = strings.Repeat("99", 20)
	}
	if s.serverWantsJSON(r) {
		reply(w, map[string]any{"MediaContainer": map[string]any{"size": 0, "claimed": true, "machineIdentifier": id, "version": m.version}})
		return
	}
	w.Header().Set("Content-Type", "text/xml;charset=utf-8")
	fmt.Fprintf(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MediaContainer size=\"0\" claimed=\"1\" machineIdentifier=%q version=%q></MediaContainer>\n", id, m.version)
}

// serverMisbehaves answers as a server does that is broken, or is something else.
func (s *Site) serverMisbehaves(w http.ResponseWriter, r *http.Request, m mediaServer) bool {
	switch {
	case s.has("server-html", m.name):
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, "<!DOCTYPE html><html><head><title>%s</title></head><body>canary-page</body></html>", m.title)
	case s.has("server-huge", m.name):
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"MediaContainer":{"Setting":[`)
		line := `{"id":"Filler","type":"text","value":"` + strings.Repeat("x", 4000) + `"},`
		for range 20000 {
			if _, err := fmt.Fprint(w, line); err != nil {
				return true
			}
		}
	case s.has("server-half", m.name):
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"MediaContainer":{"size":2,"Setting":[{"id":"sendCrashReports","type":"bool","value":tr`)
	case s.has("server-empty", m.name):
		reply(w, map[string]any{"MediaContainer": map[string]any{"size": 0}})
	case s.has("server-500", m.name):
		w.WriteHeader(http.StatusInternalServerError)
	case r.Method == http.MethodGet && s.spend("server-busy", m.name):
		tooBusy(w, http.StatusServiceUnavailable)
	case s.has("server-moved", m.name):
		http.Redirect(w, r, "https://www.plex.tv/canary-elsewhere", http.StatusMovedPermanently)
	default:
		return false
	}
	return true
}

// addServerValues gives the owner what the servers keep. The site is locked.
func (s *Site) addServerValues() {
	for _, a := range s.accounts {
		if a.Name == "alice" {
			maps.Copy(a.values, s.serverValues())
		}
	}
}
