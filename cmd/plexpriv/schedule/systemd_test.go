package schedule

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

func TestSystemdAcceptsTheUnits(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("no systemd-analyze")
	}
	for _, every := range []string{"day", "week", "month"} {
		j := &Job{Program: "/bin/true", Args: []string{"schedule", "run", `--notify-command=a "b" $c 100% \d`}, Env: []string{`PLEXPRIV_X=a "b" %h \`}}
		var err error
		if j.Times, err = ParseTimes(every, ""); err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		var files []string
		for _, u := range systemd(&world.World{Directories: world.Directories{Config: dir}}).units(j) {
			file := filepath.Join(dir, filepath.Base(u.path))
			files = append(files, file)
			if err := os.WriteFile(file, u.text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command(analyze, append([]string{"--user", "--man=no", "verify"}, files...)...)
		cmd.Env = append(os.Environ(), "XDG_RUNTIME_DIR="+dir)
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("every %s: systemd-analyze verify: %v: %s", every, err, out)
		}
	}
}
