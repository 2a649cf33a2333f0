package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// placesText names the keys that stand for the account's servers where their names do not:
// in JSON, reports, receipts and the record of runs. It is empty with one server.
func placesText(words *presentation.Vocabulary, a *outcome.AccountReport) string {
	var all []string
	for _, key := range slices.Sorted(maps.Keys(a.Places)) {
		if name := a.Places[key]; name != "" {
			all = append(all, words.Say("place.is", locale.Data{"Key": key, "Server": outcome.OneLine(name)}))
		}
	}
	if len(all) == 0 {
		return ""
	}
	return words.Say("place.keys", locale.Data{"Keys": strings.Join(all, ", ")})
}

// places prints the keys of the account's servers.
func (v *accountView) places() {
	if text := placesText(v.words, v.report); text != "" && !v.brief() {
		v.say("%s", text)
	}
}
