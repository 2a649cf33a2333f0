package schedule

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/ownfile"
)

// Report is the document of schedule install, status and remove.
type Report struct {
	terminal.Header
	Scheduler string `json:"scheduler"`
	// Installed says that the job's files are there, Active that the scheduler
	// knows of it.
	Installed bool   `json:"installed"`
	Active    bool   `json:"active"`
	Next      string `json:"next,omitempty"`
	Files     []File `json:"files"`
	Cron      string `json:"cron,omitempty"`
	Last      *End   `json:"last"`
	ExitCode  int    `json:"exit_code"`
}

type File struct {
	Path string `json:"path"`
	Text string `json:"text,omitempty"`
}

// noSchedulerError says that the system's scheduler cannot be used.
type noSchedulerError struct {
	s   scheduler
	err error
}

// Error names the scheduler.
func (e *noSchedulerError) Error() string {
	return fmt.Sprintf("there is no %s here that could be used: %v", e.s.name, e.err)
}

// Unwrap gives the reason.
func (e *noSchedulerError) Unwrap() error { return e.err }

// Print prints the files of a job and writes nothing.
func Print(w *world.World, j *Job, asJSON bool) error {
	s := schedulerOf(w)
	report := Report{Header: terminal.NewHeader("schedule install"), Scheduler: s.name, Cron: j.cron(), Files: []File{}}
	for _, u := range s.units(j) {
		report.Files = append(report.Files, File{u.path, readable(u.text)})
		if !asJSON {
			fmt.Fprintf(w.Terminal.Stdout, "# %s\n%s\n", u.path, readable(u.text))
		}
	}
	if asJSON {
		w.Terminal.PrintJSON(report)
	}
	return nil
}

// readable is a unit as a terminal can show it.
func readable(text []byte) string {
	plain, wide := strings.CutPrefix(string(text), "\xff\xfe")
	if !wide {
		return plain
	}
	return strings.ReplaceAll(plainText([]byte(plain)), "\r\n", "\n")
}

// Install writes the files and starts the job. What does not start is taken
// away again.
func Install(ctx context.Context, w *world.World, j *Job, asJSON bool) error {
	ctx, end := w.Interruptible(ctx, nil)
	defer end()
	s := schedulerOf(w)
	unusable := func(err error) error {
		return exit.WithHint(&noSchedulerError{s, err}, "a line for cron, where there is one (crontab -e):", j.cron())
	}
	if _, err := exec.LookPath(s.program); err != nil {
		return unusable(err)
	}
	units := s.units(j)
	for _, u := range units {
		if foreignUnit(u.path) {
			return fmt.Errorf("%s is there already, and was not written by plexpriv; it is left alone", u.path)
		}
	}
	if _, err := os.Stat(units[0].path); err == nil {
		_, _ = tell(ctx, s.stop) // the former one, which may not run any more
	}
	if err := writeUnits(units); err != nil {
		return errors.Join(err, removeUnits(units))
	}
	if _, err := tell(ctx, s.start); err != nil {
		return world.Ended(ctx, errors.Join(unusable(err), removeUnits(units)))
	}
	report := reportNow(context.WithoutCancel(ctx), w, "schedule install", s, units)
	if asJSON {
		w.Terminal.PrintJSON(report)
		return nil
	}
	fmt.Fprintf(w.Terminal.Stdout, "The %s is there; it looks after your settings every %s.\n", s.name, j.Times.rhythm())
	tellReport(w, report)
	warnOf(w, j)
	return nil
}

// warnOf says what may keep it from working or from being heard.
func warnOf(w *world.World, j *Job) {
	if w.Terminal.GOOS == "windows" && len(j.Env) > 0 {
		var names []string
		for _, v := range j.Env {
			name, _, _ := strings.Cut(v, "=")
			names = append(names, name)
		}
		fmt.Fprintf(w.Terminal.Stderr, "plexpriv: a task of Windows knows your own variables only; set these for good (setx): %s\n", strings.Join(names, ", "))
	}
	speaks := strings.Contains(strings.Join(j.Args, " "), "--notify-command=") || strings.Contains(strings.Join(j.Env, "\n"), exit.EnvWebhook+"=") ||
		strings.Contains(strings.Join(j.Env, "\n"), exit.EnvNotifyCommand+"=")
	if !speaks && !w.HasDisplay() {
		fmt.Fprintln(w.Terminal.Stderr, "plexpriv: there is no display here to show a notification on; --notify-command or --webhook reach you elsewhere")
	}
}

