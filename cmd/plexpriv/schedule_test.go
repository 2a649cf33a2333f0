package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/doctor"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/schedule"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

var update = flag.Bool("update", false, "write the output to the files that it is compared with")

// The files are compared with files in testdata that a person has reviewed.
func TestSchedulerFilesOfEachSystem(t *testing.T) {
	for goos, args := range map[string]string{
		"linux":   "--every week --fix --all-profiles --policy /etc/my|policy.toml --skip email.*",
		"darwin":  "--every month --at 15|18:30 --notify-command mail|-s|'Plex'|me@home",
		"windows": "--every month --at 3|07:05 --fix --notify-command msg|\"me\"|C:\\",
	} {
		s := newFakeWorld(t)
		s.Terminal.GOOS, s.Home, s.Config = goos, "/home/me", "/home/me/.config/plexpriv"
		s.env["PLEXPRIV_SESSION_STORE"], s.env[exit.EnvPassphraseCommand] = "file", `pass "show" 100% $plex`
		s.env["PLEXPRIV_UNHEARD_OF"] = "x"
		args = strings.ReplaceAll(args, "/etc/my|policy.toml", policyAt(t, "level = 'strict'"))
		words := strings.Fields("schedule install --print " + args)
		for i := range words {
			words[i] = strings.ReplaceAll(words[i], "|", " ")
		}
		if code := s.run(words...); code != exit.OK {
			t.Fatalf("%s: exit code %d: %s", goos, code, &s.err)
		}
		got := s.out.String()
		if i := strings.Index(got, "--policy="); i >= 0 { // the directory differs in each run
			end := i + strings.Index(got[i:], "p.toml")
			got = got[:i] + "--policy=/home/me/" + got[end:]
		}
		file := filepath.Join("testdata/schedule", goos+".want")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil || got != string(want) {
			t.Errorf("%s: %v, printed\n%s", goos, err, got)
		}
		if goos != "linux" {
			_, doc, _ := strings.Cut(got, "\n")
			wellFormed(t, strings.Replace(doc, "UTF-16", "UTF-8", 1))
		}
		s.expectNothingOpened(t)
	}
}

func wellFormed(t *testing.T, text string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
	}
}

func TestInstallRefusesWhatNeedsAPerson(t *testing.T) {
	for args, says := range map[string]string{
		"":                           "missing --every",
		"--every hour":               "none of day, week and month",
		"--every day --at mon|09:00": "no day",
		"--every week --webhook-format x --webhook https://x.example/y": "no format",
		"--every week --at 25:00":                      "no time",
		"--every week --at noon":                       "not a time",
		"--every week --at 3|09:00":                    "no number",
		"--every month --at 31|09:00":                  "from 1 to 28",
		"--every week --at someday|09:00":              "no day of the week",
		"--every week --level strct":                   "did you mean strict",
		"--every week --policy /nonexistent":           "no policy",
		"--every week --webhook http://x.example/y":    "https://",
		"--every week --webhook https://a:b@x.example": "user or password",
		"--every week --webhook=":                      "need a value",
	} {
		s := newFakeWorld(t)
		words := strings.Fields("schedule install " + args)
		for i := range words {
			words[i] = strings.ReplaceAll(words[i], "|", " ")
		}
		if code := s.run(words...); code != exit.Usage || !strings.Contains(s.err.String(), says) {
			t.Errorf("%s: exit code %d: %s; want %q", args, code, &s.err, says)
		}
	}
	for name, value := range map[string]string{
		"PLEXPRIV_SESSION_STORE": "file", exit.EnvExpect: "me@example.test", "HTTPS_PROXY": "http://me:secret@proxy.example",
		"https_proxy": "me:secret@proxy.example:3128", exit.EnvBrowserURL: "wss://pool.example/sessions/secretsecretsecret/cdp",
		exit.EnvLevel: "strict\x1b[8m",
	} {
		s := newFakeWorld(t)
		s.env[name] = value
		if code := s.run("schedule", "install", "--every", "week", "--print"); code != exit.Usage || strings.Contains(s.err.String(), "secret") {
			t.Errorf("%s: exit code %d, want %d: %s", name, code, exit.Usage, &s.err)
		}
	}
}

