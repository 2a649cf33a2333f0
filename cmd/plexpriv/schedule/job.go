package schedule

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/plexpriv/plexpriv/automation/session"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
)

// Job is what a scheduler is to start, and when.
type Job struct {
	// Program is the absolute path of plexpriv. Args are its arguments.
	Program string
	Args    []string
	// Env are the variables that the job needs, as NAME=VALUE, sorted.
	Env   []string
	Times Times
	// Webhook is an address that is kept in a file of its own, or empty.
	Webhook string
}

// forwardedVariables are the variables that the job gets with the values that they have
// during install. None of them holds a passphrase.
var forwardedVariables = []string{
	exit.EnvLevel, exit.EnvPolicy, exit.EnvProfile, exit.EnvExpect, exit.EnvBrowser, exit.EnvBrowserURL, exit.EnvTimeout, exit.EnvCatalogue, exit.EnvPINFile, exit.EnvPINCommand,
	exit.EnvPassphraseFile, exit.EnvPassphraseCommand, session.EnvStore, "PLEXPRIV_NO_SANDBOX", exit.EnvWebhookFile, exit.EnvWebhookFormat, exit.EnvNotifyCommand,
	"HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", exit.EnvCertFile, "XDG_CONFIG_HOME", "XDG_STATE_HOME",
}

// fileVariables are those that name a file. Their paths are made absolute, because the
// job is started in another directory.
var fileVariables = []string{exit.EnvPolicy, exit.EnvCatalogue, exit.EnvPINFile, exit.EnvPassphraseFile, exit.EnvCertFile, exit.EnvWebhookFile}

// NewJob makes the job that calls plexpriv with args. It refuses what would need a
// person during the run. instead are the values of flags that are passed in a variable
// and not in args, by the names of the variables: they often contain a key, and other
// users of the machine can see the arguments of a process.
func NewJob(w *world.World, at Times, args []string, instead map[string]string) (*Job, error) {
	j := &Job{Times: at, Args: args}
	if w.Terminal.Getenv(session.EnvStore) == session.KindFile && w.Terminal.Getenv(exit.EnvPassphraseFile) == "" && w.Terminal.Getenv(exit.EnvPassphraseCommand) == "" {
		return nil, exit.Usagef("the passphrase of the session file would be asked for, and nobody will be there").
			Hinting("set " + exit.EnvPassphraseFile + " or " + exit.EnvPassphraseCommand + ", then install again")
	}
	var err error
	if j.Program, err = w.Program(); err != nil {
		return nil, fmt.Errorf("find plexpriv itself: %w", err)
	}
	for _, word := range append([]string{j.Program}, j.Args...) {
		if strings.ContainsFunc(word, unicode.IsControl) {
			return nil, exit.Usagef("%q has a character in it that would end a line of the job's file", word)
		}
	}
	return j, j.readEnvironment(w, instead)
}

// Absolute makes a path absolute. It returns the path itself if the working directory is
// not known.
func Absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// readEnvironment collects the variables that the job needs.
func (j *Job) readEnvironment(w *world.World, instead map[string]string) error {
	for _, name := range forwardedVariables {
		// The job reads the configuration itself.
		value := world.Environment(w, name)
		switch {
		case instead[name] != "":
			value = instead[name]
		case value == "":
			continue
		case slices.Contains(fileVariables, name):
			value = Absolute(value)
		}
		if value == "" {
			continue
		}
		if name == exit.EnvExpect && strings.Contains(value, "@") {
			return exit.Usagef("%s holds an email address, which would be in a file", name).Hinting("--expect-account takes the user name")
		}
		if strings.EqualFold(name, world.ProxyVariable) && strings.Contains(value, "@") {
			return exit.Usagef("%s holds a user or a password, which would be in a file", name).
				Hinting("set it for your user (environment.d, launchctl setenv, setx) and install again without it")
		}
		if strings.ContainsFunc(value, unicode.IsControl) {
			return exit.Usagef("%s has more than one line, or a control character in it", name)
		}
		j.Env = append(j.Env, name+"="+value)
	}
	slices.Sort(j.Env)
	return nil
}

// cron is the job as a line of a crontab, for machines without a supported scheduler.
func (j *Job) cron() string {
	when := fmt.Sprintf("%d %d * * *", j.Times.minute, j.Times.hour)
	switch j.Times.every {
	case weekly:
		when = fmt.Sprintf("%d %d * * %d", j.Times.minute, j.Times.hour, j.Times.weekday)
	case monthly:
		when = fmt.Sprintf("%d %d %d * *", j.Times.minute, j.Times.hour, j.Times.day)
	}
	var words []string
	for _, v := range j.Env {
		name, value, _ := strings.Cut(v, "=")
		words = append(words, name+"="+shellWord(value))
	}
	for _, a := range append([]string{j.Program}, j.Args...) {
		words = append(words, shellWord(a))
	}
	// In a crontab a % without a backslash ends the command.
	return when + " " + strings.ReplaceAll(strings.Join(words, " "), "%", `\%`)
}

var plainWordPattern = regexp.MustCompile(`^[A-Za-z0-9_./:=,@+-]+$`)

func shellWord(word string) string {
	if plainWordPattern.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
