package journal

import (
	"bytes"
	"fmt"
)

// tornMark ends a line that a crash left unfinished. A whole record ends in "}".
const tornMark = "#torn"

// content is what was read from a journal's bytes.
type content struct {
	records []Record
	lost    []Loss
	// torn says that the last line is unfinished.
	torn bool
	// newer is the format of the first header that is newer than ours, 0 if there is
	// none. Nothing after that header was read.
	newer int
	// header is the last header.
	header *Header
}

// last returns the number of the last record.
func (c *content) last() int {
	if len(c.records) == 0 {
		return 0
	}
	return c.records[len(c.records)-1].N
}

// scan reads everything that can be read, from any bytes.
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

// take adds a record, and notes records that are missing before it.
func (c *content) take(r Record, line int) {
	if r.Header != nil {
		if r.Header.Format > Format {
			c.newer = r.Header.Format
			return
		}
		c.header = r.Header
	}
	// A line that was lost just before explains a gap in the numbers.
	explained := len(c.lost) > 0 && c.lost[len(c.lost)-1].Line == line-1
	switch last := c.last(); {
	case r.N <= last:
		// If it were taken, a change would count twice or in the wrong order.
		c.lose(line, fmt.Sprintf("it is record %d and comes after record %d", r.N, last))
		return
	case r.N > last+1 && !explained:
		c.lose(line, fmt.Sprintf("records %d to %d are missing before it", last+1, r.N-1))
	}
	c.records = append(c.records, r)
}
