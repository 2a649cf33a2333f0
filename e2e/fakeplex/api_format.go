package fakeplex

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// Since July 2026 plex.tv answers in JSON only to somebody whose whole Accept header is
// "application/json", and in XML to all others: to browsers, and to clients that list
// several types. The older addresses, without v2, always answer in XML.

// wantsJSON says in which of the two forms a request is answered.
func (s *Site) wantsJSON(r *http.Request) bool {
	accept := r.Header.Get("Accept")
	if s.has("xml-navigation", "") && r.Header.Get("Sec-Fetch-Mode") == "navigate" {
		return false
	}
	if s.has("accept-any", "") {
		return strings.Contains(accept, "json")
	}
	return accept == "application/json" && strings.HasPrefix(r.URL.Path, "/api/v2/")
}

// send answers a request of the API. root is the name of the answer's element in XML.
func (s *Site) send(w http.ResponseWriter, r *http.Request, status int, root string, v any) {
	if s.wantsJSON(r) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(v)
		return
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	w.WriteHeader(status)
	w.Write(inXML(root, v))
}

// fail answers with an error of the API, in the form that the request wants.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, status, code int, message string) {
	s.send(w, r, status, "errors", map[string]any{
		"errors": []map[string]any{{"code": code, "message": message, "status": status}},
	})
}

// inXML is the same answer as in JSON: scalars are attributes, true and false are 1 and
// 0, null is an attribute without a value, and what is in a list is called by the list's
// name without its "s".
func inXML(root string, v any) []byte {
	var out bytes.Buffer
	out.WriteString(xml.Header)
	v = plain(v)
	if only, ok := v.(map[string]any); ok && len(only) == 1 && only[root] != nil {
		v = only[root] // a list of errors is not wrapped twice
	}
	element(&out, root, v)
	return out.Bytes()
}

// plain turns a value into the maps, lists and scalars that it is in JSON.
func plain(v any) any {
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Errorf("an answer that JSON cannot hold: %w", err))
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber() // an id must not become 3.1e+07
	var out any
	if err := d.Decode(&out); err != nil {
		panic(err)
	}
	return out
}

func element(out *bytes.Buffer, name string, v any) {
	out.WriteString("<" + name)
	inside := &bytes.Buffer{}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			switch v[key].(type) {
			case map[string]any, []any:
				element(inside, key, v[key])
			default:
				attribute(out, key, v[key])
			}
		}
	case []any:
		for _, item := range v {
			element(inside, strings.TrimSuffix(name, "s"), item)
		}
	default:
		attribute(out, "id", v)
	}
	if inside.Len() == 0 {
		out.WriteString("/>")
		return
	}
	out.WriteString(">")
	out.Write(inside.Bytes())
	out.WriteString("</" + name + ">")
}

func attribute(out *bytes.Buffer, name string, v any) {
	text := fmt.Sprint(v)
	switch v {
	case nil:
		text = ""
	case true:
		text = "1"
	case false:
		text = "0"
	}
	out.WriteString(" " + name + `="`)
	xml.EscapeText(out, []byte(text))
	out.WriteString(`"`)
}
