package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// asProgram is the variable that makes the test binary run as plexpriv, so that shells
// can start it.
const asProgram = "PLEXPRIV_TEST_IS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// completionCases are command lines that are typed in a real shell and end with Tab, and
// the arguments that the command gets then.
var completionCases = []struct{ line, want string }{
	{"plexpriv che", "plexpriv check"},
	{"plexpriv check --level=st", "plexpriv check --level=strict"},
	{"plexpriv apply --set privacy.play", "plexpriv apply --set privacy.playback-data="},
	{"plexpriv apply --set visibility.watchlist=pri", "plexpriv apply --set visibility.watchlist=private"},
	{"plexpriv apply --set=visibility.watchlist=pri", "plexpriv apply --set=visibility.watchlist=private"},
	{"plexpriv apply --dry-run --page vis", "plexpriv apply --dry-run --page visibility"},
	{"plexpriv undo --profile par", "plexpriv undo --profile partner"},
	{"plexpriv apply --browser=./a-bro", "plexpriv apply --browser=./a-browser"},
	{"plexpriv undo --run 2026", "plexpriv undo --run 20260314t090000-aaaaaa"},
	{"plexpriv help exi", "plexpriv help exit-codes"},
}

func TestShellsComplete(t *testing.T) {
	for shell, start := range map[string]struct{ args, rc string }{
		"bash": {"--norc -i", "PS1='ready> '\nbind 'set bell-style none' 'set enable-bracketed-paste off' 2>/dev/null\nsource <(plexpriv completion bash)\n"},
		"zsh":  {"-f -i", "PS1='ready> '; unsetopt zle_bracketed_paste prompt_sp prompt_cr beep 2>/dev/null; unset zle_bracketed_paste\nautoload -U compinit; compinit -u -D\nsource <(plexpriv completion zsh)\n"},
	} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			sh := startShell(t, shell, start.args)
			sh.write(start.rc + "echo set''up\n")
			sh.await("\nsetup")
			for _, c := range completionCases {
				sh.write(c.line + "\t")
				// Ctrl-A goes to the beginning of the line, where printf is put in to print
				// the arguments.
				sh.write("\x01printf '<%s>' got-it \x05; echo\n")
				want := "<got-it>"
				for _, arg := range strings.Fields(c.want) {
					want += "<" + arg + ">"
				}
				if got := sh.await("\n<got-it>"); got != want {
					t.Errorf("%q becomes %q, want %q", c.line, got, want)
				}
			}
		})
	}
}

// fish can print its suggestions, so this test needs no terminal.
func TestFishCompletes(t *testing.T) {
	script := "plexpriv completion fish | source\n"
	for _, c := range completionCases {
		script += "complete -C '" + c.line + "' | head -n 1; echo next\n"
	}
	cmd := exec.Command(shellProgram(t, "fish"), "--no-config", "-c", script)
	home := shellHome(t)
	cmd.Dir, cmd.Env = home, shellEnv(home)
	out, err := cmd.CombinedOutput()
	offers := strings.Split(string(out), "next\n")
	if err != nil || len(offers) != len(completionCases)+1 {
		t.Fatalf("%v: %s", err, out)
	}
	for i, c := range completionCases {
		words := strings.Fields(c.want)
		if word, _, _ := strings.Cut(strings.TrimSpace(offers[i]), "\t"); word != words[len(words)-1] {
			t.Errorf("%q is offered %q, want %q", c.line, offers[i], words[len(words)-1])
		}
	}
}

func shellProgram(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("there is no %s here", name)
	}
	return path
}

// shellHome is a home directory with plexpriv, a stored profile, a run and a file.
func shellHome(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	sessions := filepath.Join(home, "state", "plexpriv", "sessions")
	for _, err := range []error{
		os.MkdirAll(sessions, 0o700), os.Mkdir(filepath.Join(home, "bin"), 0o700),
		os.Symlink(self, filepath.Join(home, "bin", "plexpriv")),
		os.WriteFile(filepath.Join(sessions, "session-partner.age"), nil, 0o600),
		os.WriteFile(filepath.Join(home, "a-browser"), nil, 0o700),
		os.MkdirAll(filepath.Join(home, "state", "plexpriv", "journal"), 0o700),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	s := newFakeWorld(t)
	s.State = filepath.Join(home, "state", "plexpriv")
	recordStart(t, s, "default", "20260314t090000-aaaaaa")
	return home
}

func shellEnv(home string) []string {
	return []string{
		asProgram + "=1", "PATH=" + filepath.Join(home, "bin") + ":" + os.Getenv("PATH"), "HOME=" + home, "TERM=dumb", "LC_ALL=C.UTF-8",
		"XDG_STATE_HOME=" + filepath.Join(home, "state"), "PLEXPRIV_SESSION_STORE=file", "HISTFILE=",
	}
}

// shellSession is a shell at a terminal.
type shellSession struct {
	t    *testing.T
	tty  *os.File
	seen bytes.Buffer
}

func startShell(t *testing.T, name, args string) *shellSession {
	t.Helper()
	cmd := exec.Command(shellProgram(t, name), strings.Fields(args)...)
	home := shellHome(t)
	cmd.Dir, cmd.Env = home, shellEnv(home)
	// Wide enough that no line is wrapped.
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 50, Cols: 1000})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		tty.Close()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	return &shellSession{t: t, tty: tty}
}

func (s *shellSession) write(text string) {
	s.t.Helper()
	if _, err := s.tty.WriteString(text); err != nil {
		s.t.Fatal(err)
	}
}

// await reads until a line begins with a text, and returns that line.
func (s *shellSession) await(beginning string) string {
	s.t.Helper()
	if err := s.tty.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		s.t.Fatal(err)
	}
	buffer := make([]byte, 4096)
	for {
		text := strings.ReplaceAll(s.seen.String(), "\r", "")
		if _, rest, ok := strings.Cut(text, beginning); ok {
			if line, after, whole := strings.Cut(rest, "\n"); whole {
				s.seen.Reset()
				s.seen.WriteString(after)
				return strings.TrimPrefix(beginning, "\n") + line
			}
		}
		n, err := s.tty.Read(buffer)
		if err != nil {
			s.t.Fatalf("the shell ended: %v; it has said %q", err, text)
		}
		s.seen.Write(buffer[:n])
	}
}
