package answer

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Node is an object of an answer: one of JSON, or an element of XML. Both tell the same;
// what is a member there is an attribute here, or an element that holds only a text.
type Node struct {
	// Name is the element's name, or the name of the member that holds the object. What
	// is in a list is called by the list's name without its "s". The top of a JSON
	// document has no name.
	Name string
	// fields are the scalars, as text. What is null, or an attribute without a value, is
	// not there; empty are the names of those.
	fields map[string]string
	empty  []string
	// inside are the objects and lists, in order.
	inside []Node
	// list says that it is a list of JSON.
	list bool
}

// deepest is how deep the objects of an answer may be in one another.
const deepest = 50

// NotDataError says that an answer is no data: a page, half a document, or something else.
type NotDataError struct {
	// What is what it is instead.
	What string
}

// Error says what it is instead.
func (e *NotDataError) Error() string { return "Plex answers with " + e.What + " instead of data" }

var errTooDeep = errors.New("too deep")

// Parse reads a document of either kind. Its error is a *NotDataError, and holds nothing of
// the document but the title of a page.
func Parse(body []byte) (Node, error) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff")))
	if title, ok := Page(body); ok {
		return Node{}, &NotDataError{pageNamed(title)}
	}
	var n Node
	var err error
	switch {
	case len(body) == 0:
		return Node{}, &NotDataError{"nothing"}
	case body[0] == '<':
		n, err = parseXML(body)
	default:
		n, err = parseJSON(body)
	}
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &syntax) && strings.Contains(syntax.Msg, "EOF"):
		return Node{}, &NotDataError{"half a document"}
	case err != nil:
		return Node{}, &NotDataError{"something that is neither JSON nor XML"}
	}
	return n, nil
}

// Data reads the data of an answer whose top is called one of names in XML. JSON has no
// name for it. Without names any top will do.
func Data(body []byte, names ...string) (Node, error) {
	n, err := Parse(body)
	if err != nil {
		return Node{}, err
	}
	known := func(name string) bool { return strings.EqualFold(name, n.Name) }
	if n.Name != "" && len(names) > 0 && !slices.ContainsFunc(names, known) {
		return Node{}, &NotDataError{"a document of another kind"}
	}
	return n, nil
}

// Word returns a scalar by its name, "" if there is none. A name with dots leads through
// the objects inside. The name "" is the text of the object itself.
func (n Node) Word(name string) string {
	word, _ := n.Find(name)
	return word
}

// Find is Word that tells what is not there from what is empty.
func (n Node) Find(path string) (word string, ok bool) {
	name, rest, inner := strings.Cut(path, ".")
	if !inner {
		word, ok = n.fields[name]
		return word, ok
	}
	for _, x := range n.inside {
		if x.Name == name {
			return x.Find(rest)
		}
	}
	return "", false
}

// Yes says whether a scalar means yes. Plex writes it as a word or as a number.
func (n Node) Yes(name string) bool {
	word := n.Word(name)
	return word == "true" || word == "1"
}

// No says whether a scalar is there and means no.
func (n Node) No(name string) bool {
	word := n.Word(name)
	return word == "false" || word == "0"
}

// Empty says whether a scalar is there and holds nothing: null, or an attribute or element
// without a value.
func (n Node) Empty(name string) bool {
	if word, ok := n.fields[name]; ok {
		return word == ""
	}
	return slices.Contains(n.empty, name) || slices.ContainsFunc(n.inside, func(x Node) bool {
		return x.Name == name && !x.list && len(x.fields)+len(x.empty)+len(x.inside) == 0
	})
}

// Items returns the objects of a list, wherever the list is: those that are called name,
// and those of a JSON document that is a list.
func (n Node) Items(name string) []Node {
	var out []Node
	for _, x := range n.inside {
		// A list may have the name of what is in it.
		if !x.list && (strings.EqualFold(x.Name, name) || n.Name == "" && x.Name == "") {
			out = append(out, x)
			continue
		}
		out = append(out, x.Items(name)...)
	}
	return out
}

// Lists says whether there is a list of such items in it, even an empty one. An answer
// without any is none that lists nothing.
func (n Node) Lists(name string) bool {
	if n.list && n.Name == "" || strings.EqualFold(n.Name, name+"s") {
		return true
	}
	return slices.ContainsFunc(n.inside, func(x Node) bool { return strings.EqualFold(x.Name, name) || x.Lists(name) })
}

func parseJSON(body []byte) (Node, error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return Node{}, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Node{}, errors.New("more than one document")
	}
	switch v.(type) {
	case map[string]any, []any:
		return jsonNode("", v, 0)
	}
	return Node{}, errors.New("a single value")
}

func jsonNode(name string, v any, depth int) (Node, error) {
	n := Node{Name: name, fields: map[string]string{}}
	if depth > deepest {
		return n, errTooDeep
	}
	add := func(name string, v any) error {
		x, err := jsonNode(name, v, depth+1)
		n.inside = append(n.inside, x)
		return err
	}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			switch member := v[key].(type) {
			case map[string]any, []any:
				if err := add(key, member); err != nil {
					return n, err
				}
			case nil:
				n.empty = append(n.empty, key)
			default:
				n.fields[key] = fmt.Sprint(member)
			}
		}
	case []any:
		n.list = true
		for _, item := range v {
			if err := add(strings.TrimSuffix(name, "s"), item); err != nil {
				return n, err
			}
		}
	case nil:
	default:
		n.fields[""] = fmt.Sprint(v)
	}
	return n, nil
}

func parseXML(body []byte) (Node, error) {
	d := xml.NewDecoder(bytes.NewReader(body))
	var top *Node
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF) && top == nil:
			return Node{}, io.ErrUnexpectedEOF
		case errors.Is(err, io.EOF):
			return *top, nil
		case err != nil:
			return Node{}, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if top != nil {
				return Node{}, errors.New("more than one document")
			}
			n, err := xmlNode(d, token, 0)
			if err != nil {
				return Node{}, err
			}
			top = &n
		case xml.CharData:
			if len(bytes.TrimSpace(token)) > 0 {
				return Node{}, errors.New("text beside the document")
			}
		}
	}
}

func xmlNode(d *xml.Decoder, start xml.StartElement, depth int) (Node, error) {
	n := Node{Name: start.Name.Local, fields: map[string]string{}}
	if depth > deepest {
		return n, errTooDeep
	}
	for _, a := range start.Attr {
		if a.Value == "" {
			n.empty = append(n.empty, a.Name.Local)
			continue
		}
		n.fields[a.Name.Local] = a.Value
	}
	var text strings.Builder
	for {
		token, err := d.Token()
		if err != nil {
			return n, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			x, err := xmlNode(d, token, depth+1)
			if err != nil {
				return n, err
			}
			n.inside = append(n.inside, x)
			if word, ok := x.fields[""]; ok && len(x.fields) == 1 && len(x.inside) == 0 && n.fields[x.Name] == "" {
				n.fields[x.Name] = word
			}
		case xml.CharData:
			text.Write(token)
		case xml.EndElement:
			if word := strings.TrimSpace(text.String()); word != "" {
				n.fields[""] = word
			}
			return n, nil
		}
	}
}
