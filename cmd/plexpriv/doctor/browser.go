package doctor

import (
	"context"
	"errors"
	"fmt"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
)

// CheckBrowser starts the browser as a run would, or connects to the remote one.
func CheckBrowser(_ context.Context, env *Env) Finding {
	s := env.StartBrowser()
	if env.Browser.Remote() {
		return checkRemoteBrowser(env, s)
	}
	if exit.IsA[*automation.RootError](s.Err) {
		return browserNotStarted(env)
	}
	if errors.Is(s.Err, context.DeadlineExceeded) {
		return problem(exit.NoBrowser, "plexpriv doctor, when the machine is less busy", "it did not start within %s", startLimit)
	}
	if s.Err != nil {
		return browserProblem(env, s.Err)
	}
	program := automation.Describe(s.Path)
	detail := fmt.Sprintf("%s at %s starts", s.Version, s.Path)
	switch {
	case program.Confined != "":
		return Note("install Chrome, or name another browser with --browser PATH or "+exit.EnvBrowser,
			"%s; it is a %s, which sees only a part of the file system", detail, program.Confined)
	case env.headed:
	case program.Kind == automation.HeadlessShell:
		detail += "; it is a headless shell, the quickest kind"
	default:
		detail += "; a headless shell would start sooner"
	}
	return OK("%s", detail)
}

// browserNotStarted is the finding for root, who may not start a browser with its
// sandbox. The check of the sandbox says what to do about it.
func browserNotStarted(env *Env) Finding {
	path := env.Browser.Path
	if path == "" {
		var err error
		if path, _, err = automation.FindBrowser(automation.FindOptions{Headed: env.headed}); err != nil {
			return browserProblem(env, err)
		}
	}
	return Note("", "%s is there; it was not started, see sandbox", path)
}

// browserProblem skips the first hint if no browser was found. It lists the places that
// were searched, and the next thing to do is to install a browser.
func browserProblem(env *Env, err error) Finding {
	f := problemOf(env, err, exit.NoBrowser)
	if hints := exit.Hints(env.World.Terminal.GOOS, err); exit.IsA[*automation.NoBrowserError](err) && len(hints) > 1 {
		f.Next = hints[1]
	}
	return f
}
