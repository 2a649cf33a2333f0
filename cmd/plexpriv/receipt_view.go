package main

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/rights"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/receipt"
	"github.com/plexpriv/plexpriv/selectors"
)

// receiptView prints receipts in a form that can be put into a letter. wide lists each
// control by itself, with its exact label.
type receiptView struct {
	words *presentation.Vocabulary
	wide  bool
	// width is that of the screen, 0 for any.
	width int
}

// text is a receipt. Its times are in UTC, because it is handed on.
func (v receiptView) text(s receipt.Sealed) (string, error) {
	r, err := s.Read()
	if err != nil {
		return "", err
	}
	terminal.OneLiners(&r)
	terminal.OneLiners(&s.SHA256)
	var b strings.Builder
	b.WriteString(v.words.Say("receipt.title", locale.Data{"N": r.N}) + "\n\n")
	facts := v.facts(r, s.SHA256)
	widest := 0
	for _, f := range facts {
		widest = max(widest, len([]rune(f.name)))
	}
	for _, f := range facts {
		fmt.Fprintf(&b, "%-*s  %s\n", widest, f.name, f.text)
	}
	page := ""
	b.WriteString("\n")
	for _, g := range v.groups(r.Changes) {
		if g.first.Page != page {
			page = g.first.Page
			b.WriteString(v.pageText(g.first) + "\n")
		}
		b.WriteString("  " + v.groupText(g) + "\n")
	}
	return b.String(), nil
}

// annex is a receipt as a letter to Plex lists it.
func (v receiptView) annex(s receipt.Sealed) (rights.Receipt, error) {
	r, err := s.Read()
	if err != nil {
		return rights.Receipt{}, err
	}
	terminal.OneLiners(&r)
	terminal.OneLiners(&s.SHA256)
	out := rights.Receipt{N: r.N, SHA256: s.SHA256}
	for _, g := range v.groups(r.Changes) {
		out.Changes = append(out.Changes, g.first.At.UTC().Format(time.DateOnly)+"  "+v.groupText(g))
	}
	return out, nil
}

// fact is a line at the top of a receipt.
type fact struct{ name, text string }

// endings are the ids of what is said of a run that was not finished.
var endings = map[string]string{"interrupted": "receipt.interrupted", "failed": "receipt.failed", "killed": "receipt.killed"}

// facts say whose receipt it is, and of what.
func (v receiptView) facts(r receipt.Receipt, hash string) []fact {
	var all []fact
	add := func(id, text string) { all = append(all, fact{v.words.Say(id), text}) }
	add("report.account", r.Account.Username+" ("+v.words.Say("report.a-profile", locale.Data{"Name": r.Account.Profile})+")")
	began := r.Began.UTC().Format("2006-01-02 15:04:05 UTC")
	if id, ok := endings[r.Ending]; ok {
		began += ", " + v.words.Say(id)
	}
	add("receipt.began", began)
	how := "plexpriv " + r.Program + " " + r.Command
	if r.Level != "" {
		how += ", " + v.words.Say("report.a-level", locale.Data{"Name": v.words.Level(r.Level)})
	}
	if r.Undoes != "" {
		how += ", " + v.words.Say("receipt.undoes", locale.Data{"Run": r.Undoes})
	}
	add("receipt.made-by", how)
	add("report.f-run", r.Run)
	all = append(all, fact{"SHA-256", hash})
	var pages []string
	if v.wide {
		previous := r.Previous
		if previous == receipt.First {
			previous = v.words.Say("receipt.first")
		}
		add("receipt.before", previous)
		pages = append(pages, v.words.Say("receipt.catalogue", locale.Data{"Version": r.Catalogue}))
	}
	if len(r.Overridden) > 0 { // a mistake there may be the reason for what the receipt says
		pages = append(pages, v.words.Say("receipt.own-pages", locale.Data{"Pages": strings.Join(r.Overridden, ", ")}))
	}
	if len(pages) > 0 {
		add("receipt.pages", strings.Join(pages, ", "))
	}
	return all
}

// pageText names a page and its address, which goes below where the screen is too narrow:
// an address in two parts cannot be opened.
func (v receiptView) pageText(c receipt.Change) string {
	name := c.Page
	if id, _ := selectors.CutPlace(c.Setting); v.words.Catalogue().Setting(id) != nil {
		name = v.words.Page(v.words.Catalogue().PageOf(id).ID)
	}
	if v.width > 0 && len([]rune(name+", "+c.Address)) > v.width {
		return name + ",\n" + c.Address
	}
	return name + ", " + c.Address
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
	value := func(word, shown string) string {
		if shown == "on" || shown == "off" { // the state of a box, and no word of the page
			shown = ""
		}
		return cmp.Or(shown, v.words.Value(c.Setting, word))
	}
	text += value(c.Before, c.ShownBefore) + " → " + value(c.After, c.ShownAfter) + ", "
	if c.Result == string(outcome.Verified) {
		text += v.words.Say("receipt.confirmed")
	} else {
		text += v.words.Result("apply", outcome.Result(cmp.Or(c.Result, "unknown")))
	}
	const clock = "15:04:05"
	if g.last.IsZero() {
		return text + ", " + v.words.Say("receipt.noted") + " " + c.At.UTC().Format(clock)
	}
	text += " " + g.last.UTC().Format(clock)
	if v.wide && c.Evidence.Over != "" {
		text += " " + v.words.Say("receipt.over")
	}
	switch outcome.Witness(c.Evidence.API) {
	case outcome.Agrees:
		if v.wide {
			text += ", " + v.words.Say("receipt.agrees")
		}
	case outcome.Denies:
		text += ", " + v.words.Say("receipt.disagrees")
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
