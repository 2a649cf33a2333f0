package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// checkBrowser starts the browser as a run would, or connects to it.
func checkBrowser(_ context.Context, p *patient) finding {
	s := p.start()
	if p.browser.Remote() {
		return p.remoteBrowser(s)
	}
	if exit.IsA[*automation.RootError](s.err) {
		return p.foundOnly()
	}
	if errors.Is(s.err, context.DeadlineExceeded) {
		return problem(exit.NoBrowser, "plexpriv doctor, when the machine is less busy", "it did not start within %s", tryStart)
	}
	if s.err != nil {
		return p.browserProblem(s.err)
	}
	program := automation.Describe(s.path)
	detail := fmt.Sprintf("%s at %s starts", s.version, s.path)
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
	return healthy("%s", detail)
}

// foundOnly is for a browser that must not be started; why is the sandbox's
// business.
func (p *patient) foundOnly() finding {
	path := p.browser.Path
	if path == "" {
		var err error
		if path, _, err = automation.FindBrowser(automation.FindOptions{Headed: p.headed}); err != nil {
			return p.browserProblem(err)
		}
	}
	return note("", "%s is there; it was not started, see sandbox", path)
}

// browserProblem passes over the list of places that were looked at: how to
// install one is what to do next.
func (p *patient) browserProblem(err error) finding {
	f := p.problemOf(err, exit.NoBrowser)
	if hints := exit.Hints(p.GOOS, err); exit.IsA[*automation.NoBrowserError](err) && len(hints) > 1 {
		f.Next = hints[1]
	}
	return f
}

// checkSandbox says whether the browser's own walls stand.
func checkSandbox(_ context.Context, p *patient) finding {
	s := p.start()
	var start *automation.StartError
	switch {
	case p.browser.Remote():
		return note("", "not known: the browser is not on this machine, and whoever runs it starts it")
	case exit.IsA[*automation.RootError](s.err):
		return p.problemOf(s.err, exit.NoBrowser)
	case p.Getenv(exit.EnvNoSandbox) == "1" && p.UID == 0:
		return note("run plexpriv as an ordinary user", "off: this is root, and %s=1 allows it", exit.EnvNoSandbox)
	case p.Getenv(exit.EnvNoSandbox) == "1":
		return note("unset "+exit.EnvNoSandbox+", unless the browser does not start without it",
			"off: %s=1 is set, though this is not root%s", exit.EnvNoSandbox, namespaces(os.ReadFile))
	case s.err == nil:
		return healthy("on: the browser started with it")
	case errors.As(s.err, &start) && start.NoSandbox():
		return problem(exit.NoBrowser, start.Hint(), "the system does not let the browser build it%s", namespaces(os.ReadFile))
	}
	return note("", "not known: the browser did not start")
}

// namespaces tells what a Linux system says about the user namespaces that the
// sandbox is built with; empty if it does not forbid them.
func namespaces(read func(string) ([]byte, error)) string {
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
func checkDisplay(ctx context.Context, p *patient) finding {
	missing := func(next, format string, args ...any) finding {
		if p.headed {
			return problem(exit.NoBrowser, "leave --headed out", format, args...)
		}
		return note(next, format, args...)
	}
	const without = "plexpriv login --link"
	if !p.HasDisplay() {
		return missing(without, "none: sign in with a link or a token")
	}
	name, err := reachDisplay(p.World, ctx)
	if err != nil {
		return missing(without, "%s does not answer: %v", name, err)
	}
	if p.browser.Path == "" {
		if _, _, err := automation.FindBrowser(automation.FindOptions{Headed: true}); err != nil {
			return missing(without, "%s is there, but no browser that can show a window", name)
		}
	}
	return healthy("%s: a window can be shown", name)
}
