package run

import (
	"cmp"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// newPicker is the list in which a person picks, in their language.
func newPicker(words *presentation.Vocabulary, whose string, all []terminal.Choice) terminal.Picker {
	whose = outcome.Name(whose)
	return terminal.Picker{
		All: all, Title: words.Say("picker.title", locale.Data{"Who": whose}), Numbers: words.Say("picker.numbers"),
		Keys: func(chosen int) string { return words.Say("picker.keys", locale.Data{"N": chosen}) },
		NotANumber: func(word string) string {
			return words.Say("picker.not-a-number", locale.Data{"Word": word, "N": len(all)})
		},
		Done: func(chosen int) string {
			return words.Count("picker.done", len(all), locale.Data{"Who": whose, "Chosen": chosen})
		},
	}
}

// pickerItem shows a setting in the picker.
func pickerItem(words *presentation.Vocabulary, s outcome.SettingReport) terminal.Choice {
	return terminal.Choice{
		ID: s.ID, Label: words.Setting(s.ID), Why: strings.TrimSpace(words.Why(s.ID) + " " + words.Detail(s.ID)),
		Change: words.Value(s.ID, cmp.Or(s.Before, "mixed")) + " → " + words.Value(s.ID, s.Wanted),
	}
}
