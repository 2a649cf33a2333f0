package main

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/receipt"
)

// formatUTC formats the times in a receipt.
func formatUTC(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

// printReceipt prints a receipt in a form that can be put into a letter.
func printReceipt(w *world.World, s receipt.Sealed) error {
	r, err := s.Read()
	if err != nil {
		return err
	}
	terminal.OneLiners(&r)
	terminal.OneLiners(&s.SHA256)
	var b strings.Builder
	fmt.Fprintf(&b, "RECEIPT %d: privacy settings at Plex, changed by plexpriv\n\n", r.N)
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-12s%s\n", name, fmt.Sprintf(format, args...))
	}
	what := r.Command
	if r.Level != "" {
		what += ", level " + r.Level
	}
	if r.Undoes != "" {
		what += ", of run " + r.Undoes
	}
	line("Account", "%s at Plex", r.Account.Username)
	line("", "(salted hash %s, profile %s)", r.Account.Hash, r.Account.Profile)
	line("Run", "%s (%s)", r.Run, what)
	line("Began", "%s", formatUTC(r.Began))
	line("Ended", "%s", r.Ending)
	line("Made by", "plexpriv %s, catalogue %s", r.Program, r.Catalogue)
	if len(r.Overridden) > 0 {
		line("", "(with the person's own description of %s)", strings.Join(r.Overridden, ", "))
	}
	page := ""
	for i, c := range r.Changes {
		if c.Page != page {
			page = c.Page
			fmt.Fprintf(&b, "\n%s, %s\n", c.Page, c.Address)
		}
		name := c.Setting + ", " + c.Control
		if c.Label != "" {
			name = fmt.Sprintf("“%s” (%s)", c.Label, name)
		}
		fmt.Fprintf(&b, "\n%4d. %s\n", i+1, name)
		field := func(name, text string) { fmt.Fprintf(&b, "      %-8s%s\n", name, text) }
		field("before", valueText(c.Before, c.ShownBefore))
		field("after", valueText(c.After, c.ShownAfter))
		field("result", cmp.Or(spaced(c.Result), "unknown"))
		for i, text := range proofLines(c) {
			field([]string{"proof", ""}[min(i, 1)], text)
		}
	}
	fmt.Fprintf(&b, "\nThis receipt, SHA-256:\n  %s\nThe one before it:\n  ", s.SHA256)
	if r.Previous == receipt.First {
		b.WriteString("none, this is the first\n")
	} else {
		b.WriteString(r.Previous + "\n")
	}
	fmt.Fprintln(w.Terminal.Stdout, b.String())
	return nil
}

func valueText(word, shown string) string {
	word = cmp.Or(word, "not known")
	if shown == "" || strings.EqualFold(word, shown) {
		return word
	}
	return word + ", shown as “" + shown + "”"
}

// proofLines say how the result of a change is known.
func proofLines(c receipt.Change) []string {
	if c.Evidence.ReadBack.IsZero() {
		return []string{"written down at " + formatUTC(c.At)}
	}
	out := []string{"read at " + formatUTC(c.Evidence.ReadBack) + ", after the page", "was loaded afresh in a new browser context"}
	switch outcome.Witness(c.Evidence.API) {
	case outcome.Agrees:
		out = append(out, "Plex's own API agreed")
	case outcome.Denies:
		out = append(out, "Plex's own API said otherwise")
	}
	return out
}

// printHead prints the hash to keep, and what it is good for.
func printHead(w *world.World, chain *receipt.Chain) {
	fmt.Fprintf(w.Terminal.Stdout, "%s of this account so far. The newest has the hash\n  %s\n", outcome.Plural(len(chain.All()), "receipt"), chain.Head())
	fmt.Fprintln(w.Terminal.Stdout, w.Terminal.Stdout.Wrap("Keep it where nobody can alter it, on paper or in a mail: with it \"plexpriv receipt verify --head HASH\" shows later that nothing up to there was altered. Without it the hashes only show that nobody has altered single receipts.", ""))
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
