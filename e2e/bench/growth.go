//go:build linux

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/e2e/fakeplex"
)

// growthLists are the lists of the growth table. The first two are compared with the
// targets.
var growthLists = []fakeplex.LongList{
	{Markup: "radios"},
	{Markup: "radios", Bulk: true},
	{Markup: "checkbox"},
	{Markup: "switch"},
	{Markup: "select"},
	{Markup: "checkbox", Around: "box"},
	{Markup: "checkbox", Around: "more"},
	{Markup: "checkbox", Around: "pages"},
	{Markup: "checkbox", Behavior: "toast"},
	{Markup: "checkbox", Behavior: "redraw"},
	{Markup: "checkbox", Behavior: "reorder"},
	{Markup: "checkbox", Behavior: "shift"},
	{Markup: "checkbox", Behavior: "late"},
}

func growthTitle(l fakeplex.LongList) string {
	var out []string
	for _, s := range []string{l.Markup, l.Around, l.Behavior} {
		if s != "" {
			out = append(out, s)
		}
	}
	if l.Bulk {
		out = append(out, "All No")
	}
	return strings.Join(out, ", ")
}

// growth measures how the time for a list grows with its rows.
func (m *machine) growth(ctx context.Context, text *report) error {
	text.printf("\n### Lists of vendors, all on, 0 ms, one run each\n\n")
	text.printf("| rows are | rows | wall s | a row ms | CPU s | a row CPU ms | peak PSS MB | of it plexpriv MB | JSON kB | HTML kB | kept kB |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, l := range growthLists {
		if m.options.list != "" && growthTitle(l) != m.options.list {
			continue
		}
		for _, n := range m.options.rows {
			l.Rows = n
			u, written, err := m.list(ctx, l)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			failed := ""
			if err != nil {
				failed = " (failed)"
				fmt.Println(err)
			}
			row := func(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000/float64(n)) }
			text.printf("| %s%s | %d | %s | %s | %s | %s | %d | %d | %d | %d | %d |\n", growthTitle(l), failed, n, seconds(u.wall), row(u.wall), seconds(u.cpu), row(u.cpu), u.pss>>20, u.own>>20,
				written.json>>10, written.html>>10, written.kept>>10)
		}
	}
	return nil
}

// written is how many bytes a run writes: its two reports, and what it keeps.
type written struct{ json, html, kept int64 }

// kept is the size of all files below a directory.
func kept(dir string) (n int64) {
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if info, err := d.Info(); err == nil {
				n += info.Size()
			}
		}
		return nil
	})
	return n
}

// list sets a list of its own site, and asks that what it has stored.
func (m *machine) list(ctx context.Context, l fakeplex.LongList) (usage, written, error) {
	var size written
	page, err := l.Page()
	if err != nil {
		return usage{}, size, err
	}
	w, err := openWorld(m.options, fakeplex.Config{Quirks: []string{withoutTransifex}, Own: map[string]fakeplex.OwnPage{fakeplex.PageVendors: page}})
	if err != nil {
		return usage{}, size, err
	}
	defer w.close()
	if err := w.signIn(ctx, []string{openAccount}); err != nil {
		return usage{}, size, err
	}
	if err := w.forget(); err != nil {
		return usage{}, size, err
	}
	report := filepath.Join(w.dir, "growth.html")
	_ = os.Remove(report)
	limited, cancel := context.WithTimeout(ctx, m.options.limit)
	defer cancel()
	args := []string{"apply", "--only", "vendors.personalized-ads", "--profile", openAccount, "--browser", m.shell, "--verbose", "--json"}
	if m.options.report {
		args = append(args, "--report", report)
	}
	if m.options.timeout != "" {
		args = append(args, "--timeout", m.options.timeout)
	}
	cmd := exec.CommandContext(limited, w.program, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	u, err := m.meter.run(limited, cmd, true)
	size = written{int64(stdout.Len()), kept(report), kept(filepath.Join(os.Getenv("XDG_STATE_HOME"), "plexpriv"))}
	stored := w.site.OwnState(fakeplex.PageVendors)
	on := 0
	for _, key := range l.Keys() {
		if stored[key] != false {
			on++
		}
	}
	if on > 0 {
		err = errors.Join(err, fmt.Errorf("%d of %d are still on", on, l.Rows))
	}
	if err != nil {
		lines := strings.Split(stderr.String(), "\n")
		err = fmt.Errorf("%s, %d rows: %w\n%s", growthTitle(l), l.Rows, err, strings.Join(lines[max(0, len(lines)-12):], "\n"))
	}
	if m.options.verbose {
		fmt.Println(stderr.String())
	}
	return u, size, err
}
