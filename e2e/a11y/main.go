package main

import (
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/plexpriv/plexpriv/e2e/eyes"
	"github.com/plexpriv/plexpriv/e2e/fakeplex"
	"github.com/plexpriv/plexpriv/e2e/madeup"
)

func main() { madeup.Main("a11y", run) }

//go:embed rules.js
var rulesJS string

func run(ctx context.Context) error {
	program := flag.String("plexpriv", "bin/plexpriv", "the binary whose reports are looked at")
	out := flag.String("out", "film", "where to leave the reports")
	axe := flag.String("axe", "e2e/tools/node_modules/axe-core/axe.min.js", "where axe is")
	flag.Parse()
	return madeup.Show(ctx, func(ctx context.Context, site *fakeplex.Site) error {
		if err := os.MkdirAll(*out, 0o755); err != nil {
			return err
		}
		engine, err := os.ReadFile(*axe)
		if err != nil {
			return fmt.Errorf("axe, which npm installs: %w", err)
		}
		return inspect(ctx, site, *program, *out, string(engine)+"\n;"+rulesJS)
	})
}

// reports are one of each kind.
func reports(site *fakeplex.Site) []struct {
	name   string
	args   []string
	before func() error
} {
	return []struct {
		name   string
		args   []string
		before func() error
	}{
		{"guide", []string{"guide", "--lang", "de"}, nil},
		{"family", []string{"check", "--home-user", "alice", "--home-user", "Kid", "--home-user", "partner"}, nil},
		{"dry-run", []string{"apply", "--dry-run"}, nil},
		{"failing", []string{"apply", "--page", "privacy", "--page", "vendors"}, func() error { return site.SetQuirks("save-fails:privacy") }},
		{"apply", []string{"apply", "--level", "strict"}, func() error { return site.SetQuirks() }},
		{"blocked", []string{"check"}, func() error { return site.SetQuirks("firewall") }},
	}
}

func inspect(ctx context.Context, site *fakeplex.Site, program, out, script string) error {
	if said, err := command(ctx, program, site.Token("alice"), "login", "--token-stdin"); err != nil {
		return fmt.Errorf("sign in: %w: %s", err, said)
	}
	wrong := 0
	for _, r := range reports(site) {
		if r.before != nil {
			if err := r.before(); err != nil {
				return err
			}
		}
		file := filepath.Join(out, "report-"+r.name+".html")
		said, err := command(ctx, program, "", append(r.args, fileFlag(r.args[0]), file)...)
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			return fmt.Errorf("%s: %w: %s", r.name, err, said)
		}
		sight, err := eyes.Look(ctx, file, script)
		if err != nil {
			return err
		}
		fmt.Printf("%s: %d findings\n", file, len(sight.Wrong))
		for _, w := range sight.Wrong {
			fmt.Println("  " + w)
		}
		wrong += len(sight.Wrong)
	}
	if wrong > 0 {
		return fmt.Errorf("%d findings", wrong)
	}
	return nil
}

// fileFlag is the flag by which a command writes its page.
func fileFlag(command string) string {
	if command == "guide" {
		return "--html"
	}
	return "--report"
}

func command(ctx context.Context, program, stdin string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Stdin = strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	return string(out), err
}
