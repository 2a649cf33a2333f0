package journal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/ownfile"
)

const (
	accountID = "a1b2c3d4e5f60718"
	otherID   = "ffffffffffffffff"
)

func mustOpen(t *testing.T, dir string) *Journal {
	t.Helper()
	j, err := Open(dir, "default", accountID)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return j
}

func mustAppend(t *testing.T, j *Journal, records ...Record) {
	t.Helper()
	if err := j.Lock(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := j.Append(records...); err != nil {
		t.Fatal(err)
	}
}

// aRun returns everything that a complete run writes.
func aRun(id string) []Record {
	return []Record{
		{Run: id, Start: &Start{Command: "apply", Level: "recommended", Catalogue: "abc", Version: "1.0"}},
		{Run: id, Snapshot: &Snapshot{Values: []Value{{"email.marketing", "surveys", "subscribed"}}}},
		{Run: id, Intent: &Intent{Setting: "email.marketing", Control: "surveys", Before: "subscribed", Wanted: "unsubscribed"}},
		{Run: id, Outcome: &Outcome{Setting: "email.marketing", Control: "surveys", Before: "subscribed", After: "unsubscribed", Result: "verified"}},
		{Run: id, End: &End{How: Done}},
	}
}

// written makes a journal with two runs and returns its path and content.
func written(t *testing.T, dir string) (string, []byte) {
	t.Helper()
	j := mustOpen(t, dir)
	for _, id := range []string{"run1", "run2"} {
		for _, r := range aRun(id) {
			mustAppend(t, j, r)
		}
	}
	path := j.Path()
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	return path, readFile(t, path)
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func writeFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestRecordsAreReadAsWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state", "journal")
	j := mustOpen(t, dir)
	if n := len(j.Records()); n != 0 {
		t.Fatalf("a journal that does not exist has %d records", n)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("Open created something on disk: %v", err)
	}
	mustAppend(t, j, aRun("run1")...)
	said := j.Records()
	j.Close()
	again := mustOpen(t, dir)
	if got := again.Records(); !reflect.DeepEqual(got, said) {
		t.Errorf("read back\n%+v\nwritten\n%+v", got, said)
	}
	if said[0].Header == nil || len(said) != 6 {
		t.Errorf("want a header and 5 records, got %+v", said)
	}
	if again.Torn() || again.Damage() != nil {
		t.Errorf("a whole journal is reported as torn %v, damaged %v", again.Torn(), again.Damage())
	}
}

func TestOnlyThePersonCanReadIt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes here")
	}
	dir := filepath.Join(t.TempDir(), "state")
	written(t, dir)
	for path, want := range map[string]fs.FileMode{dir: 0o700, filepath.Join(dir, "*"): 0o600} {
		files, _ := filepath.Glob(path)
		if len(files) == 0 {
			t.Fatalf("%s does not exist", path)
		}
		for _, f := range files {
			info, err := os.Stat(f)
			if err != nil {
				t.Fatal(err)
			}
			if info.Mode().Perm() != want {
				t.Errorf("%s has mode %04o, want %04o", f, info.Mode().Perm(), want)
			}
		}
	}
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, "default", accountID); !errors.Is(err, ownfile.ErrNotOurs) {
		t.Errorf("a directory that everybody can write to must be refused: %v", err)
	}
}

