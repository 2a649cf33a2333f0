package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/plexpriv/plexpriv/ownfile"
)

// Append adds records in order. When it returns nil they are on disk and survive a
// crash of the machine; when it fails, none of them counts. Append sets N of each
// record, and At where it is zero. The journal must be locked.
func (j *Journal) Append(records ...Record) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.lock == nil {
		return fmt.Errorf("write journal of profile %s: it is not locked", j.profile)
	}
	if err := j.append(records); err != nil {
		return fmt.Errorf("write journal %s: %w", j.path, err)
	}
	return nil
}

func (j *Journal) append(records []Record) error {
	if j.broken != nil {
		return j.broken
	}
	if j.stale {
		if err := j.load(); err != nil {
			return err
		}
		j.stale = false
	}
	first := j.content.header == nil
	if first {
		records = append([]Record{{Header: &Header{Format: Format, Profile: j.profile, Account: j.account}}}, records...)
	}
	lines, records, err := j.lines(records)
	if err != nil {
		return err
	}
	if err := j.write(lines, first); err != nil {
		return err
	}
	j.content.records = append(j.content.records, records...)
	j.content.torn = false
	j.content.header = header(records, j.content.header)
	return nil
}

func header(records []Record, h *Header) *Header {
	for _, r := range records {
		if r.Header != nil {
			h = r.Header
		}
	}
	return h
}

// lines numbers the records and encodes them. If a crash left the last line unfinished,
// the text begins by ending that line.
func (j *Journal) lines(records []Record) ([]byte, []Record, error) {
	var text []byte
	if j.content.torn {
		text = append(text, tornMark+"\n"...)
	}
	numbered := make([]Record, len(records))
	for i, r := range records {
		r.N = j.content.last() + 1 + i
		if r.At.IsZero() {
			r.At = time.Now()
		}
		r.At = r.At.UTC().Truncate(time.Millisecond)
		line, err := encode(r)
		if err != nil {
			return nil, nil, err
		}
		text = append(text, line...)
		numbered[i] = r
	}
	return text, numbered, nil
}

// write appends bytes to the file and syncs it. first says that the file may be new.
func (j *Journal) write(text []byte, first bool) error {
	if j.file == nil {
		f, err := os.OpenFile(j.path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
		if err != nil {
			return err
		}
		j.file = f
	} else if _, err := os.Stat(j.path); errors.Is(err, fs.ErrNotExist) {
		j.broken = errors.New("the file was removed while it was in use")
		return j.broken
	}
	info, err := j.file.Stat()
	if err != nil {
		return err
	}
	if _, err := j.file.Write(text); err != nil {
		// Some whole lines may be in the file although the write failed.
		j.stale = true
		return errors.Join(err, j.file.Truncate(info.Size()))
	}
	err = j.file.Sync()
	if err == nil && first {
		err = ownfile.SyncDir(j.dir)
	}
	if err != nil {
		// After a failed sync the system may drop what it could not write, and report
		// success for the next sync.
		j.broken = fmt.Errorf("not certainly on the disk: %w", err)
		return j.broken
	}
	return nil
}
