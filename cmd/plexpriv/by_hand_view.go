package main

import (
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/guide"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
)

// byHand is the end of what is printed about an account: the steps for what the run could
// not set, nothing if it could set all.
func byHand(out terminal.Screen, names *presentation.Vocabulary, unset map[string]string) string {
	pages := guide.Part(names, unset)
	if len(pages) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("\n" + guide.Heading(names) + "\n")
	for _, p := range pages {
		writeSteps(&b, out, p, false)
	}
	return b.String()
}

// writeSteps writes the steps of one page, numbered through. The names of the settings
// stand above theirs only where all of a page is shown.
func writeSteps(b *strings.Builder, out terminal.Screen, p guide.Page, names bool) {
	line := func(text, indent string) { b.WriteString(out.Wrap(text, indent) + "\n") }
	n := 0
	step := func(text string) {
		n++
		line(fmt.Sprintf("%3d. %s", n, text), "     ")
	}
	for _, text := range p.Before {
		step(text)
	}
	for _, s := range p.Settings {
		if names {
			b.WriteString("\n")
			line("  "+s.Label+" ("+s.ID+")"+wantedSuffix(s), "    ")
		}
		for _, text := range s.Steps {
			step(text)
		}
		if names {
			for _, text := range s.Notes {
				line("     "+text, "     ")
			}
		}
	}
	if names && len(p.Settings) > 0 && len(p.After) > 0 {
		b.WriteString("\n")
	}
	for _, text := range p.After {
		step(text)
	}
}

func wantedSuffix(s guide.Setting) string {
	if s.Wanted == "" {
		return ""
	}
	return ": " + s.Wanted
}
