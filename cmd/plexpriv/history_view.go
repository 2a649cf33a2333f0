package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/run"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/record"
)

// historyView prints the history of an account, a block for each run, the newest first.
type historyView struct {
	screen terminal.Screen
	words  *presentation.Vocabulary
	// wide shows the ids of runs, settings and controls, too.
	wide bool
}

func (v historyView) print(a accountHistory, many bool) {
	if many {
		fmt.Fprintf(v.screen, "%s, profile %s\n\n", outcome.Name(a.Account), a.Profile)
	}
	if len(a.Entries) == 0 {
		fmt.Fprintln(v.screen, v.words.Say("ui.no-history"))
		return
	}
	began := map[string]time.Time{}
	for _, e := range a.Entries {
		if _, known := began[e.Run]; !known {
			began[e.Run] = e.At
		}
	}
	blocks := runBlocks(a.Entries)
	slices.Reverse(blocks)
	for i, block := range blocks {
		if i > 0 {
			fmt.Fprintln(v.screen)
		}
		fmt.Fprintln(v.screen, v.heading(block[0], began))
		v.rows(block)
	}
}

// runBlocks puts the entries of each run together.
func runBlocks(entries []record.Entry) [][]record.Entry {
	var out [][]record.Entry
	for _, e := range entries {
		if n := len(out); n == 0 || out[n-1][0].Run != e.Run {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], e)
	}
	return out
}

const minute = "2006-01-02 15:04"

// heading says when a run was, and what it was.
func (v historyView) heading(e record.Entry, began map[string]time.Time) string {
	text := e.At.Local().Format(minute) + "  " + e.Command
	if at, known := began[e.Undoes]; known {
		text += " " + v.words.Say("history.of-run", locale.Data{"Time": at.Local().Format(minute)})
	}
	if v.wide {
		text += "  " + e.Run
	}
	return text
}

// rows prints the settings of a run, their values below one another.
func (v historyView) rows(block []record.Entry) {
	width := 0
	for _, e := range block {
		width = max(width, len([]rune(v.name(e))))
	}
	for _, e := range block {
		name := v.name(e)
		head, what := "  "+name+strings.Repeat(" ", width-len([]rune(name))+2), v.change(e)
		if note := v.note(e, block); note != "" {
			what += "  (" + note + ")"
		}
		fmt.Fprintln(v.screen, head+v.screen.Hang(what, strings.Repeat(" ", width+4)))
	}
}

func (v historyView) name(e record.Entry) string {
	if v.wide {
		return e.Setting
	}
	return v.words.Setting(e.Setting)
}

func (v historyView) change(e record.Entry) string {
	return v.words.Value(e.Setting, e.From) + " → " + v.words.Value(e.Setting, e.To)
}

// note says what a person cannot see from the change itself.
func (v historyView) note(e record.Entry, block []record.Entry) string {
	var out []string
	switch {
	case e.Kind == record.Drifted:
		out = append(out, v.words.Say("ui.by-others"))
	case e.Result == "":
		out = append(out, v.words.Say("ui.interrupted"))
	case e.Result != outcome.Verified:
		out = append(out, v.words.Result(e.Command, e.Result))
	}
	several := 0
	for _, other := range block {
		if other.Setting == e.Setting {
			several++
		}
	}
	if controls := run.ControlsText(e.Setting, e.Controls); controls != "" && (v.wide || several > 1) {
		out = append(out, controls)
	} else if len(e.Controls) > 1 {
		out = append(out, countOf(v.words, e.Setting, len(e.Controls)))
	}
	return strings.Join(out, ", ")
}

// countOf counts the controls of a setting in the words of its page.
func countOf(words *presentation.Vocabulary, setting string, n int) string {
	if strings.HasPrefix(setting, "vendors.") {
		return words.Count("row.vendors", n)
	}
	if strings.HasPrefix(setting, "server.") {
		return words.Count("history.servers", n)
	}
	return words.Count("history.switches", n)
}
