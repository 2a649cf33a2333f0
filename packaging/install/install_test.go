package install

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// release is a published release in a directory: an archive, the list of sums and its
// signature.
type release struct {
	t       *testing.T
	dir     string
	archive string
	// script is install.sh with the public key of this release, as it is published.
	script string
}

const program = "#!/bin/sh\necho plexpriv 9.9.9\n"

func newRelease(t *testing.T) *release {
	t.Helper()
	for _, tool := range []string{"sh", "ssh-keygen", "tar", "curl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s", tool)
		}
	}
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("install.sh is for Linux and macOS")
	}
	r := &release{t: t, dir: t.TempDir(), archive: fmt.Sprintf("plexpriv_9.9.9_%s_%s.tar.gz", runtime.GOOS, runtime.GOARCH)}
	r.write(r.archive, archive(t))
	r.write("checksums.txt", fmt.Appendf(nil, "%064x  plexpriv_9.9.9_plan9_mips.tar.gz\n%x  %s\n", 1, sha256.Sum256(archive(t)), r.archive))
	secret := filepath.Join(t.TempDir(), "key")
	r.tool("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "releases", "-f", secret)
	r.tool("ssh-keygen", "-q", "-Y", "sign", "-n", "plexpriv", "-f", secret, filepath.Join(r.dir, "checksums.txt"))
	public, err := os.ReadFile(secret + ".pub")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("install.sh")
	if err != nil {
		t.Fatal(err)
	}
	r.script = filepath.Join(t.TempDir(), "install.sh")
	published := strings.Replace(string(text), "key=''", "key='"+strings.TrimSpace(string(public))+"'", 1)
	if err := os.WriteFile(r.script, []byte(published), 0o600); err != nil {
		t.Fatal(err)
	}
	return r
}

// archive is the archive of a release, the same each time.
func archive(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	if err := w.WriteHeader(&tar.Header{Name: "plexpriv", Mode: 0o755, Size: int64(len(program))}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(program)); err != nil {
		t.Fatal(err)
	}
	w.Close()
	z.Close()
	return b.Bytes()
}

func (r *release) write(name string, text []byte) {
	r.t.Helper()
	if err := os.WriteFile(filepath.Join(r.dir, name), text, 0o600); err != nil {
		r.t.Fatal(err)
	}
}

func (r *release) read(name string) []byte {
	r.t.Helper()
	text, err := os.ReadFile(filepath.Join(r.dir, name))
	if err != nil {
		r.t.Fatal(err)
	}
	return text
}

func (r *release) tool(name string, args ...string) {
	r.t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		r.t.Fatalf("%s: %v: %s", name, err, out)
	}
}

// run runs the script with a home of its own, and returns that and what it printed.
func (r *release) run(env []string, args ...string) (home, said string, err error) {
	home = r.t.TempDir()
	cmd := exec.Command("sh", append([]string{r.script}, args...)...)
	cmd.Env = append([]string{"HOME=" + home, "PATH=" + os.Getenv("PATH")}, env...)
	out, err := cmd.CombinedOutput()
	return home, string(out), err
}

// expectInstalled fails the test unless the program is there, and runs.
func expectInstalled(t *testing.T, home, said string, err error) {
	t.Helper()
	out, failed := exec.Command(filepath.Join(home, ".local/bin/plexpriv")).Output()
	if err != nil || failed != nil || string(out) != "plexpriv 9.9.9\n" {
		t.Errorf("%v, %v: %s%s", err, failed, said, out)
	}
}

func TestInstallsFromADirectoryAndRemoves(t *testing.T) {
	r := newRelease(t)
	home, said, err := r.run(nil, "--from", r.dir)
	expectInstalled(t, home, said, err)
	out, err := exec.Command("sh", r.script, "--uninstall", "--dir", filepath.Join(home, ".local/bin")).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Removed") {
		t.Errorf("%v: %s", err, out)
	}
	if left, _ := filepath.Glob(home + "/.local/bin/*"); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

func TestInstallsOverTLSOnly(t *testing.T) {
	r := newRelease(t)
	files := http.FileServer(http.Dir(r.dir))
	server := httptest.NewTLSServer(files)
	defer server.Close()
	ca := filepath.Join(t.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(ca, text, 0o600); err != nil {
		t.Fatal(err)
	}
	home, said, err := r.run([]string{"CURL_CA_BUNDLE=" + ca}, "--from", server.URL)
	expectInstalled(t, home, said, err)

	plain := httptest.NewServer(files)
	defer plain.Close()
	r.expectRefused("plain HTTP", "only https", plain.URL)
	r.expectRefused("a certificate that nobody trusts", "missing", server.URL)
}

// expectRefused fails the test if anything is installed.
func (r *release) expectRefused(name, says, from string) {
	r.t.Helper()
	home, said, err := r.run(nil, "--from", from)
	if err == nil || !strings.Contains(said, says) {
		r.t.Errorf("%s: %v: %s", name, err, said)
	}
	if found, _ := filepath.Glob(home + "/.local/bin/*"); len(found) > 0 {
		r.t.Errorf("%s: installed %v", name, found)
	}
	if found, _ := filepath.Glob(home + "/.local/bin/.*"); len(found) > 0 {
		r.t.Errorf("%s: left %v", name, found)
	}
}

func TestRefusesWhatWasNotPublished(t *testing.T) {
	for name, c := range map[string]struct {
		says  string
		spoil func(*release)
	}{
		"altered file":   {"not the file", func(r *release) { r.write(r.archive, append(r.read(r.archive), 'x')) }},
		"truncated file": {"not the file", func(r *release) { text := r.read(r.archive); r.write(r.archive, text[:len(text)/2]) }},
		"missing file":   {"missing", func(r *release) { os.Remove(filepath.Join(r.dir, r.archive)) }},
		"altered file and sums": {"signature", func(r *release) {
			text := append(r.read(r.archive), 'x')
			r.write(r.archive, text)
			r.write("checksums.txt", fmt.Appendf(nil, "%x  %s\n", sha256.Sum256(text), r.archive))
		}},
		"missing sums":      {"missing", func(r *release) { os.Remove(filepath.Join(r.dir, "checksums.txt")) }},
		"truncated sums":    {"signature", func(r *release) { r.write("checksums.txt", r.read("checksums.txt")[:70]) }},
		"missing signature": {"missing", func(r *release) { os.Remove(filepath.Join(r.dir, "checksums.txt.sig")) }},
		"empty signature":   {"signature", func(r *release) { r.write("checksums.txt.sig", nil) }},
		"signature of somebody else": {"signature", func(r *release) {
			key := filepath.Join(r.t.TempDir(), "other")
			r.tool("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
			os.Remove(filepath.Join(r.dir, "checksums.txt.sig"))
			r.tool("ssh-keygen", "-q", "-Y", "sign", "-n", "plexpriv", "-f", key, filepath.Join(r.dir, "checksums.txt"))
		}},
		"truncated script": {"", func(r *release) {
			text, err := os.ReadFile(r.script)
			if err != nil {
				r.t.Fatal(err)
			}
			cut := bytes.LastIndex(text, []byte("\tdone\n"))
			if err := os.WriteFile(r.script, text[:cut], 0o600); err != nil {
				r.t.Fatal(err)
			}
		}},
	} {
		r := newRelease(t)
		c.spoil(r)
		r.expectRefused(name, c.says, r.dir)
	}
}

// The script in the tree has no key yet, and says so.
func TestSaysThatNothingIsPublished(t *testing.T) {
	r := newRelease(t)
	r.script = "install.sh"
	r.expectRefused("without a key", "nothing has been published yet", r.dir)
}
