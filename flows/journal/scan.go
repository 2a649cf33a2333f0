package journal

import (
	"bytes"
	"fmt"
)

// content is what a journal's bytes say.
type content struct {
	records []Record
	lost    []Loss
	// torn counts the bytes of an unfinished last line.
	torn int
	// newer is the format of a header that is newer than ours, else 0. Nothing
	// after it was read.
	newer int
	// header is the last header.
	header *Header
}

// last is the number of the last record.
func (c *content) last() int {
	if len(c.records) == 0 {
		return 0
	}
	return c.records[len(c.records)-1].N
}

// scan reads all that can be read. It takes any bytes.
func scan(data []byte) content {
	var c content
	// bad is the line before, if it does not read: the next record may say that
	// it is one that a crash left unfinished.
	var bad *Loss
	badLen := 0
	number := 0
	for len(data) > 0 {
		end := bytes.IndexByte(data, '\n')
		if end < 0 {
			c.torn = len(data)
			break
		}
		line := data[:end]
		data = data[end+1:]
		number++
		r, err := decode(line)
		if err != nil {
			c.lose(bad)
			bad, badLen = &Loss{Line: number, Why: err.Error()}, len(line)
			continue
		}
		explained := bad != nil && r.Torn == badLen
		if !explained {
			c.lose(bad)
		}
		c.take(r, number, bad != nil && !explained)
		bad = nil
		if c.newer != 0 {
			break
		}
	}
	c.lose(bad)
	return c
}

func (c *content) lose(l *Loss) {
	if l != nil {
		c.lost = append(c.lost, *l)
	}
}

// take adds a record that reads, and notices those that should stand before it.
func (c *content) take(r Record, line int, afterLoss bool) {
	if r.Header != nil {
		if r.Header.Format > Format {
			c.newer = r.Header.Format
			return
		}
		c.header = r.Header
	}
	switch last := c.last(); {
	case r.N <= last:
		// Taking it would count a change twice, or out of order.
		c.lost = append(c.lost, Loss{Line: line, Why: fmt.Sprintf("it is record %d and comes after record %d", r.N, last)})
		return
	case r.N > last+1 && !afterLoss:
		c.lost = append(c.lost, Loss{Line: line, Why: fmt.Sprintf("records %d to %d are missing before it", last+1, r.N-1)})
	}
	if c.header == nil {
		c.lost = append(c.lost, Loss{Line: line, Why: "no header stands before it"})
	}
	c.records = append(c.records, r)
}