func writeUnits(units []unit) error {
	for _, u := range units {
		if err := os.MkdirAll(filepath.Dir(u.path), 0o755); err != nil {
			return fmt.Errorf("write the job: %w", err)
		}
		if err := ownfile.Replace(u.path, u.text); err != nil {
			return fmt.Errorf("write the job: %w", err)
		}
	}
	return nil
}

// removeUnits removes our files.
func removeUnits(units []unit) error {
	var errs []error
	for _, u := range units {
		if foreignUnit(u.path) {
			continue
		}
		if err := os.Remove(u.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, fmt.Errorf("remove the job: %w", err))
		}
	}
	return errors.Join(errs...)
}

// reportNow looks what there is.
func reportNow(ctx context.Context, w *world.World, command string, s scheduler, units []unit) Report {
	report := Report{Header: terminal.NewHeader(command), Scheduler: s.name, Files: []File{}, Last: lastEnd(w)}
	for _, u := range units {
		if _, err := os.Stat(u.path); err == nil && !foreignUnit(u.path) {
			report.Files = append(report.Files, File{Path: u.path})
		}
	}
	if report.Installed = len(report.Files) == len(units); !report.Installed {
		return report
	}
	answer, err := tell(ctx, [][]string{s.state})
	report.Active = err == nil && !strings.Contains(answer, "ActiveState=inactive") && !strings.Contains(answer, "ActiveState=failed")
	if report.Active && s.next != nil {
		report.Next = s.next(answer)
	}
	return report
}

func tellReport(w *world.World, r Report) {
	for _, f := range r.Files {
		fmt.Fprintf(w.Terminal.Stdout, "file: %s\n", f.Path)
	}
	if r.Next != "" {
		fmt.Fprintf(w.Terminal.Stdout, "next: %s\n", r.Next)
	}
	if r.Last != nil {
		fmt.Fprintf(w.Terminal.Stdout, "last: %s, exit code %d: %s\n", terminal.Ago(w.Now(), r.Last.At), r.Last.ExitCode, r.Last.Text)
	}
}

// Status says whether there is a job, when it runs next, and how it ended last.
func Status(ctx context.Context, w *world.World, asJSON bool) error {
	s := schedulerOf(w)
	report := reportNow(ctx, w, "schedule status", s, s.units(&Job{}))
	if asJSON {
		w.Terminal.PrintJSON(report)
		return nil
	}
	switch {
	case report.Active:
		fmt.Fprintf(w.Terminal.Stdout, "There is a job: a %s.\n", s.name)
	case report.Installed:
		fmt.Fprintf(w.Terminal.Stdout, "The files of a %s are there, and the scheduler does not know of them; plexpriv schedule install starts it again.\n", s.name)
	default:
		fmt.Fprintln(w.Terminal.Stdout, "There is no job. plexpriv schedule install --every week makes one.")
	}
	tellReport(w, report)
	return nil
}

// Remove takes the job away; it is no mistake if there is none.
func Remove(ctx context.Context, w *world.World, asJSON bool) error {
	s := schedulerOf(w)
	units := s.units(&Job{})
	there := len(reportNow(ctx, w, "", s, units).Files) > 0
	if there {
		// Without its files a job is gone at the next start of the system anyway.
		if _, err := tell(ctx, s.stop); err != nil {
			fmt.Fprintf(w.Terminal.Stderr, "plexpriv: the scheduler did not let go of the job: %v\n", err)
		}
		if err := removeUnits(units); err != nil {
			return err
		}
		if len(s.reload) > 0 {
			_, _ = tell(ctx, s.reload)
		}
	}
	switch {
	case asJSON:
		w.Terminal.PrintJSON(reportNow(ctx, w, "schedule remove", s, units))
	case there:
		fmt.Fprintln(w.Terminal.Stdout, "The job is gone.")
	default:
		fmt.Fprintln(w.Terminal.Stdout, "There was no job.")
	}
	return nil
}
