package doctor

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// CheckSandbox reports whether the browser runs with its sandbox.
func CheckSandbox(_ context.Context, env *Env) Finding {
	s := env.StartBrowser()
	var start *automation.StartError
	switch {
	case env.Browser.Remote():
		return Note("", "not known: the browser is not on this machine, and whoever runs it starts it")
	case exit.IsA[*automation.RootError](s.Err):
		return problemOf(env, s.Err, exit.NoBrowser)
	case env.World.Terminal.Getenv(exit.EnvNoSandbox) == "1" && env.World.UID == 0:
		return Note("run plexpriv as an ordinary user", "off: this is root, and %s=1 allows it", exit.EnvNoSandbox)
	case env.World.Terminal.Getenv(exit.EnvNoSandbox) == "1":
		return Note("unset "+exit.EnvNoSandbox+", unless the browser does not start without it",
			"off: %s=1 is set, though this is not root%s", exit.EnvNoSandbox, NamespaceRestriction(os.ReadFile))
	case s.Err == nil:
		return OK("on: the browser started with it")
	case errors.As(s.Err, &start) && start.NoSandbox():
		return problem(exit.NoBrowser, start.Hint(), "the system does not let the browser build it%s", NamespaceRestriction(os.ReadFile))
	}
	return Note("", "not known: the browser did not start")
}

// NamespaceRestriction names the kernel setting that keeps the browser from creating
// user namespaces, which its sandbox needs. It is empty if there is none.
func NamespaceRestriction(read func(string) ([]byte, error)) string {
	for _, setting := range []struct{ file, forbids string }{
		{"kernel/unprivileged_userns_clone", "0"}, // Debian until 10
		{"user/max_user_namespaces", "0"},
		{"kernel/apparmor_restrict_unprivileged_userns", "1"}, // Ubuntu from 23.10
	} {
		text, err := read("/proc/sys/" + setting.file)
		if err == nil && strings.TrimSpace(string(text)) == setting.forbids {
			return fmt.Sprintf(" (user namespaces are restricted: %s is %s)", strings.ReplaceAll(setting.file, "/", "."), setting.forbids)
		}
	}
	return ""
}
