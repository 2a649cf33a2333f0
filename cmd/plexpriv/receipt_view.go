package main

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/receipt"
)

// receiptView prints receipts in a form that can be put into a letter. wide lists each
// control by itself, with its exact label.
type receiptView struct {
	words *presentation.Vocabulary
	wide  bool
}

// text is a receipt. It is in English and in UTC, because it is handed on.
func (v receiptView) text(s receipt.Sealed) (string, error) {
	r, err := s.Read()
	if err != nil {
		return "", err
	}
	terminal.OneLiners(&r)
	terminal.OneLiners(&s.SHA256)
	var b strings.Builder
	fmt.Fprintf(&b, "RECEIPT %d: privacy settings changed at Plex\n\n", r.N)
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-9s%s\n", name, fmt.Sprintf(format, args...))
	}
	line("Account", "%s (profile %s)", r.Account.Username, r.Account.Profile)
	ending := ""
	if r.Ending != "done" {
		ending = ", " + r.Ending
	}
	line("Began", "%s%s", r.Began.UTC().Format("2006-01-02 15:04:05 UTC"), ending)
	how := "plexpriv " + r.Program + " " + r.Command
	if r.Level != "" {
		how += ", level " + r.Level
	}
	if r.Undoes != "" {
		how += ", of run " + r.Undoes
	}
	line("Made by", "%s", how)
	line("Run", "%s", r.Run)
	line("SHA-256", "%s", s.SHA256)
	var pages []string
	if v.wide {
		line("Before", "%s", previousHash(r))
		pages = append(pages, "as in catalogue "+r.Catalogue)
	}
	if len(r.Overridden) > 0 { // a mistake there may be the reason for what the receipt says
		pages = append(pages, "with the person's own description of "+strings.Join(r.Overridden, ", "))
	}
	if len(pages) > 0 {
		line("Pages", "%s", strings.Join(pages, ", "))
	}
	page := ""
	b.WriteString("\n")
	for _, g := range v.groups(r.Changes) {
		if g.first.Page != page {
			page = g.first.Page
			fmt.Fprintf(&b, "%s, %s\n", g.first.Page, g.first.Address)
		}
		b.WriteString("  " + v.groupText(g) + "\n")
	}
	return b.String(), nil
}

func previousHash(r receipt.Receipt) string {
	if r.Previous == receipt.First {
		return "none: this is the first receipt"
	}
	return r.Previous
}

// changeGroup is a number of controls of one setting with the same change.
type changeGroup struct {
	first receipt.Change
	count int
	last  time.Time
}

// groups puts controls with the same change together, or lists each by itself if wide.
func (v receiptView) groups(changes []receipt.Change) []changeGroup {
	var out []changeGroup
	for _, c := range changes {
		read := c.Evidence.ReadBack
		i := len(out)
		for k := range out {
			if !v.wide && sameChange(out[k].first, c) {
				i = k
			}
		}
		if i == len(out) {
			out = append(out, changeGroup{first: c})
		}
		g := &out[i]
		g.count++
		if read.After(g.last) {
			g.last = read
		}
	}
	return out
}

// sameChange says whether two controls have the same change, known in the same way.
func sameChange(a, b receipt.Change) bool {
	return a.Setting == b.Setting && a.Page == b.Page && a.Before == b.Before && a.After == b.After &&
		a.ShownBefore == b.ShownBefore && a.ShownAfter == b.ShownAfter && a.Result == b.Result &&
		a.Evidence.API == b.Evidence.API && a.Evidence.ReadBack.IsZero() == b.Evidence.ReadBack.IsZero()
}

// groupText is one line: "Personalized ads: 24 vendors, Yes → No, confirmed 22:48:47".
func (v receiptView) groupText(g changeGroup) string {
	c := g.first
	text := v.words.Setting(c.Setting) + ": "
	switch {
	case v.wide && c.Label != "":
		text += fmt.Sprintf("“%s” (%s, %s), ", c.Label, c.Setting, c.Control)
	case v.wide:
		text += fmt.Sprintf("%s, %s, ", c.Setting, c.Control)
	case g.count > 1:
		text += countOf(v.words, c.Setting, g.count) + ", "
	}
	value := func(word, shown string) string { return cmp.Or(shown, v.words.Value(c.Setting, word)) }
	text += value(c.Before, c.ShownBefore) + " → " + value(c.After, c.ShownAfter) + ", "
	if c.Result == string(outcome.Verified) {
		text += "confirmed"
	} else {
		text += v.words.Result("apply", outcome.Result(cmp.Or(c.Result, "unknown")))
	}
	const clock = "15:04:05"
	if g.last.IsZero() {
		return text + ", noted " + c.At.UTC().Format(clock)
	}
	text += " " + g.last.UTC().Format(clock)
	if v.wide && c.Evidence.Over != "" {
		text += " over a new connection"
	}
	switch outcome.Witness(c.Evidence.API) {
	case outcome.Agrees:
		if v.wide {
			text += ", Plex's API agrees"
		}
	case outcome.Denies:
		text += ", Plex's API disagrees"
	}
	return text
}

// printVerification prints the result of receipt verify.
func printVerification(w *world.World, v verifyReport, withHead bool) {
	terminal.OneLiners(&v)
	for _, p := range v.Problems {
		fmt.Fprintln(w.Terminal.Stdout, p)
	}
	for _, c := range v.Contradictions {
		fmt.Fprintln(w.Terminal.Stdout, c)
	}
	count := outcome.Plural(v.Receipts, "receipt")
	switch {
	case v.ExitCode != exit.OK:
		fmt.Fprintf(w.Terminal.Stdout, "ALTERED: %s in %s.\n", outcome.Plural(len(v.Problems)+len(v.Contradictions), "problem"), count)
	case v.Receipts == 0:
		fmt.Fprintln(w.Terminal.Stdout, "There are no receipts so far.")
	case withHead:
		fmt.Fprintf(w.Terminal.Stdout, "OK: %s, unaltered, the one you kept the hash of among them.\n", count)
	default:
		fmt.Fprintf(w.Terminal.Stdout, "OK: %s, unaltered.\n", count)
	}
}