func TestNothingOnDiskRevealsTheAccount(t *testing.T) {
	dir := t.TempDir()
	written(t, dir)
	j, err := Open(dir, "default", otherID)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	if n := len(j.Records()); n != 0 {
		t.Errorf("another account sees %d records", n)
	}
	mustAppend(t, j, aRun("other")...)
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		for _, id := range []string{accountID, otherID} {
			if strings.Contains(path, id) || bytes.Contains(readFile(t, path), []byte(id)) {
				t.Errorf("%s contains the account's id", path)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	// On another machine the same account has another file name.
	path, _ := written(t, t.TempDir())
	if _, err := os.Stat(filepath.Join(dir, filepath.Base(path))); err == nil {
		t.Error("two machines have the same file name for one account's journal")
	}
}

// A crash may cut the file off after any byte.
func TestUnfinishedLastLineIsSkipped(t *testing.T) {
	dir := t.TempDir()
	path, whole := written(t, dir)
	all := scan(whole).records
	for cut := range whole {
		lines := bytes.Count(whole[:cut], []byte("\n"))
		if c := scan(whole[:cut]); len(c.records) != lines || len(c.lost) > 0 {
			t.Fatalf("cut at byte %d: %d records, %d lost; want the first %d", cut, len(c.records), len(c.lost), lines)
		}
		if cut%61 > 1 {
			continue // the disk is slow, and the rest concerns the file
		}
		writeFile(t, path, whole[:cut])
		j := mustOpen(t, dir)
		if got := j.Records(); len(got) != lines || lines > 0 && !reflect.DeepEqual(got, all[:lines]) {
			t.Fatalf("cut at byte %d: %d records, want the first %d", cut, len(got), lines)
		}
		if want := cut > 0 && whole[cut-1] != '\n'; j.Torn() != want {
			t.Fatalf("cut at byte %d: torn %v, want %v", cut, j.Torn(), want)
		}
		mustAppend(t, j, Record{Run: "after", End: &End{How: Done}})
		j.Close()
		if !bytes.HasPrefix(readFile(t, path), whole[:cut]) {
			t.Fatalf("cut at byte %d: the bytes before the cut were overwritten", cut)
		}
		after := mustOpen(t, dir).Records()
		want := lines + 1
		if lines == 0 {
			want++ // the header
		}
		if len(after) != want || after[want-1].Run != "after" {
			t.Fatalf("cut at byte %d: after an append the records are %+v", cut, after)
		}
	}
}

func TestCrashAfterCrash(t *testing.T) {
	dir := t.TempDir()
	path, whole := written(t, dir)
	records := len(scan(whole).records)
	data := append([]byte(nil), whole[:len(whole)-5]...)
	// Even the mark that ends a torn line may be cut off, again and again.
	for i := range len(tornMark) {
		data = append(append(data, tornMark...), "\n12345678 {\"n\":"...)
		data = append(data, tornMark[:i]...)
	}
	writeFile(t, path, data)
	j := mustOpen(t, dir)
	mustAppend(t, j, Record{Run: "after", End: &End{How: Done}})
	j.Close()
	if got := len(mustOpen(t, dir).Records()); got != records {
		t.Errorf("%d records, want %d (one torn, one new)", got, records)
	}
}

func TestDamageIsReportedAndTheRestRead(t *testing.T) {
	dir := t.TempDir()
	path, whole := written(t, dir)
	all := scan(whole).records
	lines := bytes.SplitAfter(whole, []byte("\n"))
	for at := 0; at < len(whole)-1; at += 29 {
		damaged := append([]byte(nil), whole...)
		damaged[at] ^= 0x15
		writeFile(t, path, damaged)
		line := bytes.Count(whole[:at], []byte("\n"))
		_, err := Open(dir, "default", accountID)
		var d *DamageError
		if !errors.As(err, &d) || d.Lost[0].Line != line+1 {
			t.Fatalf("damaged byte %d, line %d of %d: %v", at, line+1, len(lines), err)
		}
		j, err := Recover(dir, "default", accountID)
		if err != nil {
			t.Fatal(err)
		}
		var want []Record
		for i, r := range all {
			// If a newline is damaged, the line after it is lost, too.
			if i != line && (whole[at] != '\n' || i != line+1) {
				want = append(want, r)
			}
		}
		if got := j.Records(); !reflect.DeepEqual(got, want) {
			t.Fatalf("damaged byte %d: read %d records, want %d", at, len(got), len(want))
		}
		mustAppend(t, j, Record{Run: "after", End: &End{How: Done}})
		j.Close()
		now := readFile(t, path)
		if !bytes.HasPrefix(now, damaged) {
			t.Fatal("the damaged line was overwritten")
		}
		again, err := Recover(dir, "default", accountID)
		if err != nil {
			t.Fatal(err)
		}
		if got := again.Records(); got[len(got)-1].Run != "after" {
			t.Fatalf("damaged byte %d: records after the damage are not read: %+v", at, got)
		}
	}
}

func TestMissingAndRepeatedLines(t *testing.T) {
	dir := t.TempDir()
	path, whole := written(t, dir)
	lines := bytes.SplitAfter(bytes.TrimSuffix(whole, []byte("\n")), []byte("\n"))
	lines[len(lines)-1] = append(lines[len(lines)-1], '\n')
	for name, tc := range map[string]struct {
		data    [][]byte
		records int
		says    string
	}{
		"one gone":     {append(append([][]byte{}, lines[:4]...), lines[5:]...), len(lines) - 1, "records 5 to 5 are missing"},
		"header gone":  {lines[1:], len(lines) - 1, "records 1 to 1 are missing"},
		"one twice":    {append(append([][]byte{}, lines[:4]...), lines[3:]...), len(lines), "it is record 4 and comes after record 4"},
		"end repeated": {append(append([][]byte{}, lines...), lines[2]), len(lines), "it is record 3 and comes after record 11"},
	} {
		t.Run(name, func(t *testing.T) {
			writeFile(t, path, bytes.Join(tc.data, nil))
			_, err := Open(dir, "default", accountID)
			if err == nil || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("got %v, want %q", err, tc.says)
			}
			j, err := Recover(dir, "default", accountID)
			if err != nil {
				t.Fatal(err)
			}
			if got := len(j.Records()); got != tc.records {
				t.Errorf("%d records, want %d", got, tc.records)
			}
		})
	}
}

func TestNewerFormatAndOtherAccountsAreRefused(t *testing.T) {
	dir := t.TempDir()
	path, whole := written(t, dir)
	header := func(format int, profile, account string) []byte {
		line, err := encode(Record{N: len(scan(whole).records) + 1, Header: &Header{Format: format, Profile: profile, Account: account}})
		if err != nil {
			t.Fatal(err)
		}
		return line
	}
	account := scan(whole).header.Account
	for name, tc := range map[string]struct {
		data []byte
		want any
	}{
		"a newer format from the start": {header(Format+1, "default", account), new(*VersionError)},
		"a newer format from here on":   {append(append([]byte{}, whole...), header(Format+1, "default", account)...), new(*VersionError)},
		"another account":               {header(Format, "default", strings.Repeat("0", headerDigits)), new(*AccountError)},
		"another profile":               {header(Format, "work", account), new(*AccountError)},
	} {
		t.Run(name, func(t *testing.T) {
			writeFile(t, path, tc.data)
			for _, open := range []func(string, string, string) (*Journal, error){Open, Recover} {
				if _, err := open(dir, "default", accountID); !errors.As(err, tc.want) {
					t.Errorf("got %v, want %T", err, tc.want)
				}
			}
			if !bytes.Equal(readFile(t, path), tc.data) {
				t.Error("the journal was changed, although it was refused")
			}
		})
	}
}

func TestOlderReadersSkipUnknownKinds(t *testing.T) {
	dir := t.TempDir()
	path, whole := written(t, dir)
	n := len(scan(whole).records)
	text := fmt.Sprintf(`{"n":%d,"at":"2030-01-01T00:00:00Z","run":"x","forecast":{"rain":true},"color":"red"}`, n+1)
	writeFile(t, path, append(whole, fmt.Sprintf("%s %s\n", sum([]byte(text)), text)...))
	j := mustOpen(t, dir)
	if got := len(j.Records()); got != n+1 {
		t.Fatalf("%d records, want %d", got, n+1)
	}
	mustAppend(t, j, Record{Run: "y", End: &End{How: Done}})
}

func TestMissingSaltStartsNoNewJournal(t *testing.T) {
	for name, spoil := range map[string]func(string) error{
		"gone":  os.Remove,
		"short": func(p string) error { return os.Truncate(p, 7) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			written(t, dir)
			if err := spoil(filepath.Join(dir, saltFile)); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(dir, "default", accountID); !errors.Is(err, ErrSalt) {
				t.Errorf("got %v, want ErrSalt", err)
			}
		})
	}
}

func TestOneRunAtATime(t *testing.T) {
	dir := t.TempDir()
	first := mustOpen(t, dir)
	mustAppend(t, first, aRun("run1")...)
	second := mustOpen(t, dir)
	if !second.Busy() {
		t.Error("the journal is locked, but not reported as busy")
	}
	if err := second.Lock(context.Background()); !errors.Is(err, ErrLocked) {
		t.Errorf("a second process must get ErrLocked: %v", err)
	}
	mustAppend(t, first, Record{Run: "run1", End: &End{How: Done}})
	first.Close()
	if second.Busy() {
		t.Error("nobody holds the lock, but it is reported as busy")
	}
	// The second process goes on after what the first has written since.
	mustAppend(t, second, aRun("run2")...)
	second.Close()
	if got := len(mustOpen(t, dir).Records()); got != 12 {
		t.Errorf("%d records, want 12", got)
	}
}

func TestInvalidProfileNames(t *testing.T) {
	for _, name := range []string{"", "../x", "a/b", ".hidden", strings.Repeat("x", 65)} {
		if _, err := Open(t.TempDir(), name, accountID); !errors.Is(err, ErrProfileName) {
			t.Errorf("the profile name %q must be refused: %v", name, err)
		}
	}
	if _, err := Open(t.TempDir(), "default", ""); err == nil {
		t.Error("a journal without an account was opened")
	}
}

func FuzzScan(f *testing.F) {
	line, err := encode(Record{N: 1, Header: &Header{Format: Format, Profile: "default", Account: "x"}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(line)
	f.Add(append(line, line[:20]...))
	f.Add(append(append(line[:30], tornMark...), '\n'))
	f.Add([]byte("00000000 {}\n\n\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c := scan(data)
		last := 0
		for _, r := range c.records {
			if r.N <= last {
				t.Fatalf("record %d comes after record %d", r.N, last)
			}
			last = r.N
		}
		if c.newer != 0 {
			return
		}
		// Whatever is in the file, what is appended can be read.
		more := append([]byte(nil), data...)
		if c.torn {
			more = append(more, tornMark+"\n"...)
		}
		next, err := encode(Record{N: last + 1, Run: "next"})
		if err != nil {
			t.Skip() // the number is too large to go on from
		}
		after := scan(append(more, next...))
		if len(after.records) != len(c.records)+1 || after.torn || len(after.lost) != len(c.lost) {
			t.Fatalf("after an append to %q the records are %+v", data, after)
		}
	})
}
