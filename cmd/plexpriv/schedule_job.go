package main

import (
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// job is what a scheduler is to start, and when.
type job struct {
	// program is the absolute path of plexpriv, args what it is called with.
	program string
	args    []string
	// env are variables that the job needs, NAME=VALUE, sorted.
	env []string
	// day is of the week for a weekly job, else weekday is unset and day is that
	// of the month.
	weekly       bool
	weekday      time.Weekday
	day          int
	hour, minute int
}

// handed are the flags that the job is called with as install was.
var handed = []string{
	"fix", "notify-command", "policy", "level", "set", "allow-widening", "page", "only", "skip",
	"profile", "all-profiles", "home-user", "family", "pin-file", "pin-command", "expect-account",
	"browser", "browser-url", "timeout", "jobs",
}

// handedOn are the variables that count for a job as for the command that sets
// it up. There is none that holds a passphrase.
var handedOn = []string{
	exit.EnvLevel, exit.EnvPolicy, exit.EnvProfile, exit.EnvExpect, exit.EnvBrowser, exit.EnvBrowserURL, exit.EnvTimeout, exit.EnvCatalogue, exit.EnvPINFile, exit.EnvPINCommand,
	exit.EnvPassphraseFile, exit.EnvPassphraseCommand, session.EnvStore, "PLEXPRIV_NO_SANDBOX", exit.EnvWebhook, exit.EnvNotifyCommand,
	"HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", exit.EnvCertFile, "XDG_CONFIG_HOME", "XDG_STATE_HOME",
}

// Which of them name a file, so that they must hold wherever the job is started.
var (
	fileFlags = []string{"policy", "pin-file"}
	fileVars  = []string{exit.EnvPolicy, exit.EnvCatalogue, exit.EnvPINFile, exit.EnvPassphraseFile, exit.EnvCertFile}
)

// newJob reads the flags of install, and refuses what could not work later, when
// nobody is there.
func newJob(w *world.World, c *cli.Context) (*job, error) {
	j := &job{args: []string{"schedule", "run"}}
	if err := j.when(c.String("every"), c.String("at")); err != nil {
		return nil, err
	}
	o, err := runOptionsOf(w, c, "check", false)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(o.browser.Endpoints, automation.Endpoint.Secretive) {
		return nil, exit.Usagef("the address of the remote browser holds what may be a token, which would stand in a file").
			Hinting("set " + exit.EnvBrowserURL + " for your user (environment.d, launchctl setenv, setx) and install again without it")
	}
	if _, err := speakerOf(w, c); err != nil {
		return nil, err
	}
	if w.Getenv(session.EnvStore) == session.KindFile && w.Getenv(exit.EnvPassphraseFile) == "" && w.Getenv(exit.EnvPassphraseCommand) == "" {
		return nil, exit.Usagef("the passphrase of the session file would be asked for, and nobody will be there").
			Hinting("set " + exit.EnvPassphraseFile + " or " + exit.EnvPassphraseCommand + ", then install again")
	}
	if j.program, err = w.Program(); err != nil {
		return nil, fmt.Errorf("find plexpriv itself: %w", err)
	}
	for _, name := range handed {
		j.args = append(j.args, flagAgain(c, name)...)
	}
	return j, jobEnv(w, j, c.String("webhook"))
}

// flagAgain is a flag as it was given.
func flagAgain(c *cli.Context, name string) []string {
	if !c.IsSet(name) {
		return nil
	}
	switch v := c.Value(name).(type) {
	case bool:
		if v {
			return []string{"--" + name}
		}
		return nil
	case cli.StringSlice:
		var out []string
		for _, item := range v.Value() {
			out = append(out, "--"+name+"="+item)
		}
		return out
	}
	value := fmt.Sprint(c.Value(name))
	if slices.Contains(fileFlags, name) {
		value = absolute(value)
	}
	return []string{"--" + name + "=" + value}
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// jobEnv gathers the variables that the job needs. A webhook's address often is a
// key, which other people on the machine would see among the arguments.
func jobEnv(w *world.World, j *job, webhook string) error {
	for _, name := range handedOn {
		value := w.Getenv(name)
		switch {
		case name == exit.EnvWebhook && webhook != "":
			value = webhook
		case value == "":
			continue
		case slices.Contains(fileVars, name):
			value = absolute(value)
		}
		if value == "" {
			continue
		}
		if name == exit.EnvExpect && strings.Contains(value, "@") {
			return exit.Usagef("%s holds an e-mail address, which would stand in a file", name).Hinting("--expect-account takes the user name")
		}
		if u, err := url.Parse(value); err == nil && u.User != nil && strings.EqualFold(name, "https_proxy") {
			return exit.Usagef("%s holds a user or a password, which would stand in a file", name).
				Hinting("set it for your user (environment.d, launchctl setenv, setx) and install again without it")
		}
		if strings.ContainsAny(value, "\n\r\x00") {
			return exit.Usagef("%s has more than one line", name)
		}
		j.env = append(j.env, name+"="+value)
	}
	slices.Sort(j.env)
	return nil
}

var atForm = regexp.MustCompile(`^(?:([a-zA-Z]+|\d{1,2}) +)?(\d{1,2}):(\d\d)$`)

// when reads --every and --at.
func (j *job) when(every, at string) error {
	switch every {
	case "week":
		j.weekly, j.weekday = true, time.Monday
	case "month":
		j.day = 1
	case "":
		return exit.Usagef("how often?").Hinting("--every week, or --every month")
	default:
		return exit.Usagef("--every: %q is neither week nor month", every)
	}
	j.hour = 9
	if at == "" {
		return nil
	}
	m := atForm.FindStringSubmatch(strings.TrimSpace(at))
	if m == nil {
		return exit.Usagef("--at: %q is not a time", at).Hinting("it is like 18:30, 'sat 10:00' or '15 18:30'")
	}
	j.hour, _ = strconv.Atoi(m[2])
	j.minute, _ = strconv.Atoi(m[3])
	if j.hour > 23 || j.minute > 59 {
		return exit.Usagef("--at: there is no time %s:%s", m[2], m[3])
	}
	if m[1] == "" {
		return nil
	}
	return j.onDay(m[1])
}

func (j *job) onDay(word string) error {
	const most = 28 // every month has it
	day, err := strconv.Atoi(word)
	switch {
	case j.weekly && err == nil:
		return exit.Usagef("--at: a weekly job has a day like sat, and no number")
	case !j.weekly && (err != nil || day < 1 || day > most):
		return exit.Usagef("--at: the day of a monthly job is from 1 to %d", most)
	case !j.weekly:
		j.day = day
		return nil
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		if low := strings.ToLower(word); low == name || low == name[:3] {
			j.weekday = d
			return nil
		}
	}
	return exit.Usagef("--at: %q is no day of the week", word).Hinting("mon, tue, wed, thu, fri, sat, sun")
}

// cron is the job as a line of a crontab, for machines without a scheduler that
// we know.
func (j *job) cron() string {
	when := fmt.Sprintf("%d %d * * %d", j.minute, j.hour, j.weekday)
	if !j.weekly {
		when = fmt.Sprintf("%d %d %d * *", j.minute, j.hour, j.day)
	}
	var words []string
	for _, v := range j.env {
		name, value, _ := strings.Cut(v, "=")
		words = append(words, name+"="+shellWord(value))
	}
	for _, a := range append([]string{j.program}, j.args...) {
		words = append(words, shellWord(a))
	}
	// cron takes a bare % for the end of the line.
	return when + " " + strings.ReplaceAll(strings.Join(words, " "), "%", `\%`)
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./:=,@+-]+$`)

func shellWord(word string) string {
	if plainWord.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
