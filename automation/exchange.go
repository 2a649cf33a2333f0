package automation

import (
	"strings"
	"time"

	"github.com/chromedp/cdproto/network"
)

// exchange is one request with its response.
type exchange struct {
	id     network.RequestID
	method string
	url    string
	kind   network.ResourceType
	at     time.Time
	// heard is when the response, or more of it, arrived.
	heard time.Time
	// ended is when the response was complete, or the request failed.
	ended  time.Time
	status int
	// mime is the media type of the response; that of data if the body was seen to be data.
	mime       string
	retryAfter string
	failed     string
	body       string
	gotBody    bool
	// length is how much of the response has arrived, in bytes.
	length int64
	// aside says that it changes nothing of what the page shows; see saysOnly.
	aside bool
}

// unread says whether the response has arrived, but no script seems to read it to its
// end.
func (x *exchange) unread(now time.Time) bool {
	limit := savedAfter
	if !x.changes() {
		limit = stalledRead
	}
	return !x.heard.IsZero() && now.Sub(x.heard) >= limit
}

// changes says whether the request may change something on the server.
func (x *exchange) changes() bool {
	return x.method != "GET" && x.method != "HEAD" && x.method != "OPTIONS"
}

// shortestPage is shorter than any page with a tag and a sentence, in bytes. WordPress
// calls everything HTML that has no other type, also its "-1" and "0".
const shortestPage = 16

// isWord says whether the response is too short for a page. Of what no script has read
// nothing may have arrived; that can be a page.
func (x *exchange) isWord() bool { return 0 < x.length && x.length < shortestPage }

func (x *exchange) write() Write {
	w := Write{
		Method: x.method, URL: hostAndPath(x.url), Status: x.status, Failed: x.failed, Page: x.mime == "text/html" && !x.isWord(),
		RetryAfter: x.retryAfter, Sent: x.at, At: x.ended, Aside: x.aside,
	}
	if w.At.IsZero() {
		w.At = x.at
	}
	if w.Status > 0 && w.Failed == aborted {
		w.Failed = "" // there was a response, and the page did not read the rest
	}
	return w
}

// aborted is Chrome's error for a request that the page canceled, or that ended with
// the page.
const aborted = "net::ERR_ABORTED"

// isData says whether the response is JSON or XML, and no page or picture.
func (x *exchange) isData() bool { return isDataType(x.mime) }

// data says whether a script of the page sent the request.
func (x *exchange) data() bool {
	return x.kind == network.ResourceTypeXHR || x.kind == network.ResourceTypeFetch
}

// Write is a request of the page that may change something, with its response.
type Write struct {
	Method string
	// URL is host and path, because a query may be private.
	URL string
	// Status is 0 until there is a response.
	Status int
	// Failed is the browser's error for a request without a response.
	Failed string
	// Page says that the response is a page for people, in HTML, and not only a word.
	Page bool
	// RetryAfter is the Retry-After header of the response, unparsed.
	RetryAfter string
	// Sent is when it was sent. At is when it was answered or, before that, when it was
	// sent.
	Sent, At time.Time
	// Aside says that it is no save: it reports what the visitor does, or only asks.
	Aside bool
}

// Bad says whether the request failed or was refused.
func (w Write) Bad() bool { return w.Failed != "" || w.Status >= 400 }

// Refused says whether the network guard blocked it, going by the browser's error.
func (w Write) Refused() bool { return strings.Contains(w.Failed, blockedByClient) }
