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

// CheckBrowser starts the browser as a run would, or connects to it.
func CheckBrowser(_ context.Context, p *Patient) Finding {
	s := p.Start()
	if p.Browser.Remote() {
		return remoteBrowser(p, s)
	}
	if exit.IsA[*automation.RootError](s.Err) {
		return foundOnly(p)
	}
	if errors.Is(s.Err, context.DeadlineExceeded) {
		return problem(exit.NoBrowser, "plexpriv doctor, when the machine is less busy", "it did not start within %s", tryStart)
	}
	if s.Err != nil {
		return browserProblem(p, s.Err)
	}
	program := automation.Describe(s.Path)
	detail := fmt.Sprintf("%s at %s starts", s.Version, s.Path)
	switch {
	case program.Confined != "":
		return note("install Chrome, or name another browser with --browser PATH or "+exit.EnvBrowser,
			"%s; it is a %s, which sees only a part of the file system", detail, program.Confined)
	case p.headed:
	case program.Kind == automation.HeadlessShell:
		detail += "; it is a headless shell, the quickest kind"
	default:
		detail += "; a headless shell would start sooner"
	}
	return Healthy("%s", detail)
}

// foundOnly is for a browser that must not be started; why is the sandbox's
// business.
func foundOnly(p *Patient) Finding {
	path := p.Browser.Path
	if path == "" {
		var err error
		if path, _, err = automation.FindBrowser(automation.FindOptions{Headed: p.headed}); err != nil {
			return browserProblem(p, err)
		}
	}
	return note("", "%s is there; it was not started, see sandbox", path)
}

// browserProblem passes over the list of places that were looked at: how to
// install one is what to do next.
func browserProblem(p *Patient, err error) Finding {
	f := problemOf(p, err, exit.NoBrowser)
	if hints := exit.Hints(p.World.Terminal.GOOS, err); exit.IsA[*automation.NoBrowserError](err) && len(hints) > 1 {
		f.Next = hints[1]
	}
	return f
}

// CheckSandbox says whether the browser's own walls stand.
func CheckSandbox(_ context.Context, p *Patient) Finding {
	s := p.Start()
	var start *automation.StartError
	switch {
	case p.Browser.Remote():
		return note("", "not known: the browser is not on this machine, and whoever runs it starts it")
	case exit.IsA[*automation.RootError](s.Err):
		return problemOf(p, s.Err, exit.NoBrowser)
	case p.World.Terminal.Getenv(exit.EnvNoSandbox) == "1" && p.World.UID == 0:
		return note("run plexpriv as an ordinary user", "off: this is root, and %s=1 allows it", exit.EnvNoSandbox)
	case p.World.Terminal.Getenv(exit.EnvNoSandbox) == "1":
		return note("unset "+exit.EnvNoSandbox+", unless the browser does not start without it",
			"off: %s=1 is set, though this is not root%s", exit.EnvNoSandbox, Namespaces(os.ReadFile))
	case s.Err == nil:
		return Healthy("on: the browser started with it")
	case errors.As(s.Err, &start) && start.NoSandbox():
		return problem(exit.NoBrowser, start.Hint(), "the system does not let the browser build it%s", Namespaces(os.ReadFile))
	}
	return note("", "not known: the browser did not start")
}

// Namespaces tells what a Linux system says about the user namespaces that the
// sandbox is built with; empty if it does not forbid them.
func Namespaces(read func(string) ([]byte, error)) string {
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

// checkDisplay says whether a window could be shown: for login --window, and for
// --headed.
func checkDisplay(ctx context.Context, p *Patient) Finding {
	missing := func(next, format string, args ...any) Finding {
		if p.headed {
			return problem(exit.NoBrowser, "leave --headed out", format, args...)
		}
		return note(next, format, args...)
	}
	const without = "plexpriv login --link"
	if !p.World.HasDisplay() {
		return missing(without, "none: sign in with a link or a token")
	}
	name, err := reachDisplay(ctx, p.World)
	if err != nil {
		return missing(without, "%s does not answer: %v", name, err)
	}
	if p.Browser.Path == "" {
		if _, _, err := automation.FindBrowser(automation.FindOptions{Headed: true}); err != nil {
			return missing(without, "%s is there, but no browser that can show a window", name)
		}
	}
	return Healthy("%s: a window can be shown", name)
}
