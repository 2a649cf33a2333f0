package automation

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"time"
)

// isDataType says whether a media type is that of data: JSON or XML.
func isDataType(mime string) bool {
	if mime == "application/xhtml+xml" || mime == "image/svg+xml" {
		return false
	}
	return strings.Contains(mime, "json") || strings.HasSuffix(mime, "/xml") || strings.HasSuffix(mime, "+xml")
}

// longestData bounds the bodies that are looked at to see whether they are data, in bytes.
// What a settings page is told is some kilobytes long.
const longestData = 1 << 20

// untold says whether only the body can tell whether the response is data: servers call
// JSON a page, as WordPress does (admin-ajax.php), or plain text.
func (x *exchange) untold() bool {
	switch x.mime {
	case "text/html", "text/plain", "text/javascript", "application/javascript", "application/octet-stream", "":
		return x.data() && x.status > 0 && shortestData <= x.length && x.length <= longestData
	}
	return false
}

// shortestData is the length of the shortest object with a name and a value, in bytes. "0"
// and "-1" say nothing of a setting.
const shortestData = int64(len(`{"a":1}`))

// isDataBody says whether a body is one JSON object or array, or XML that is no page.
func isDataBody(body string) bool {
	body = strings.TrimSpace(strings.TrimPrefix(body, "\ufeff"))
	switch {
	case strings.HasPrefix(body, "{"), strings.HasPrefix(body, "["):
		return json.Valid([]byte(body))
	case strings.HasPrefix(body, "<?xml"): // without it, "<p>No</p>" is XML, too
		return isXML(body)
	}
	return false
}

// isXML says whether a text is XML from its first element to its last, and no page.
func isXML(text string) bool {
	d := xml.NewDecoder(strings.NewReader(text))
	root := ""
	for {
		token, err := d.Token()
		if err != nil {
			return errors.Is(err, io.EOF) && root != ""
		}
		switch t := token.(type) {
		case xml.Directive:
			if strings.HasPrefix(strings.ToLower(string(t)), "doctype html") {
				return false
			}
		case xml.StartElement:
			if root == "" {
				root = t.Name.Local
			}
			if strings.EqualFold(root, "html") {
				return false
			}
		}
	}
}

// lookWithin is how long the browser may take to tell a body.
const lookWithin = 2 * time.Second

// typeOfData stands for whatever an answer was called that is data.
const typeOfData = "application/json"

// mostLooks bounds how many bodies are looked at at a time. A page that sends more asks for
// pieces of pages in a loop; they count for what they are said to be.
const mostLooks = 8

// lookInto asks the browser for a body and notes whether it is data. The page is not quiet
// meanwhile.
func (t *traffic) lookInto(x *exchange) {
	ctx, cancel := context.WithTimeout(context.Background(), lookWithin)
	defer cancel()
	body, ok := t.bodyOf(ctx, x.id)
	holds := ok && isDataBody(body)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.looking--
	if holds {
		x.mime = typeOfData
	}
}
