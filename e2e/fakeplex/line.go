package fakeplex

import "net/http"

// hangUp ends a request as a bad line would: the client gets no answer. net/http
// resets a stream of HTTP/2 and closes a connection of HTTP/1.
func hangUp() { panic(http.ErrAbortHandler) }
