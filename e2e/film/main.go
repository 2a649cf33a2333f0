package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
	"github.com/plexpriv/plexpriv/e2e/madeup"
)

func main() { madeup.Main("film", run) }

type director struct {
	program, out, xterm string
	site                *fakeplex.Site
	only, picture       string
	screen              string
	widths              []int
}

func run(ctx context.Context) error {
	d := &director{widths: []int{50, 80, 120}}
	flag.StringVar(&d.program, "plexpriv", "bin/plexpriv", "the binary to show")
	flag.StringVar(&d.out, "out", "film", "where to write the pictures")
	flag.StringVar(&d.xterm, "xterm", "e2e/tools/node_modules/@xterm/xterm", "where xterm.js is")
	flag.StringVar(&d.only, "only", "", "the takes to make, with commas between them; all of them if empty")
	flag.StringVar(&d.picture, "picture", "", "make only this file, a picture of a report")
	flag.StringVar(&d.screen, "screen", "", "make only this file, a picture of what apply shows at 80 columns")
	flag.Parse()
	return madeup.Show(ctx, func(ctx context.Context, site *fakeplex.Site) error {
		d.site = site
		return d.shoot(ctx)
	})
}

const account = "alice"

// takes are what is worth a picture. The order matters: apply changes the account.
func (d *director) takes() []take {
	asNew := func() error { d.site.Reset(); return d.signIn() }
	return []take{
		{name: "help", args: []string{"--help"}},
		{name: "help-apply", args: []string{"apply", "--help"}},
		{name: "settings", args: []string{"settings"}},
		{name: "explain", args: []string{"settings", "explain", "privacy.playback-data"}},
		{name: "doctor", args: []string{"doctor"}},
		{name: "dry-run", args: []string{"apply", "--dry-run"}, before: asNew, middle: true},
		{name: "dry-run-no-colour", args: []string{"apply", "--dry-run"}, env: []string{"NO_COLOR=1"}},
		{name: "check-dumb", args: []string{"check"}, env: []string{"TERM=dumb"}},
		{name: "check-family", args: []string{"check", "--family"}, middle: true, typed: []answer{{"PIN of Teen: ", "1234\n"}}},
		{name: "ask", args: []string{"apply", "--ask"}, typed: []answer{{"enter: change", "x\x1b[B\x1b[Bx"}, {"change 9", "\r"}}, before: asNew, middle: true},
		{name: "ask-dumb", args: []string{"apply", "--ask"}, env: []string{"TERM=dumb"}, typed: []answer{{"Numbers to leave out", "1, 3\n"}}, before: asNew},
		{name: "apply", args: []string{"apply"}, typed: []answer{{"[Y/n/pick]", "y\n"}}, before: asNew, middle: true},
		{name: "check", args: []string{"check"}},
		{name: "history", args: []string{"history"}},
		{name: "receipt", args: []string{"receipt"}},
		{name: "undo", args: []string{"undo"}, typed: []answer{{"[y/N/pick]", "y\n"}}},
	}
}

// signIn keeps a session of the account.
func (d *director) signIn() error {
	cmd := exec.Command(d.program, "login", "--token-stdin", "--quiet")
	cmd.Stdin = strings.NewReader(d.site.Token(account) + "\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("sign in: %w: %s", err, out)
	}
	return nil
}

func (d *director) shoot(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "film")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.MkdirAll(d.out, 0o755); err != nil {
		return err
	}
	c, err := newCamera(ctx, d.xterm, dir)
	if err != nil {
		return err
	}
	defer c.stop()
	if err := d.signIn(); err != nil {
		return err
	}
	if d.screen != "" {
		if err := d.shootScreen(ctx, c); err != nil {
			return err
		}
		if out, err := exec.CommandContext(ctx, d.program, "undo", "--yes").CombinedOutput(); err != nil {
			return fmt.Errorf("undo: %w: %s", err, out)
		}
	}
	if d.picture != "" {
		return d.shootReport(ctx, c, filepath.Join(dir, "report.html"))
	}
	if d.screen != "" {
		return nil
	}
	for _, t := range d.takes() {
		if d.only != "" && !slices.Contains(strings.Split(d.only, ","), t.name) {
			continue
		}
		for _, columns := range d.widths {
			if err := d.make(ctx, c, t, columns); err != nil {
				return err
			}
		}
	}
	return nil
}

// shootReport takes a picture of the top of a report.
func (d *director) shootReport(ctx context.Context, c *camera, report string) error {
	if out, err := exec.CommandContext(ctx, d.program, "apply", "--report", report).CombinedOutput(); err != nil {
		return fmt.Errorf("apply: %w: %s", err, out)
	}
	const width, height = 900, 860
	return c.shootFile(report, width, height, d.picture)
}

// shootScreen takes a picture of what apply has shown when it ends.
func (d *director) shootScreen(ctx context.Context, c *camera) error {
	for _, t := range d.takes() {
		if t.name != "apply" {
			continue
		}
		r, err := record(ctx, d.program, t, 80)
		if err != nil {
			return err
		}
		return c.shoot(r, r.length(), "dark", d.screen)
	}
	return fmt.Errorf("there is no take of apply")
}

// make records one take and takes its pictures.
func (d *director) make(ctx context.Context, c *camera, t take, columns int) error {
	if t.before != nil {
		if err := t.before(); err != nil {
			return err
		}
	}
	r, err := record(ctx, d.program, t, columns)
	if err != nil {
		return err
	}
	file := func(what string) string {
		return filepath.Join(d.out, fmt.Sprintf("%s-%d-%s.png", t.name, columns, what))
	}
	for _, theme := range []string{"light", "dark"} {
		if err := c.shoot(r, r.length(), theme, file(theme)); err != nil {
			return err
		}
	}
	if t.middle {
		if err := c.shoot(r, r.middle(), "dark", file("middle")); err != nil {
			return err
		}
	}
	fmt.Println(file("*"))
	return nil
}
