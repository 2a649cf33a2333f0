package journal

import (
	"bytes"
	"fmt"
)

// tornMark ends a line that a crash left unfinished. A record ends in "}".
const tornMark = "#torn"

// content is what a journal's bytes say.
type content struct {
	records []Record
	lost    []Loss
	// torn says that the last line is unfinished.
	torn bool
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
	for line := 1; len(data) > 0 && c.newer == 0; line++ {
		text, rest, whole := bytes.Cut(data, []byte{'\n'})
		data = rest
		if !whole {
			c.torn = true
			break
		}
		if bytes.HasSuffix(text, []byte(tornMark)) {
			continue
		}
		r, err := decode(text)
		if err != nil {
			c.lose(line, err.Error())
			continue
		}
		c.take(r, line)
	}
	return c
}

func (c *content) lose(line int, why string) {
	c.lost = append(c.lost, Loss{Line: line, Why: why})
}

// take adds a record that was read, and notices records that are missing before it.
func (c *content) take(r Record, line int) {
	if r.Header != nil {
		if r.Header.Format > Format {
			c.newer = r.Header.Format
			return
		}
		c.header = r.Header
	}
	// A line lost just before explains a gap in the numbers.
	explained := len(c.lost) > 0 && c.lost[len(c.lost)-1].Line == line-1
	switch last := c.last(); {
	case r.N <= last:
		// Taking it would count a change twice, or out of order.
		c.lose(line, fmt.Sprintf("it is record %d and comes after record %d", r.N, last))
		return
	case r.N > last+1 && !explained:
		c.lose(line, fmt.Sprintf("records %d to %d are missing before it", last+1, r.N-1))
	}
	c.records = append(c.records, r)
}