// A line break would end the line in the job's file, and what follows would be a
// directive: a directory of an archive may have such a name.
func TestInstallRefusesControlCharacters(t *testing.T) {
	const evil = "d\nExecStartPost=/bin/touch ./pwned\n#"
	dir := filepath.Join(t.TempDir(), evil)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Skipf("this file system has no such names: %v", err)
	}
	policy := filepath.Join(dir, "p.toml")
	if err := os.WriteFile(policy, []byte("level = \"strict\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"a flag":    {"--policy", policy},
		"a name":    {"--profile", "x"},
		"a command": {"--notify-command", "true\rfalse"},
	} {
		s := newFakeWorld(t)
		s.UID = os.Getuid()
		if name == "a name" {
			s.Program = func() (string, error) { return "/usr/bin/" + evil, nil }
		}
		if code := s.run(append([]string{"schedule", "install", "--every", "week", "--print"}, args...)...); code != exit.Usage || strings.Contains(s.out.String(), "ExecStartPost") {
			t.Errorf("%s: exit code %d, want %d: %s%s", name, code, exit.Usage, &s.out, &s.err)
		}
	}
}

// Other users of the machine can see the arguments of a process.
func TestInstallPutsKeysIntoVariables(t *testing.T) {
	s := newFakeWorld(t)
	if code := s.run("schedule", "install", "--every", "week", "--print", "--family", "--notify-command", "curl -H key:canary x", "--pin-command", "pass canary"); code != exit.OK {
		t.Fatalf("exit code %d: %s", code, &s.err)
	}
	for _, line := range strings.Split(s.out.String(), "\n") {
		if strings.HasPrefix(line, "ExecStart=") && strings.Contains(line, "canary") {
			t.Errorf("an argument: %s", line)
		}
	}
	if !strings.Contains(s.out.String(), exit.EnvNotifyCommand+"=") || !strings.Contains(s.out.String(), exit.EnvPINCommand+"=") {
		t.Errorf("the commands are not in variables:\n%s", &s.out)
	}
}

// fakeSystemctl puts a systemctl on the PATH that logs its arguments.
func fakeSystemctl(t *testing.T, script string) (log string) {
	t.Helper()
	dir := t.TempDir()
	log = filepath.Join(dir, "log")
	text := "#!/bin/sh\necho \"$*\" >> " + log + "\n" + script + "\n"
	if err := os.WriteFile(filepath.Join(dir, "systemctl"), []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	return log
}

func TestInstallAndRemove(t *testing.T) {
	s := newFakeWorld(t)
	log := fakeSystemctl(t, `case "$*" in *show*) echo ActiveState=active; echo "NextElapseUSecRealtime=Mon 2026-03-16 09:12:00 UTC";; esac`)
	hook := "https://hook.example/canary-key"
	if code := s.run("schedule", "install", "--every", "week", "--webhook", hook); code != exit.OK {
		t.Fatalf("exit code %d, want %d: %s", code, exit.OK, &s.err)
	}
	if !strings.Contains(s.out.String(), "next: Mon 2026-03-16") || strings.Contains(s.out.String(), "canary-key") {
		t.Errorf("said %s", &s.out)
	}
	units := filepath.Join(filepath.Dir(s.Config), "systemd", "user")
	service, err := os.ReadFile(filepath.Join(units, "plexpriv.service"))
	if err != nil || !strings.Contains(string(service), "Environment="+exit.EnvWebhookFile+"=") || strings.Contains(string(service), "canary-key") {
		t.Errorf("%v: %s", err, service)
	}
	if fi, err := os.Stat(filepath.Join(units, "plexpriv.service")); err != nil || fi.Mode().Perm() != 0o600 {
		t.Errorf("others can read the key: %v %v", fi, err)
	}
	kept := filepath.Join(s.Config, "webhook")
	if text, err := os.ReadFile(kept); err != nil || strings.TrimSpace(string(text)) != hook {
		t.Errorf("the webhook is not kept: %v: %s", err, text)
	}
	if fi, err := os.Stat(kept); err != nil || fi.Mode().Perm() != 0o600 {
		t.Errorf("others can read the webhook: %v %v", fi, err)
	}
	s.run("schedule", "status", "--json")
	var report schedule.Report
	if err := json.Unmarshal(s.out.Bytes(), &report); err != nil || !report.Installed || !report.Active {
		t.Errorf("%v: %s", err, &s.out)
	}
	if code := s.run("schedule", "remove"); code != exit.OK {
		t.Errorf("exit code %d, want %d: %s", code, exit.OK, &s.err)
	}
	if left, _ := filepath.Glob(units + "/*"); len(left) > 0 {
		t.Errorf("files were not removed: %v", left)
	}
	if _, err := os.Stat(kept); err == nil {
		t.Error("the webhook is still there")
	}
	told, _ := os.ReadFile(log)
	for _, want := range []string{"--user enable plexpriv.timer", "--user disable --now plexpriv.timer"} {
		if !strings.Contains(string(told), want) {
			t.Errorf("systemctl was not called with %q, only with\n%s", want, told)
		}
	}
	if code := s.run("schedule", "remove"); code != exit.OK || !strings.Contains(s.out.String(), "no job") {
		t.Errorf("exit code %d, want %d: %s", code, exit.OK, &s.out)
	}
	s.run("schedule", "status")
	if !strings.Contains(s.out.String(), "There is no job") {
		t.Errorf("said %s", &s.out)
	}
}

// fakeLoginctl puts a loginctl on the PATH that gives an answer.
func fakeLoginctl(t *testing.T, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "loginctl"), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
}

