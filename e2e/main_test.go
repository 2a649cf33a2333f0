//go:build linux

package e2e

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/unix"
)

var (
	update  = flag.Bool("update", false, "rewrite the files that a script compares with")
	axe     = flag.String("axe", "", "the file of axe, which then looks at the page of plexpriv ui, too (make a11y)")
	scripts = flag.String("scripts", "testdata/script", "the directory of the scripts")
)

// suiteDir holds the binary, the worlds and the signed-in templates. Its path
// is short because browsers make sockets below it, and a socket's path has 108 bytes.
var suiteDir string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(runSuite(m))
}

func runSuite(m *testing.M) int {
	dir, err := os.MkdirTemp("", "pp")
	if err != nil {
		fmt.Fprintln(os.Stderr, "make the suite's directory:", err)
		return 1
	}
	defer os.RemoveAll(dir)
	suiteDir = dir
	// As on a machine whose owner wants core dumps: what crashes must leave none.
	var most unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &most); err == nil {
		_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{Cur: most.Max, Max: most.Max})
	}
	return m.Run()
}

// TestScripts runs every file of testdata/script in a world of its own.
func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("starts browsers")
	}
	t.Parallel() // beside the other tests with browsers, so that none waits for the last script
	if _, err := binary(); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 *scripts,
		Setup:               setup,
		Cmds:                commands,
		Condition:           condition,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

var commands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"fakeplex":   cmdFakeplex,
	"quirk":      cmdQuirk,
	"design":     cmdDesign,
	"set":        cmdSet,
	"setting":    cmdSetting,
	"snapshot":   cmdSnapshot,
	"changed":    cmdChanged,
	"writes":     cmdWrites,
	"nowrites":   cmdNoWrites,
	"contacts":   cmdContacts,
	"signin":     cmdSignIn,
	"waitcode":   cmdWaitCode,
	"approve":    cmdApprove,
	"revoked":    cmdRevoked,
	"ssos":       cmdSSOs,
	"keyring":    cmdKeyring,
	"exits":      cmdExits,
	"tty":        cmdTTY,
	"fits":       cmdFits,
	"head":       cmdHead,
	"full":       cmdFull,
	"person":     cmdPerson,
	"types":      cmdTypes,
	"start":      cmdStart,
	"waitsaid":   cmdWaitSaid,
	"waitwrites": cmdWaitWrites,
	"signal":     cmdSignal,
	"crash":      cmdCrash,
	"diskfull":   cmdDiskFull,
	"ends":       cmdEnds,
	"json":       cmdJSON,
	"result":     cmdResult,
	"looks":      cmdLooks,
	"remote":     cmdRemote,
	"killremote": cmdKillRemote,
	"idleremote": cmdIdleRemote,
	"gate":       cmdGate,
}

// condition is [root], or [bus]: there is a session bus that programs find without
// being told its address.
func condition(name string) (bool, error) {
	switch name {
	case "root":
		return os.Geteuid() == 0, nil
	case "bus":
		_, err := os.Stat(fmt.Sprintf("/run/user/%d/bus", os.Getuid()))
		return err == nil, nil
	}
	return false, fmt.Errorf("unknown condition %q", name)
}

// setup gives a script its world, and checks at the end what is left in it.
func setup(env *testscript.Env) error {
	w, err := newWorld()
	if err != nil {
		return err
	}
	w.work = env.WorkDir
	env.Values[worldKey{}] = w
	env.Setenv("HOME", w.home())
	env.Setenv("STATE", w.xdg("XDG_STATE_HOME"))
	env.Setenv("CONFIG", w.xdg("XDG_CONFIG_HOME"))
	tb := env.T().(testing.TB)
	env.Defer(func() {
		defer w.close()
		if tb.Failed() {
			w.tell(tb)
			return
		}
		for _, complaint := range w.leftovers() {
			tb.Errorf("not clean: %s", complaint)
		}
	})
	return nil
}

type worldKey struct{}

func worldOf(ts *testscript.TestScript) *world { return ts.Value(worldKey{}).(*world) }
