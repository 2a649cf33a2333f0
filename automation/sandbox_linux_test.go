package automation

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/plexpriv/plexpriv/automation/judge"
)

func init() { children["sandbox"] = childSandbox }

// nobody is Linux's account for those who should have no rights.
const nobody = 65534

// TestSandboxIsOn starts a browser as an ordinary user, with default options, and asks
// the kernel whether it is sandboxed.
func TestSandboxIsOn(t *testing.T) {
	t.Parallel()
	home, root := shortDir(t), shortDir(t)
	cmd := exec.Command(os.Args[0], home, root)
	if os.Geteuid() == 0 {
		cmd = asNobody(t, home, root)
	}
	cmd.Env = append(os.Environ(), childRole+"=sandbox", "HOME="+home, "XDG_DATA_HOME=")
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var dir string
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if dir != "" {
			eventually(t, "the browser ends with its parent", func() bool { return len(processesNaming(t, dir)) == 0 })
		}
	}()
	if err := json.NewDecoder(out).Decode(&dir); err != nil {
		if strings.Contains(said.String(), "No usable sandbox") {
			t.Skipf("this system lets nobody build a sandbox: %s", &said)
		}
		t.Fatalf("the browser did not start: %s", &said)
	}
	renderers := 0
	for pid, args := range processesNaming(t, dir) {
		if strings.Contains(args, "--no-sandbox") {
			t.Errorf("process %d runs without a sandbox: %s", pid, args)
		}
		if !strings.Contains(args, "--type=renderer") {
			continue
		}
		renderers++
		if !strings.Contains(args, "--no-maglev,--no-turbofan") {
			t.Errorf("renderer %d has optimizing compilers: %s", pid, args)
		}
		status, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
		if err != nil {
			t.Fatal(err)
		}
		// 2 means a filter of system calls.
		if !regexp.MustCompile(`(?m)^Seccomp:\s+2$`).Match(status) {
			t.Errorf("renderer %d has no filter of system calls", pid)
		}
	}
	if renderers == 0 {
		t.Error("no renderer found: the test looks in the wrong place")
	}
}

// asNobody runs this test binary as another account. It needs a copy, because go test
// builds the binary where only we can read it.
func asNobody(t *testing.T, home, root string) *exec.Cmd {
	t.Helper()
	place := shortDir(t)
	binary := filepath.Join(place, "test")
	from, err := os.Open(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	to, err := os.OpenFile(binary, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(to, from)
	for _, err := range []error{err, to.Close(), os.Chmod(place, 0o755), os.Chown(home, nobody, nobody), os.Chown(root, nobody, nobody)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(binary, home, root)
	cmd.Dir = place
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	return cmd
}

// childSandbox is the run that TestSandboxIsOn looks at.
func childSandbox(args []string) int {
	b, err := Launch(context.Background(), Options{Home: args[0], RunRoot: args[1], Hosts: judge.HostRule{Suffix: "plex.tv"}})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	tab, _ := chromedp.NewContext(b.Context(), chromedp.WithNewBrowserContext())
	if err := chromedp.Do(tab); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	_ = json.NewEncoder(os.Stdout).Encode(b.dir.path)
	select {}
}
