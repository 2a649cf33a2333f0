package fakeplex

import (
	"bufio"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
)

// serveSocket opens a WebSocket (RFC 6455), sends one text of less than 64 KiB, and stays
// open until the page goes.
func serveSocket(w http.ResponseWriter, r *http.Request, text func() []byte) {
	key := r.Header.Get("Sec-WebSocket-Key")
	if key == "" {
		http.Error(w, "not a WebSocket", http.StatusBadRequest)
		return
	}
	conn, both, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer conn.Close()
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	fmt.Fprintf(both, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", base64.StdEncoding.EncodeToString(sum[:]))
	if both.Flush() == nil && sendText(both.Writer, text()) == nil {
		awaitEnd(conn)
	}
}

func sendText(out *bufio.Writer, text []byte) error {
	if text == nil {
		return nil
	}
	out.Write([]byte{0x81, 126, byte(len(text) >> 8), byte(len(text))})
	out.Write(text)
	return out.Flush()
}

// awaitEnd reads what nobody answers, until the other side is gone.
func awaitEnd(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }
