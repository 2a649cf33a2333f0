package receipt

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func aReceipt(run string) Receipt {
	at := time.Date(2026, 3, 14, 15, 9, 26, 0, time.UTC)
	return Receipt{
		Run: run, Command: "apply", Level: "recommended", Began: at, Ending: "done",
		Account: Account{Hash: "5f2a", Username: "ada", Profile: "default"}, Program: "test", Catalogue: "c1",
		Changes: []Change{{
			Setting: "email.marketing", Control: "newsletters", Page: "Email Preferences", Address: "https://www.plex.tv/email-preferences/",
			Label: "Newsletters & Product News <é>", Before: "subscribed", Wanted: "unsubscribed", After: "unsubscribed",
			Result: "verified", At: at, Evidence: Evidence{ReadBack: at, API: "agrees"},
		}},
	}
}

// aChain has three receipts, written one after the other as runs do.
func aChain(t *testing.T) (string, *Chain) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "receipts", "default.0123.receipts")
	for _, run := range []string{"run1", "run2", "run3"} {
		c, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Append(aReceipt(run)); err != nil {
			t.Fatal(err)
		}
	}
	c, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, c
}

func TestChainIsKept(t *testing.T) {
	path, c := aChain(t)
	if len(c.All()) != 3 || c.Head() != c.All()[2].SHA256 {
		t.Fatalf("%d receipts, head %s", len(c.All()), c.Head())
	}
	if p := Verify(c.All(), true); len(p) > 0 {
		t.Errorf("Verify finds problems in a chain as it was written: %v", p)
	}
	s, ok := c.Find("run2")
	r, err := s.Read()
	if !ok || err != nil || r.N != 2 || r.Previous != c.All()[0].SHA256 || r.Changes[0].Label != "Newsletters & Product News <é>" {
		t.Errorf("run2: %v %v %+v", ok, err, r)
	}
	fi, err := os.Stat(path)
	if err != nil || fi.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v, %v", fi.Mode(), err)
	}
	if left, _ := filepath.Glob(path + "?*"); len(left) > 0 {
		t.Errorf("temporary files were left: %v", left)
	}
}

// Every change to the file is found, with its place.
func TestTamperingIsFound(t *testing.T) {
	lines := func(data []byte) [][]byte {
		return bytes.SplitAfter(bytes.TrimSuffix(data, []byte("\n")), []byte("\n"))
	}
	reseal := func(line []byte, old, new string) []byte {
		links, _, err := Parse(bytes.Replace(line, []byte(old), []byte(new), 1))
		if err != nil {
			t.Fatal(err)
		}
		text, sum, err := canonical(links[0].Receipt)
		if err != nil {
			t.Fatal(err)
		}
		return []byte(`{"receipt":` + string(text) + `,"sha256":"` + sum + "\"}\n")
	}
	for name, c := range map[string]struct {
		change func([][]byte) [][]byte
		want   string
	}{
		"a value is altered": {func(l [][]byte) [][]byte {
			l[1] = bytes.Replace(l[1], []byte(`"after":"unsubscribed"`), []byte(`"after":"subscribed"`), 1)
			return l
		}, "receipt 2 (run run2): it was altered"},
		"a field is added": {func(l [][]byte) [][]byte {
			l[0] = bytes.Replace(l[0], []byte(`"run":"run1"`), []byte(`"note":"x","run":"run1"`), 1)
			return l
		}, "receipt 1 (run run1): it was altered"},
		"a value is altered and the hash with it": {func(l [][]byte) [][]byte {
			l[1] = reseal(l[1], `"after":"unsubscribed"`, `"after":"subscribed"`)
			return l
		}, "receipt 3 (run run3): it does not follow"},
		"the hash is altered": {func(l [][]byte) [][]byte {
			i := bytes.Index(l[2], []byte(`"sha256":"`)) + len(`"sha256":"`)
			l[2][i] ^= 1
			return l
		}, "receipt 3 (run run3): it was altered"},
		"the first is taken away":  {func(l [][]byte) [][]byte { return l[1:] }, "receipt 1 (run run2): it is number 2, and number 1 should stand here"},
		"one is taken away":        {func(l [][]byte) [][]byte { return [][]byte{l[0], l[2]} }, "receipt 2 (run run3): it is number 3, and number 2 should stand here"},
		"two change places":        {func(l [][]byte) [][]byte { return [][]byte{l[1], l[0], l[2]} }, "receipt 1 (run run2): it is number 2"},
		"one is there twice":       {func(l [][]byte) [][]byte { return [][]byte{l[0], l[0], l[1]} }, "receipt 2 (run run1): it is number 1"},
		"one of another's account": {func(l [][]byte) [][]byte { l[1] = reseal(l[1], `"run":"run2"`, `"run":"other"`); return l }, "receipt 3 (run run3): it does not follow"},
	} {
		t.Run(name, func(t *testing.T) {
			path, _ := aChain(t)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			l := lines(append(data[:len(data)-1:len(data)-1], '\n'))
			for i := range l {
				l[i] = append(bytes.TrimRight(bytes.Clone(l[i]), "\n"), '\n')
			}
			links, whole, err := Parse(bytes.Join(c.change(l), nil))
			if err != nil {
				t.Fatal(err)
			}
			p := Verify(links, whole)
			if len(p) == 0 || !strings.Contains(p[0].String(), c.want) {
				t.Errorf("problems %v, want %s", p, c.want)
			}
			if err := (&Chain{path: path, links: links}).Append(aReceipt("run4")); err == nil {
				t.Error("a receipt was added to a damaged chain")
			}
		})
	}
}

// A hash that was noted elsewhere reveals what the chain itself cannot.
func TestHeadRevealsATruncatedOrReplacedChain(t *testing.T) {
	_, c := aChain(t)
	head := c.Head()
	if cut := c.All()[:2]; len(Verify(cut, true)) > 0 || Contains(cut, head) || !Contains(c.All(), head) {
		t.Error("a chain without its end still contains the head")
	}
}

func TestParse(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "a letter": "Dear Sir", "another document": `{"schema":1}`, "a document without any": `{"schema":1,"receipts":[]}`, "a line cut off": `{"receipt":{"n":1`} {
		if links, _, err := Parse([]byte(text)); err == nil {
			t.Errorf("%s: %d receipts", name, len(links))
		}
	}
	_, c := aChain(t)
	s := c.All()[1]
	links, whole, err := Parse([]byte(`{"schema":1,"receipts":[ {"sha256":"` + s.SHA256 + `", "receipt": ` + string(s.Receipt) + `} ]}`))
	if err != nil || whole || len(Verify(links, whole)) > 0 {
		t.Errorf("one receipt of a document: %v %v %v", err, whole, Verify(links, whole))
	}
}

// Receipts are handed on, so anybody may write a file of them. Whatever is in it, Verify
// ends, and what it calls as written is exactly what was sealed.
func FuzzParse(f *testing.F) {
	s, err := seal(aReceipt("run1"), 1, First)
	if err != nil {
		f.Fatal(err)
	}
	line, err := appendLine(nil, s)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(line)
	f.Add([]byte(`{"schema":1,"receipts":[]}`))
	f.Add([]byte(`{"receipts":[{"receipt":{},"sha256":""}]}`))
	f.Add([]byte(`{"receipt":{"n":1,"run":"x\u001b[2K"},"sha256":"0"}`))
	f.Add([]byte("null"))
	f.Fuzz(func(t *testing.T, text []byte) {
		links, whole, err := Parse(text)
		if err == nil && len(links) == 0 {
			t.Fatal("no receipts are no error")
		}
		if len(links) == 0 || len(Verify(links, whole)) > 0 {
			return
		}
		for _, s := range links {
			if _, sum, err := canonical(s.Receipt); err != nil || sum != s.SHA256 {
				t.Fatalf("a receipt counts as written and is not: %s", s.Receipt)
			}
		}
	})
}