// The timers of a person who does not linger end with their last login.
func TestJobThatEndsWithTheLoginIsTold(t *testing.T) {
	for answer, want := range map[string]struct {
		lingers string // in the report
		told    bool
	}{
		"echo Linger=no":              {"false", true},
		"echo Linger=yes":             {"true", false},
		"echo 'no such user'; exit 1": {"", false},
	} {
		s := newFakeWorld(t)
		s.UID = 4_000_000_000 - 7 // nobody has it, so that no file speaks for them
		fakeSystemctl(t, `case "$*" in *show*) echo ActiveState=active;; esac`)
		fakeLoginctl(t, answer)
		says := func(what, text string) {
			t.Helper()
			if got := strings.Contains(text, "loginctl enable-linger"); got != want.told {
				t.Errorf("%s: %s says %q", answer, what, text)
			}
		}
		for _, words := range []string{"schedule install --every week", "schedule install --every week --json", "schedule status", "schedule status --json"} {
			if code := s.run(strings.Fields(words)...); code != exit.OK {
				t.Errorf("%s: %s: exit code %d: %s", answer, words, code, &s.err)
			}
			says(words, s.err.String())
			if !strings.HasSuffix(words, "--json") {
				continue
			}
			if has := strings.Contains(s.out.String(), `"lingers": `+want.lingers); has != (want.lingers != "") {
				t.Errorf("%s: %s prints %s", answer, words, &s.out)
			}
		}
		f := doctor.RunChecks(t.Context(), doctor.NewEnv(t.Context(), s.World, terminal.Output{}, world.BrowserChoice{}, false), []doctor.Check{scheduleCheck})[0]
		says("doctor", f.Next)
		if (f.Status == doctor.StatusNote) != want.told {
			t.Errorf("%s: doctor: %+v", answer, f)
		}
	}
}

func TestInstallSuggestsCronWithoutAScheduler(t *testing.T) {
	s := newFakeWorld(t)
	s.env[exit.EnvBrowser] = "/opt/my browser/chrome"
	want := "0 9 * * 1 PLEXPRIV_BROWSER='/opt/my browser/chrome' /usr/bin/plexpriv schedule run --fix '--skip=email.*'"
	try := func(name string) {
		if code := s.run("schedule", "install", "--every", "week", "--fix", "--skip", "email.*"); code != outcome.ExitError ||
			!strings.Contains(s.err.String(), "systemd user timer") || s.out.String() != want+"\n" {
			t.Errorf("%s: exit code %d: %s%s", name, code, &s.out, &s.err)
		}
		if left, _ := filepath.Glob(filepath.Dir(s.Config) + "/systemd/user/*"); len(left) > 0 {
			t.Errorf("%s: files were not removed: %v", name, left)
		}
	}
	t.Setenv("PATH", t.TempDir())
	try("no systemctl")
	fakeSystemctl(t, "echo 'Failed to connect to bus' >&2; exit 1")
	try("one that does not answer")
}

func TestInstallOverwritesNoForeignFiles(t *testing.T) {
	s := newFakeWorld(t)
	log := fakeSystemctl(t, "")
	path := filepath.Join(filepath.Dir(s.Config), "systemd", "user", "plexpriv.timer")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code := s.run("schedule", "install", "--every", "week"); code == exit.OK {
		t.Error("install has overwritten the file")
	}
	s.run("schedule", "remove")
	if text, err := os.ReadFile(path); err != nil || string(text) != "mine" {
		t.Errorf("%q, %v", text, err)
	}
	if told, err := os.ReadFile(log); err == nil {
		t.Errorf("systemctl was called with %s", told)
	}
}
