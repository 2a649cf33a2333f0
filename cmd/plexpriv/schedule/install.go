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
	// Installed means that the job's files exist, Active that the scheduler has loaded
	// them.
	Installed bool `json:"installed"`
	Active    bool `json:"active"`
	// Lingers means that the job runs also while the person is not signed in. It is nil
	// if that is not known, or the scheduler has no such difference.
	Lingers  *bool    `json:"lingers,omitempty"`
	Next     string   `json:"next,omitempty"`
	Files    []File   `json:"files"`
	Cron     string   `json:"cron,omitempty"`
	Last     *LastRun `json:"last"`
	ExitCode int      `json:"exit_code"`
}

// File is one file of the job, with its text if it was asked for.
type File struct {
	Path string `json:"path"`
	Text string `json:"text,omitempty"`
}

// schedulerError means that the system's scheduler cannot be used.
type schedulerError struct {
	s   scheduler
	err error
}

// Error names the scheduler.
func (e *schedulerError) Error() string {
	return fmt.Sprintf("no %s here: %v", e.s.name, e.err)
}

// Unwrap returns the reason.
func (e *schedulerError) Unwrap() error { return e.err }

// Print prints the files of a job and writes nothing.
func Print(w *world.World, j *Job, asJSON bool) error {
	s := schedulerOf(w)
	report := Report{Header: terminal.NewHeader("schedule install"), Scheduler: s.name, Cron: j.cron(), Files: []File{}}
	for _, u := range s.units(j) {
		report.Files = append(report.Files, File{u.path, printable(u.text)})
		if !asJSON {
			fmt.Fprintf(w.Terminal.Stdout, "# %s\n%s\n", u.path, printable(u.text))
		}
	}
	if asJSON {
		w.Terminal.PrintJSON(report)
	}
	return nil
}

// printable is the text of a unit for a terminal: UTF-8, with Unix line ends.
func printable(text []byte) string {
	plain, wide := strings.CutPrefix(string(text), "\xff\xfe")
	if !wide {
		return plain
	}
	return strings.ReplaceAll(dropZeros([]byte(plain)), "\r\n", "\n")
}

// Install writes the files and starts the job. If it does not start, the files are
// removed again.
func Install(ctx context.Context, w *world.World, j *Job, asJSON bool) error {
	ctx, end := w.Interruptible(ctx, nil)
	defer end()
	s := schedulerOf(w)
	unusable := func(err error) error {
		if asJSON {
			return exit.WithHint(&schedulerError{s, err}, "a line for crontab -e:", j.cron())
		}
		// Alone on standard output, it can be copied, or piped.
		fmt.Fprintln(w.Terminal.Stdout, j.cron())
		return exit.WithHint(&schedulerError{s, err}, "add the line above with: crontab -e", "in a container: plexpriv schedule run --every "+string(j.Times.every))
	}
	if err := writeWebhook(w, j); err != nil {
		return err
	}
	if _, err := exec.LookPath(s.program); err != nil {
		return unusable(err)
	}
	units := s.units(j)
	for _, u := range units {
		if writtenByOthers(u.path) {
			return fmt.Errorf("%s is there already, and was not written by plexpriv; it is left alone", u.path)
		}
	}
	if _, err := os.Stat(units[0].path); err == nil {
		_, _ = runCommands(ctx, s.stop) // fails if the earlier job is not active
	}
	if err := writeUnits(units); err != nil {
		return errors.Join(err, removeUnits(units))
	}
	if _, err := runCommands(ctx, s.start); err != nil {
		return world.EndCause(ctx, errors.Join(unusable(err), removeUnits(units)))
	}
	report := currentReport(context.WithoutCancel(ctx), w, "schedule install", s, units)
	if asJSON {
		w.Terminal.PrintJSON(report)
		warnOfLogin(w, report)
		return nil
	}
	fmt.Fprintf(w.Terminal.Stdout, "Installed a %s. It checks your settings every %s.\n", s.name, j.Times.describe())
	printDetails(w, report)
	warnOfLogin(w, report)
	printWarnings(w, j)
	return nil
}

