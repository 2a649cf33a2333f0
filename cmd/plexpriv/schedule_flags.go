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

// forwardedFlags are the flags of install that are passed on to the job.
var forwardedFlags = []string{
	"fix", "policy", "level", "set", "allow-widening", "page", "only", "skip",
	"profile", "all-profiles", "home-user", "family", "pin-file", "expect-account",
	"browser", "browser-url", "timeout", "jobs",
}

// fileFlags are those that name a file. Their paths are made absolute, because the job
// is started in another directory.
var fileFlags = []string{"policy", "pin-file"}

// jobOf reads the flags of install. It refuses what would need a person during the run.
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
		return nil, exit.Usagef("the address of the remote browser holds what may be a token, which would be in a file").
			Hinting("set " + exit.EnvBrowserURL + " for your user (environment.d, launchctl setenv, setx) and install again without it")
	}
	notifier, err := notifierOf(w, c)
	if err != nil {
		return nil, err
	}
	args := []string{"schedule", "run"}
	for _, name := range forwardedFlags {
		args = append(args, flagArguments(c, name)...)
	}
	instead := map[string]string{exit.EnvWebhookFormat: c.String("webhook-format")}
	if w.Terminal.GOOS == "windows" {
		// A task of Windows gets no variables, and only its user sees its arguments.
		args = append(args, append(flagArguments(c, "notify-command"), flagArguments(c, "pin-command")...)...)
	} else {
		instead[exit.EnvNotifyCommand], instead[exit.EnvPINCommand] = c.String("notify-command"), c.String("pin-command")
	}
	j, err := schedule.NewJob(w, when, args, instead)
	if err != nil {
		return nil, err
	}
	if w.Terminal.Getenv(exit.EnvWebhookFile) == "" || c.IsSet("webhook") || w.Terminal.Getenv(exit.EnvWebhook) != "" {
		j.KeepWebhook(w, notifier.Webhook)
	}
	return j, nil
}

// flagArguments is a flag with its values, as arguments for the job.
func flagArguments(c *cli.Context, name string) []string {
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

// notifierOf reads the flags that say how to notify the person, or their variables.
func notifierOf(w *world.World, c *cli.Context) (schedule.Notifier, error) {
	var n schedule.Notifier
	n.Command, _ = optionOf(w, c, "notify-command", exit.EnvNotifyCommand, "")
	var from string
	n.Webhook, from = optionOf(w, c, "webhook", exit.EnvWebhook, "")
	if c.IsSet("notify-command") && n.Command == "" || c.IsSet("webhook") && n.Webhook == "" {
		return n, exit.Usagef("--notify-command and --webhook need a value")
	}
	if file := w.Terminal.Getenv(exit.EnvWebhookFile); n.Webhook == "" && file != "" {
		text, err := schedule.ReadWebhook(file)
		if err != nil {
			return n, err
		}
		n.Webhook, from = text, exit.EnvWebhookFile
	}
	if n.Webhook == "" {
		return n, nil
	}
	w.Terminal.Secrets.Hide(n.Webhook) // the path often contains a key
	u, err := url.Parse(n.Webhook)
	switch {
	case err != nil || u.Host == "":
		return n, exit.Usagef("%s: not an address", from)
	case u.Scheme != "https":
		return n, exit.Usagef("%s: the address must begin with https://", from)
	case u.User != nil:
		return n, exit.Usagef("%s: the address must not contain a user or password", from)
	}
	n.Format, err = webhookFormat(w, c, u)
	return n, err
}

// webhookFormat is the format that was asked for, else that of the address.
func webhookFormat(w *world.World, c *cli.Context, u *url.URL) (schedule.Format, error) {
	name, from := optionOf(w, c, "webhook-format", exit.EnvWebhookFormat, "")
	if name == "" {
		return schedule.FormatOf(u), nil
	}
	if f := schedule.Format(name); slices.Contains(schedule.Formats, f) {
		return f, nil
	}
	return "", exit.Usagef("%s: there is no format %q", from, name).Hinting("json, discord, ntfy, gotify or apprise")
}
