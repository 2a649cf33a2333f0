package fakeplex

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// pref is a preference of a server. Types, texts, defaults and groups are those of a real
// server of 2022 (plex-api.rs, tests/mocks/server/prefs.json).
type pref struct {
	id, label, kind, value, group string
	hidden, advanced              bool
	enum                          string
}

var todaysPrefs = []pref{
	{id: "FriendlyName", label: "Friendly name", kind: "text", value: "", group: "general"},
	{id: "sendCrashReports", label: "Send crash reports to Plex", kind: "bool", value: "true", group: "general"},
	{id: "PushNotificationsEnabled", label: "Push Notifications", kind: "bool", value: "true", group: "general"},
	{id: "logDebug", label: "Enable Plex Media Server debug logging", kind: "bool", value: "true", group: "general", advanced: true},
	{id: "LogTokensForDebug", label: "Allow Plex Media Server tokens in logs", kind: "bool", value: "false", hidden: true},
	{id: "ScheduledLibraryUpdateInterval", label: "Library scan interval", kind: "int", value: "86400", group: "library", enum: "900:every 15 minutes|3600:hourly|86400:daily"},
	{id: "secureConnections", label: "Secure connections", kind: "int", value: "1", group: "network", advanced: true, enum: "1:Preferred|0:Required"},
	{id: "RelayEnabled", label: "Enable Relay", kind: "bool", value: "true", group: "network", advanced: true},
	{id: "WebHooksEnabled", label: "Webhooks", kind: "bool", value: "true", group: "network", advanced: true},
	{id: "GdmEnabled", label: "Enable local network discovery (GDM)", kind: "bool", value: "true", group: "network"},
	{id: "ButlerTaskReverseGeocode", label: "Fetch missing location names for items in photo sections", kind: "bool", value: "true", group: "butler"},
	{id: "PlexOnlineMail", label: "", kind: "text", value: "canary-alice@example.test", hidden: true},
	{id: "MachineIdentifier", label: "A unique identifier for the machine", kind: "text", value: strings.Repeat("a1", 20), hidden: true},
}

// strangePref is one that nobody knew when plexpriv was made.
var strangePref = pref{id: "SendViewingInsights", label: "Share data on what is watched with partners", kind: "bool", value: "true", group: "general"}

// oldPrefs are those of a server of 2015.
var oldPrefs = []pref{
	{id: "FriendlyName", label: "Friendly name", kind: "text", value: "", group: "general"},
	{id: "collectUsageData", label: "Send anonymous usage data to Plex", kind: "bool", value: "true", group: "general"},
	{id: "logDebug", label: "Enable Plex Media Server debug logging", kind: "bool", value: "true", group: "general"},
}

// serverWantsJSON says whether a server answers in JSON, which it does only if asked.
func (s *Site) serverWantsJSON(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "application/json") && !s.has("server-xml", "")
}

func (s *Site) prefList(m mediaServer) []map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	owner, _ := s.account("alice")
	all := m.prefs
	for _, q := range s.quirks {
		if q.name == "server-stranger" {
			all = append([]pref{strangePref}, all...)
		}
	}
	var out []map[string]any
	for _, p := range all {
		value, kept := owner.values["server."+m.name+"."+p.id]
		if !kept {
			value = p.value
		}
		one := map[string]any{
			"id": p.id, "label": p.label, "summary": "", "type": p.kind, "default": typed(p.kind, p.value), "value": typed(p.kind, value),
			"hidden": p.hidden, "advanced": p.advanced, "group": p.group,
		}
		if p.enum != "" {
			one["enumValues"] = p.enum
		}
		out = append(out, one)
	}
	return out
}

// typed is a value as JSON has it.
func typed(kind, text string) any {
	switch kind {
	case "bool":
		return text == "true" || text == "1"
	case "int":
		return json.Number(text)
	}
	return text
}

// sendContainer answers with a list, in XML unless JSON is asked for.
func (s *Site) sendContainer(w http.ResponseWriter, r *http.Request, name string, list []map[string]any) {
	if s.serverWantsJSON(r) {
		reply(w, map[string]any{"MediaContainer": map[string]any{"size": len(list), name: list}})
		return
	}
	w.Header().Set("Content-Type", "text/xml;charset=utf-8")
	fmt.Fprintf(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MediaContainer size=\"%d\">\n", len(list))
	for _, one := range list {
		w.Write([]byte(elementOf(name, one) + "\n"))
	}
	fmt.Fprint(w, "</MediaContainer>\n")
}

// elementOf is one item in XML. A server writes a boolean as a word where it is a value,
// and as a number elsewhere.
func elementOf(name string, one map[string]any) string {
	words := map[string]any{}
	for key, v := range one {
		if b, ok := v.(bool); ok && (key == "value" || key == "default") {
			v = fmt.Sprint(b)
		}
		words[key] = v
	}
	return strings.TrimPrefix(strings.TrimSpace(string(inXML(name, words))), `<?xml version="1.0" encoding="UTF-8"?>`+"\n")
}

// tooBusy refuses, and says when to come back.
func tooBusy(w http.ResponseWriter, status int) {
	w.Header().Set("Retry-After", "1")
	w.WriteHeader(status)
}

// putPrefs sets preferences. All of them are known, and have a value of their type, or
// nothing is set.
func (s *Site) putPrefs(w http.ResponseWriter, r *http.Request, m mediaServer) {
	switch {
	case s.spend("server-put-500", m.name):
		w.WriteHeader(http.StatusInternalServerError)
		return
	case s.spend("server-put-busy", m.name):
		tooBusy(w, http.StatusTooManyRequests)
		return
	case s.spend("server-put-resets", m.name):
		hangUp()
	}
	patch := map[string]string{}
	for key, values := range r.URL.Query() {
		if strings.HasPrefix(key, "X-Plex-") {
			continue
		}
		known := false
		for _, p := range m.prefs {
			if p.id != key {
				continue
			}
			known = true
			value := values[0]
			if p.kind == "bool" {
				switch value {
				case "1", "true":
					value = "true"
				case "0", "false":
					value = "false"
				default:
					known = false
				}
			}
			patch["server."+m.name+"."+key] = value
		}
		if !known {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
	}
	if s.has("server-put-slow", m.name) {
		hold(r, 3*time.Second)
	}
	if s.spend("server-put-ignored", m.name) {
		return
	}
	s.mu.Lock()
	owner, _ := s.account("alice")
	s.mu.Unlock()
	if err := s.store(owner, "", patch); err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	if s.has("server-put-drops", m.name) {
		hangUp()
	}
}