// printWarnings says what may keep the job from working or its notifications from
// reaching the person.
func printWarnings(w *world.World, j *Job) {
	if w.Terminal.GOOS == "windows" && len(j.Env) > 0 {
		var names []string
		for _, v := range j.Env {
			name, _, _ := strings.Cut(v, "=")
			names = append(names, name)
		}
		fmt.Fprintf(w.Terminal.Stderr, "plexpriv: a task of Windows knows your own variables only; set these for good (setx): %s\n", strings.Join(names, ", "))
	}
	notifies := strings.Contains(strings.Join(j.Args, " "), "--notify-command=") || j.Webhook != "" ||
		strings.Contains(strings.Join(j.Env, "\n"), exit.EnvNotifyCommand+"=")
	if !notifies && !w.HasDisplay() {
		fmt.Fprintln(w.Terminal.Stderr, "plexpriv: no desktop to notify; use --webhook or --notify-command")
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

// removeUnits removes the files that plexpriv has written.
func removeUnits(units []unit) error {
	var errs []error
	for _, u := range units {
		if writtenByOthers(u.path) {
			continue
		}
		if err := os.Remove(u.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, fmt.Errorf("remove the job: %w", err))
		}
	}
	return errors.Join(errs...)
}

// currentReport finds out what is installed, and whether the scheduler has it.
func currentReport(ctx context.Context, w *world.World, command string, s scheduler, units []unit) Report {
	report := Report{Header: terminal.NewHeader(command), Scheduler: s.name, Files: []File{}, Last: loadLastRun(w)}
	for _, u := range units {
		if _, err := os.Stat(u.path); err == nil && !writtenByOthers(u.path) {
			report.Files = append(report.Files, File{Path: u.path})
		}
	}
	if report.Installed = len(report.Files) == len(units); !report.Installed {
		return report
	}
	answer, err := runCommands(ctx, [][]string{s.state})
	report.Active = err == nil && !strings.Contains(answer, "ActiveState=inactive") && !strings.Contains(answer, "ActiveState=failed")
	if s.lingers != nil {
		report.Lingers = s.lingers(ctx)
	}
	if report.Active && s.next != nil {
		report.Next = s.next(answer)
	}
	return report
}

func printDetails(w *world.World, r Report) {
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

// Status prints whether there is a job, when it runs next, and how it ended last.
func Status(ctx context.Context, w *world.World, asJSON bool) error {
	s := schedulerOf(w)
	report := currentReport(ctx, w, "schedule status", s, s.units(&Job{}))
	if asJSON {
		w.Terminal.PrintJSON(report)
		warnOfLogin(w, report)
		return nil
	}
	switch {
	case report.Active:
		fmt.Fprintf(w.Terminal.Stdout, "There is a job: a %s.\n", s.name)
	case report.Installed:
		fmt.Fprintf(w.Terminal.Stdout, "The files of a %s are there, but it is not active. To start it again: plexpriv schedule install\n", s.name)
	default:
		fmt.Fprintln(w.Terminal.Stdout, "There is no job. To add one: plexpriv schedule install --every week")
	}
	printDetails(w, report)
	warnOfLogin(w, report)
	return nil
}

// Remove stops the job and removes its files. It is not an error if there is none.
func Remove(ctx context.Context, w *world.World, asJSON bool) error {
	s := schedulerOf(w)
	units := s.units(&Job{})
	there := len(currentReport(ctx, w, "", s, units).Files) > 0
	if there {
		// A failure does not matter much: without its files the job does not come back
		// after a restart.
		if _, err := runCommands(ctx, s.stop); err != nil {
			fmt.Fprintf(w.Terminal.Stderr, "plexpriv: stop the job: %v\n", err)
		}
		if err := errors.Join(removeUnits(units), removeWebhook(w)); err != nil {
			return err
		}
		if len(s.reload) > 0 {
			_, _ = runCommands(ctx, s.reload)
		}
	}
	switch {
	case asJSON:
		w.Terminal.PrintJSON(currentReport(ctx, w, "schedule remove", s, units))
	case there:
		fmt.Fprintln(w.Terminal.Stdout, "Removed the job.")
	default:
		fmt.Fprintln(w.Terminal.Stdout, "There was no job.")
	}
	return nil
}
