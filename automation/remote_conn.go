package automation

import (
	"context"
	"errors"
	"time"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/chromedp"
	"github.com/coder/websocket"
)

// Connections are pinged at this interval and given up without an answer in time,
// because a machine that disappears does not close its connections.
const (
	pingEvery = 10 * time.Second
	pingWait  = 10 * time.Second
)

// socketConn carries the DevTools protocol over a WebSocket.
type socketConn struct {
	ws   *websocket.Conn
	stop context.CancelFunc
}

// newSocketConn wraps a WebSocket, and pings it until it is closed.
func newSocketConn(ws *websocket.Conn) *socketConn {
	ctx, stop := context.WithCancel(context.Background())
	c := &socketConn{ws: ws, stop: stop}
	go c.watch(ctx)
	return c
}

func (c *socketConn) watch(ctx context.Context) {
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		ask, cancel := context.WithTimeout(ctx, pingWait)
		err := c.ws.Ping(ask)
		cancel()
		if err != nil {
			_ = c.ws.CloseNow()
			return
		}
	}
}

// Read returns the next message.
func (c *socketConn) Read(ctx context.Context, msg *cdproto.Message) error {
	kind, data, err := c.ws.Read(ctx)
	if err != nil {
		return err
	}
	if kind != websocket.MessageText {
		return errors.New("a message that is no text")
	}
	return jsonv2.Unmarshal(data, msg, chromedp.DefaultUnmarshalOptions)
}

// Write sends a message in one frame, as Chrome requires.
func (c *socketConn) Write(ctx context.Context, msg *cdproto.Message) error {
	data, err := jsonv2.Marshal(msg, chromedp.DefaultMarshalOptions)
	if err != nil {
		return err
	}
	return c.ws.Write(ctx, websocket.MessageText, data)
}

// Close ends the connection; the browser then drops what it keeps for it.
func (c *socketConn) Close() error {
	c.stop()
	return c.ws.CloseNow()
}
