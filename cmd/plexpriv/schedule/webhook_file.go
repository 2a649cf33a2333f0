package schedule

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/ownfile"
)

// The address of a webhook is often a key: whoever has it can write to the channel. So the
// job's own files, which systemd, launchd and cron show to many, only name the file in
// which it is.

func webhookFile(w *world.World) string { return filepath.Join(w.Config, "webhook") }

// mostWebhook is the length of the longest address, in bytes.
const mostWebhook = 4096

// ReadWebhook reads the file that holds the address of a webhook.
func ReadWebhook(path string) (string, error) {
	text, err := ownfile.Read(path, ownfile.Access, mostWebhook)
	if errors.Is(err, os.ErrNotExist) {
		return "", exit.Usagef("%s: there is no file %s", exit.EnvWebhookFile, path)
	}
	if err != nil {
		return "", fmt.Errorf("read %s: %w", exit.EnvWebhookFile, err)
	}
	return strings.TrimSpace(string(text)), nil
}

// writeWebhook writes the file of a job's webhook, if it has one.
func writeWebhook(w *world.World, j *Job) error {
	if j.Webhook == "" {
		return nil
	}
	if err := os.MkdirAll(w.Config, 0o700); err != nil {
		return fmt.Errorf("keep the webhook: %w", err)
	}
	if err := ownfile.Replace(webhookFile(w), []byte(j.Webhook+"\n")); err != nil {
		return fmt.Errorf("keep the webhook: %w", err)
	}
	return nil
}

// removeWebhook removes that file.
func removeWebhook(w *world.World) error {
	if err := os.Remove(webhookFile(w)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove the webhook: %w", err)
	}
	return nil
}

// KeepWebhook has the job find its webhook in a file.
func (j *Job) KeepWebhook(w *world.World, address string) {
	if address == "" {
		return
	}
	j.Webhook = address
	j.Env = append(j.Env, exit.EnvWebhookFile+"="+webhookFile(w))
}
