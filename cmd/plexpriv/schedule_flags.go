package main

import (
	"fmt"
	"net/url"
	"slices"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/schedule"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/urfave/cli/v2"
)

// handed are the flags that the job is called with as install was.
var handed = []string{
	"fix", "notify-command", "policy", "level", "set", "allow-widening", "page", "only", "skip",
	"profile", "all-profiles", "home-user", "family", "pin-file", "pin-command", "expect-account",
	"browser", "browser-url", "timeout", "jobs",
}

// fileFlags are those of them that name a file, so that they must hold wherever the
// job is started.
var fileFlags = []string{"policy", "pin-file"}

// jobOf reads the flags of install, and refuses what could not work later, when
// nobody is there.
func jobOf(w *world.World, c *cli.Context) (*schedule.Job, error) {
	when, err := schedule.ParseTimes(c.String("every"), c.String("at"))
	if err != nil {
		return nil, err
	}
	o, err := runOptionsOf(w, c, "check", false)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(o.Browser.Endpoints, automation.Endpoint.Secretive) {
		return nil, exit.Usagef("the address of the remote browser holds what may be a token, which would stand in a file").
			Hinting("set " + exit.EnvBrowserURL + " for your user (environment.d, launchctl setenv, setx) and install again without it")
	}
	if _, err := speakerOf(w, c); err != nil {
		return nil, err
	}
	args := []string{"schedule", "run"}
	for _, name := range handed {
		args = append(args, flagAgain(c, name)...)
	}
	return schedule.NewJob(w, when, args, c.String("webhook"))
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
		value = schedule.Absolute(value)
	}
	return []string{"--" + name + "=" + value}
}

// speakerOf reads the flags that say how the person wants to hear of something, or
// the variables that stand for them.
func speakerOf(w *world.World, c *cli.Context) (schedule.Notifier, error) {
	var s schedule.Notifier
	s.Command, _ = optionOf(w, c, "notify-command", exit.EnvNotifyCommand, "")
	var from string
	s.Webhook, from = optionOf(w, c, "webhook", exit.EnvWebhook, "")
	if c.IsSet("notify-command") && s.Command == "" || c.IsSet("webhook") && s.Webhook == "" {
		return s, exit.Usagef("--notify-command and --webhook need a value")
	}
	if s.Webhook == "" {
		return s, nil
	}
	w.Terminal.Secrets.Hide(s.Webhook) // its path often is a key
	u, err := url.Parse(s.Webhook)
	switch {
	case err != nil || u.Host == "":
		return s, exit.Usagef("%s: that is no address", from)
	case u.Scheme != "https":
		return s, exit.Usagef("%s: the address has to begin with https://", from)
	case u.User != nil:
		return s, exit.Usagef("%s: a user or password does not belong into the address", from)
	}
	return s, nil
}
